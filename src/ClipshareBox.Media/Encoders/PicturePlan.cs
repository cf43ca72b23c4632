using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>What a whole-clip encode does to the picture, decided once from the source and the profile.</summary>
internal sealed record PicturePlan
{
    private static readonly string[] H264Formats =
    [
        "yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "yuv420p10le", "yuv422p10le", "yuv444p10le",
    ];

    private static readonly string[] HevcFormats =
    [
        "yuv420p", "yuvj420p", "yuv422p", "yuvj422p", "yuv444p", "yuvj444p", "yuv420p10le", "yuv422p10le", "yuv444p10le",
        "yuv420p12le", "yuv422p12le", "yuv444p12le",
    ];

    /// <summary>Frame that is written, px; even.</summary>
    public required int Width { get; init; }

    /// <summary>Frame that is written, px; even.</summary>
    public required int Height { get; init; }

    /// <summary>The picture inside the frame, px.</summary>
    public required int InnerWidth { get; init; }

    /// <summary>The picture inside the frame, px.</summary>
    public required int InnerHeight { get; init; }

    /// <summary>True when the picture has to be scaled to its inner size.</summary>
    public required bool Scaled { get; init; }

    /// <summary>Shape of a px of the written frame.</summary>
    public required Rational SampleAspect { get; init; }

    /// <summary>ffmpeg's pixel format of the written frame.</summary>
    public required string PixelFormat { get; init; }

    /// <summary>Pixels are turned as the source asks.</summary>
    public required bool TurnPixels { get; init; }

    /// <summary>Fields stay fields.</summary>
    public required bool KeepFields { get; init; }

    /// <summary>Two fields become one picture.</summary>
    public required bool Deinterlace { get; init; }

    /// <summary>High dynamic range becomes standard.</summary>
    public required bool ToneMap { get; init; }

    /// <summary>Full-range samples become limited-range ones.</summary>
    public required bool LimitRange { get; init; }

    public static PicturePlan For(VideoInfo video, EncodeProfile profile)
    {
        var turn = video.Rotation != 0
            && (profile.Rotation == RotationHandling.Apply || profile.Container == ClipContainer.WebM || profile.Reverse);
        var swap = turn && video.Rotation is 90 or 270;
        var (width, height) = swap ? (video.Height, video.Width) : (video.Width, video.Height);
        var aspect = video.SampleAspect.IsKnown ? video.SampleAspect : new Rational(1, 1);
        if (swap)
            aspect = aspect.Inverse();
        var (innerWidth, innerHeight) = Inner(width, height, aspect, profile);
        var scaled = (innerWidth, innerHeight) != (width, height);
        var keepFields = video.IsInterlaced && profile.Interlace == InterlaceHandling.Keep && !profile.Reverse && !turn
            && innerHeight == height && profile is { Coding: VideoCoding.H264, Container: ClipContainer.Mp4 };
        var format = FormatFor(video, profile);
        var padded = profile is { Quality: not null, Pad: true };
        return new PicturePlan
        {
            Width = padded ? profile.Quality!.Width : Even(innerWidth), // padded says that there is a rung
            Height = padded ? profile.Quality!.Height : Even(innerHeight), // as above
            InnerWidth = innerWidth,
            InnerHeight = innerHeight,
            Scaled = scaled,
            SampleAspect = profile.Quality is null ? aspect : new Rational(1, 1),
            PixelFormat = format,
            TurnPixels = turn,
            KeepFields = keepFields,
            Deinterlace = video.IsInterlaced && !keepFields,
            ToneMap = video.Colour.DynamicRange != DynamicRange.Sdr && !profile.KeepPixelFormat && !Is10Bit(format),
            LimitRange = video.Colour.Range == "pc" && format != video.PixelFormat,
        };
    }

    private static (int Width, int Height) Inner(int width, int height, Rational aspect, EncodeProfile profile)
    {
        if (profile.Quality is not { } rung)
            return (width, height);
        var shownWidth = width * aspect.ToDouble();
        var (boxWidth, boxHeight) = (rung.Width, rung.Height);
        if (!profile.Pad && height > shownWidth)
            (boxWidth, boxHeight) = (boxHeight, boxWidth); // an upright picture is measured against an upright frame
        var factor = Math.Min(boxWidth / shownWidth, boxHeight / (double)height);
        if (!profile.Pad)
            factor = Math.Min(factor, 1);
        return (Fit(shownWidth * factor, boxWidth), Fit(height * factor, boxHeight));
    }

    private static int Fit(double size, int box) => Math.Clamp((int)Math.Round(size / 2) * 2, 2, box);

    private static int Even(int size) => size + (size & 1);

    private static bool Is10Bit(string format) => format.Contains("10", StringComparison.Ordinal) || format.Contains("12", StringComparison.Ordinal);

    private static string FormatFor(VideoInfo video, EncodeProfile profile)
    {
        if (profile.Container == ClipContainer.WebM)
            return "yuv420p";
        var known = profile.Coding == VideoCoding.Hevc ? HevcFormats : H264Formats;
        if (profile.KeepPixelFormat && known.Contains(video.PixelFormat))
            return video.PixelFormat;
        var hdr = video.Colour.DynamicRange != DynamicRange.Sdr;
        return hdr && profile.Coding == VideoCoding.Hevc ? "yuv420p10le" : "yuv420p";
    }
}
