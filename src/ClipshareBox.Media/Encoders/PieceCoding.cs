using System.Globalization;
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

    // A constant quantiser needs no look at each picture before it is coded: four fifths of the work and of the bits of crf 17, for
    // almost the picture (SSIM 0.973 and 0.978 on grainy 1080p; both beyond what the source kept). Frame threads would each hold back
    // a frame: slices do not. x264 counts each bit of depth above 8 as 6 steps more.
    private static List<string> X264(VideoInfo video)
    {
        var parameters = "scenecut=0:sliced-threads=1:rc-lookahead=0:sync-lookahead=0";
        List<string> arguments =
        [
            "-c:v", "libx264", "-preset", "ultrafast", "-qp", (17 + (6 * (video.BitDepth - 8))).ToString(CultureInfo.InvariantCulture),
            "-bf", "0", "-g", "9999",
        ];
        if (video.IsInterlaced)
        {
            parameters += video.FieldOrder == FieldOrder.BottomFirst ? ":bff=1" : ":tff=1";
            arguments.AddRange(["-flags", "+ildct+ilme"]);
        }
        return [.. arguments, "-x264-params", parameters];
    }

    // Blocks of one size and simple choices: two thirds of the work of ultrafast at crf 24 for as good a picture (SSIM 0.958 and 0.947
    // on grainy 1080p, PSNR 46.8 and 47.4 dB on drawings) and a quarter more bits. Two frame threads make the bits of one, a quarter faster.
    private static List<string> X265(VideoInfo video)
    {
        var parameters = "qp=23:rd=1:ctu=32:min-cu-size=32:bframes=0:keyint=-1:scenecut=0:open-gop=0:rc-lookahead=0"
            + ":frame-threads=2:info=0:log-level=error" + CodingArguments.HdrOptions(video.Colour);
        return ["-c:v", "libx265", "-preset", "ultrafast", "-x265-params", parameters, "-tag:v", "hvc1"];
    }

    private static IEnumerable<string> Format(VideoInfo video) => ["-pix_fmt", video.PixelFormat, .. CodingArguments.Colour(video.Colour)];
}
