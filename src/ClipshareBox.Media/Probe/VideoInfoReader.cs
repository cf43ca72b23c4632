using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Probe;

/// <summary>Makes the facts of the picture from what ffprobe printed of its stream and its first frames.</summary>
internal sealed partial class VideoInfoReader(ProbedStream stream, IReadOnlyList<ProbedSample> samples)
{
    private readonly IReadOnlyList<ProbedSample> _frames =
        [.. samples.Where(s => s.Type == "frame" && s.StreamIndex == stream.Index)];

    public VideoInfo Read()
    {
        var fieldOrder = ReadFieldOrder();
        var average = Rational.Parse(stream.AvgFrameRate);
        var lowest = Rational.Parse(stream.RFrameRate);
        var sampleAspect = Rational.Parse(stream.SampleAspectRatio);
        return new VideoInfo(
            stream.Index,
            stream.CodecName ?? "unknown",
            stream.Profile,
            (int)Math.Max(0, stream.Level ?? 0),
            (int)(stream.Width ?? 0),
            (int)(stream.Height ?? 0),
            stream.PixFmt ?? "",
            BitDepth(stream),
            NominalRate.Choose(lowest, average, fieldOrder is FieldOrder.TopFirst or FieldOrder.BottomFirst),
            average,
            Rational.Parse(stream.TimeBase),
            stream.StartPts,
            sampleAspect.IsKnown ? sampleAspect : new Rational(1, 1),
            ReadRotation(),
            ReadColour(),
            fieldOrder,
            stream.BitRate ?? 0,
            (int)(stream.HasBFrames ?? 0))
        {
            DolbyVisionProfile = (int?)SideData("DOVI").FirstOrDefault()?.DvProfile,
        };
    }

    private FieldOrder ReadFieldOrder()
    {
        // A stream that begins with a whole picture is called progressive, although fields may follow; its first frames know better.
        if (_frames.FirstOrDefault(f => f.InterlacedFrame == 1) is { } interlaced && stream.FieldOrder is null or "progressive" or "unknown")
            return interlaced.TopFieldFirst == 1 ? FieldOrder.TopFirst : FieldOrder.BottomFirst;
        return stream.FieldOrder switch
        {
            "progressive" => FieldOrder.Progressive,
            "tt" or "bt" => FieldOrder.TopFirst, // the second letter is the field displayed first
            "bb" or "tb" => FieldOrder.BottomFirst,
            _ => _frames.Count > 0 ? FieldOrder.Progressive : FieldOrder.Unknown,
        };
    }

    private int ReadRotation()
    {
        var counterClockwise = SideData("Display Matrix").FirstOrDefault()?.Rotation ?? 0;
        var clockwise = ((-counterClockwise % 360) + 360) % 360;
        return (int)((clockwise + 45) / 90 % 4 * 90);
    }

    private ColourInfo ReadColour() => new(
        Stated(stream.ColorRange),
        Stated(stream.ColorPrimaries),
        Stated(stream.ColorTransfer),
        Stated(stream.ColorSpace),
        stream.ColorTransfer switch
        {
            "smpte2084" => DynamicRange.Hdr10,
            "arib-std-b67" => DynamicRange.Hlg,
            _ => DynamicRange.Sdr,
        },
        SideData("Mastering display").Select(MasteringDisplay).FirstOrDefault(text => text is not null),
        SideData("Content light").Select(ContentLight).FirstOrDefault(text => text is not null));

    private IEnumerable<ProbedSideData> SideData(string type) =>
        (stream.SideDataList ?? [])
        .Concat(_frames.SelectMany(f => f.SideDataList ?? []))
        .Where(d => d.SideDataType?.StartsWith(type, StringComparison.Ordinal) == true);

    // SMPTE ST 2086 in units of 0.00002 and 0.0001 cd/m², as x265 and the SEI message (ITU-T H.265, D.2.28) write them.
    private static string? MasteringDisplay(ProbedSideData d)
    {
        string?[] chroma = [d.GreenX, d.GreenY, d.BlueX, d.BlueY, d.RedX, d.RedY, d.WhitePointX, d.WhitePointY];
        var points = chroma.Select(text => Units(text, 50_000)).ToArray();
        var (max, min) = (Units(d.MaxLuminance, 10_000), Units(d.MinLuminance, 10_000));
        if (points.Contains(null) || max is null || min is null)
            return null;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"G({points[0]},{points[1]})B({points[2]},{points[3]})R({points[4]},{points[5]})WP({points[6]},{points[7]})L({max},{min})");
    }

    private static long? Units(string? fraction, long unitsInOne) =>
        Rational.Parse(fraction) is { Den: > 0 } value ? value.Scale(unitsInOne) : null;

    private static string? ContentLight(ProbedSideData d) =>
        d.MaxContent is { } max ? string.Create(CultureInfo.InvariantCulture, $"{max},{d.MaxAverage ?? 0}") : null;

    private static int BitDepth(ProbedStream stream)
    {
        if (stream.BitsPerRawSample is >= 8 and <= 16 and { } bits)
            return (int)bits;
        var match = DepthInName().Match(stream.PixFmt ?? "");
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : 8;
    }

    // yuv420p10le, gbrp12be, gray10le, p010le: the depth stands before the byte order, perhaps behind a 0.
    [GeneratedRegex("(?:p|gray|p0|p2|p4)(9|10|12|14|16)(?:le|be)$", RegexOptions.CultureInvariant)]
    private static partial Regex DepthInName();

    private static string? Stated(string? value) => value is null or "unknown" or "unspecified" or "reserved" ? null : value;
}
