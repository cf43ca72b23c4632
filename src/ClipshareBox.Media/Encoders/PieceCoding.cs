using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Encoders;

/// <summary>How the few frames at a seam are encoded: one closed group, no B-frames, in the source's own picture format and colour.</summary>
internal static class PieceCoding
{
    private const string Reason = "in the source's own pixel format: only software is proven exact at the seams";

    /// <summary>The encoder for a codec that can be joined; null for interlaced HEVC, whose fields libx265 codes as pictures of their own.</summary>
    public static EncoderChoice? For(VideoInfo video) => video.Codec switch
    {
        "h264" => new EncoderChoice("libx264", [.. X264(video), .. Format(video)], $"libx264 {Reason}"),
        "hevc" when !video.IsInterlaced => new EncoderChoice("libx265", [.. X265(video), .. Format(video)], $"libx265 {Reason}"),
        _ => null,
    };

    // ultrafast at crf 17 keeps as much of the picture as superfast at crf 20 (SSIM 0.990 on grainy 1080p) in three quarters of the
    // time; it spends more bits, which two seconds of a clip can bear. Frame threads would each hold back a frame: slices do not.
    private static List<string> X264(VideoInfo video)
    {
        var parameters = "scenecut=0:sliced-threads=1:rc-lookahead=0:sync-lookahead=0";
        List<string> arguments = ["-c:v", "libx264", "-preset", "ultrafast", "-crf", "17", "-bf", "0", "-g", "9999"];
        if (video.IsInterlaced)
        {
            parameters += video.FieldOrder == FieldOrder.BottomFirst ? ":bff=1" : ":tff=1";
            arguments.AddRange(["-flags", "+ildct+ilme"]);
        }
        return [.. arguments, "-x264-params", parameters];
    }

    // ultrafast at crf 24 keeps as much of the picture as superfast at crf 20 with its lookahead (SSIM 0.965 and 0.966 on grainy 1080p),
    // in half the time. Two frame threads make the same bits as one, a quarter faster.
    private static List<string> X265(VideoInfo video)
    {
        var parameters = "bframes=0:keyint=-1:scenecut=0:open-gop=0:rc-lookahead=0:frame-threads=2:info=0:log-level=error"
            + CodingArguments.HdrOptions(video.Colour);
        return ["-c:v", "libx265", "-preset", "ultrafast", "-crf", "24", "-x265-params", parameters, "-tag:v", "hvc1"];
    }

    private static IEnumerable<string> Format(VideoInfo video) => ["-pix_fmt", video.PixelFormat, .. CodingArguments.Colour(video.Colour)];
}
