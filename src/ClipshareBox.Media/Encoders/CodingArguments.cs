using System.Globalization;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>The picture encoder's arguments: group length, B-frames, rate, colour, on top of what the choice of encoder brings.</summary>
internal static class CodingArguments
{
    private const int BFrames = 2;

    // The MP4 muxer takes the end of the packet written last for the end of the track: in a variable-rate clip that must be the
    // frame shown last, whose length cannot be told from the others.
    private static int BFramesFor(bool constant) => constant ? BFrames : 0;

    /// <param name="encoder">The encoder.</param>
    /// <param name="profile">The profile.</param>
    /// <param name="plan">What is done to the picture.</param>
    /// <param name="colour">Colour of the written frames.</param>
    /// <param name="rate">Frames a second of what is written: exact for constant sources, nominal for others.</param>
    /// <param name="constant">True when every frame lies on the grid of that rate.</param>
    public static IReadOnlyList<string> For(
        EncoderChoice encoder, EncodeProfile profile, PicturePlan plan, ColourInfo colour, Rational rate, bool constant)
    {
        var group = Math.Max(1, (int)(rate.Num / rate.Den)); // rounded down: never more than a second
        var arguments = new List<string>(Merge(encoder.Arguments, Options(encoder.Name, group, colour, rate, constant)));
        arguments.AddRange(["-g", $"{group}"]);
        if (encoder.Name is "libx264")
            arguments.AddRange(["-bf", $"{BFramesFor(constant)}"]);
        if (encoder.Name is "libx264" && plan.KeepFields)
            arguments.AddRange(["-flags", "+ilme+ildct"]);
        if (encoder.Name is "libx265")
            arguments.AddRange(["-tag:v", "hvc1"]); // QuickTime plays no hev1
        if (profile.Quality is { } rung && !encoder.IsHardware)
            arguments.AddRange(["-maxrate", $"{rung.KilobitsPerSecond}k", "-bufsize", $"{rung.KilobitsPerSecond * 2}k"]);
        if (!constant) // a group is counted in frames, and these may last
            arguments.AddRange(["-force_key_frames", "expr:gte(t,n_forced*0.9)"]);
        arguments.AddRange(["-pix_fmt", plan.PixelFormat, .. Colour(colour)]);
        return arguments;
    }

    /// <summary>Colour tags as options; what the source does not state is not stated.</summary>
    public static IEnumerable<string> Colour(ColourInfo colour)
    {
        (string Name, string? Value)[] tags =
        [
            ("-color_range", colour.Range), ("-color_primaries", colour.Primaries), ("-color_trc", colour.Transfer), ("-colorspace", colour.Matrix),
        ];
        return tags.Where(t => t.Value is not null).SelectMany(t => new[] { t.Name, t.Value! }); // filtered one call earlier
    }

    /// <summary>HDR metadata in x265's words, each option with a colon in front.</summary>
    public static string HdrOptions(ColourInfo colour)
    {
        var options = "";
        if (colour.DynamicRange == DynamicRange.Hdr10)
            options += ":hdr10=1:repeat-headers=0";
        if (colour.MasteringDisplay is { } display)
            options += $":master-display={display}";
        if (colour.MaxContentLight is { } light)
            options += $":max-cll={light}";
        return options;
    }

    private static (string Name, string Value)? Options(string encoder, int group, ColourInfo colour, Rational rate, bool constant)
    {
        // Without fps the encoder takes the ticks of its time base for the rate and writes an absurd level.
        var fps = string.Create(CultureInfo.InvariantCulture, $"fps={rate.Num}/{rate.Den}");
        return encoder switch
        {
            "libx264" => ("-x264-params", $"{fps}:b-pyramid=none:open-gop=0{(constant ? ":force-cfr=1" : "")}"),
            "libx265" => ("-x265-params",
                $"log-level=error:{fps}:bframes={BFramesFor(constant)}:b-pyramid=0:keyint={group}:min-keyint=1:open-gop=0{HdrOptions(colour)}"),
            _ => null,
        };
    }

    private static IEnumerable<string> Merge(IReadOnlyList<string> arguments, (string Name, string Value)? options)
    {
        if (options is not var (name, value))
            return arguments;
        var at = arguments.ToList().IndexOf(name);
        return at < 0 ? [.. arguments, name, value] : [.. arguments.Take(at + 1), value, .. arguments.Skip(at + 2)];
    }
}
