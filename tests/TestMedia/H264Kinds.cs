using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Time;
using TestMedia.Bitstreams;
using static TestMedia.FilmRates;

namespace TestMedia;

/// <summary>H.264 in all its shapes.</summary>
public static class H264Kinds
{
    private const string Codec = "h264";
    private const int Gop = 48;
    private static readonly FilmRecipe Closed = Recipe("b-adapt=0:b-pyramid=normal");
    private static readonly FilmRecipe Open = Recipe("open-gop=1:b-adapt=0:b-pyramid=normal");

    /// <summary>The plainest of all, where any kind will do.</summary>
    public static SourceKind Plain { get; } = Kind("h264-closed-mp4", Closed);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        Plain,
        Kind("h264-closed-mkv", Closed with { Extension = ".mkv" }),
        Kind("h264-closed-ts", Closed with { Extension = ".ts" }),
        Kind("h264-open-mp4", Open),
        Kind("h264-open-mkv", Open with { Extension = ".mkv" }),
        Kind("h264-open-ts", Open with { Extension = ".ts" }),
        Kind("h264-gop10-mp4", Long(Recipe("b-adapt=0:b-pyramid=normal", gop: 240))),
        Kind("h264-open-gop10-mkv", Long(Recipe("open-gop=1:b-adapt=0", gop: 240)) with { Extension = ".mkv" }),
        Kind("h264-no-pyramid", Recipe("b-adapt=0:b-pyramid=none")),
        Kind("h264-strict-pyramid", Recipe("b-adapt=0:b-pyramid=strict:bframes=5")),
        Kind("h264-no-b", Recipe("bframes=0")),
        Kind("h264-scene-cuts", Recipe("b-adapt=2:ref=4", "keyint=90:min-keyint=10:scenecut=60")),
        Kind("h264-cavlc-slices", Recipe("cabac=0:slices=4:b-adapt=0")),
        Kind("h264-high10", Recipe("b-adapt=0") with { PixelFormat = "yuv420p10le" }),
        Kind("h264-high10-open", Recipe("open-gop=1:b-adapt=0") with { PixelFormat = "yuv420p10le" }),
        Kind("h264-422", Recipe("b-adapt=0") with { PixelFormat = "yuv422p" }),
        Kind("h264-mbaff", Fields(Recipe("interlaced=1:tff=1:b-adapt=0"))),
        Kind("h264-mbaff-open-ts", Fields(Recipe("open-gop=1:interlaced=1:tff=1:b-adapt=0")) with { Extension = ".ts" }),
        Kind("h264-mbaff-cavlc", Fields(Recipe("cabac=0:open-gop=1:interlaced=1:tff=1:b-adapt=0"))),
        Kind("h264-25", At(Pal, Closed)),
        Kind("h264-25-open-ts", At(Pal, Open) with { Extension = ".ts" }),
        Kind("h264-2997", At(Ntsc, Closed)),
        Kind("h264-50", At(new Rational(50, 1), Closed)),
        Kind("h264-5994", At(new Rational(60000, 1001), Open)),
        Kind("h264-start10-mp4", Closed with { StartSeconds = 10 }),
        Kind("h264-start100-mkv", Open with { StartSeconds = 100, Extension = ".mkv" }),
        Kind("h264-start100-ts", Closed with { StartSeconds = 100, Extension = ".ts" }),
        Kind("h264-anamorphic", Closed with { Output = ["-aspect", "64:27"] }),
        Kind("h264-rotated", Closed).Then("turn 90", VideoTurn.ClockwiseAsync),
        Kind("h264-full-range", Recipe("b-adapt=0") with { PixelFormat = "yuvj420p" }),
        Kind("h264-hlg", Recipe("b-adapt=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc") with
        {
            PixelFormat = "yuv420p10le",
            Output = Colour("arib-std-b67"),
        }),
        Kind("h264-fragmented", Closed with { Output = ["-movflags", "+frag_keyframe+empty_moov+default_base_moof"] }),
        Kind("h264-index-first", Closed with { Output = ["-movflags", "+faststart"] }),
        Kind("h264-silent", Closed with { Sound = [] }),
        PaffStream.Kind("h264-paff-mp4", ".mp4", open: false),
        PaffStream.Kind("h264-paff-open-mp4", ".mp4", open: true) with { Expected = CutMode.Encode },
        PaffStream.Kind("h264-paff-open-ts", ".ts", open: true) with { Expected = CutMode.Encode },
    ];

    internal static IReadOnlyList<string> Colour(string transfer) =>
        ["-color_primaries", "bt2020", "-color_trc", transfer, "-colorspace", "bt2020nc", "-color_range", "tv"];

    internal static FilmRecipe Recipe(string parameters, int gop = Gop) =>
        Recipe(parameters, $"keyint={gop}:min-keyint={gop}:scenecut=0");

    private static FilmRecipe Recipe(string parameters, string keys) => new()
    {
        Frames = FramesIn(20, Film),
        Video = ["libx264", "-preset", "veryfast", "-crf", "24", "-x264-params", $"{keys}:{parameters}"],
    };

    private static SourceKind Kind(string name, FilmRecipe recipe) => SourceKind.Of(name, Codec, recipe);

    private static FilmRecipe Long(FilmRecipe recipe) => recipe with { Frames = FramesIn(32, Film) };

    private static FilmRecipe At(Rational rate, FilmRecipe recipe) => recipe with { Rate = rate, Frames = FramesIn(16, rate) };

    private static FilmRecipe Fields(FilmRecipe recipe) => At(Pal, recipe) with { Interlaced = true };
}
