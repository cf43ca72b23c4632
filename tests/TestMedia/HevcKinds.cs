using ClipshareBox.Media.Time;
using TestMedia.Bitstreams;
using static TestMedia.FilmRates;

namespace TestMedia;

/// <summary>HEVC in all its shapes.</summary>
public static class HevcKinds
{
    private const string Codec = "hevc";

    // Barco's P3 monitor of SMPTE ST 2086's examples, in x265's notation.
    private const string Display = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)";

    private static readonly FilmRecipe Closed = Recipe("open-gop=0");
    private static readonly FilmRecipe Open = Recipe("open-gop=1");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        Kind("hevc-closed-mp4", Closed),
        Kind("hevc-closed-mkv", Closed with { Extension = ".mkv" }),
        Kind("hevc-open-mp4", Open),
        Kind("hevc-open-mkv", Open with { Extension = ".mkv" }),
        Kind("hevc-radl", Recipe("open-gop=0:radl=2")),
        Kind("hevc-open-10bit", Open with { PixelFormat = "yuv420p10le" }),
        Kind("hevc-open-ts-50", Open with { Extension = ".ts", Rate = new Rational(50, 1), Frames = 800 }),
        Kind("hevc-bla", Open).Then("bla 1", HevcSplice.ToBrokenLinksAsync) with { Frames = 0 },
        Kind("hevc-hdr10", Recipe($"open-gop=1:hdr10=1:repeat-headers=1:colorprim=bt2020:transfer=smpte2084:"
            + $"colormatrix=bt2020nc:master-display={Display}:max-cll=1000,400") with
        {
            PixelFormat = "yuv420p10le",
            Output = H264Kinds.Colour("smpte2084"),
        }),
        Kind("hevc-hlg", Recipe("open-gop=0:colorprim=bt2020:transfer=arib-std-b67:colormatrix=bt2020nc") with
        {
            PixelFormat = "yuv420p10le",
            Output = H264Kinds.Colour("arib-std-b67"),
        }),
    ];

    private static FilmRecipe Recipe(string parameters) => new()
    {
        Frames = FramesIn(18, Film),
        Video = ["libx265", "-preset", "superfast", "-crf", "26", "-x265-params",
            $"log-level=error:keyint=48:min-keyint=48:scenecut=0:bframes=4:b-adapt=0:{parameters}"],
    };

    private static SourceKind Kind(string name, FilmRecipe recipe) =>
        SourceKind.Of(name, Codec, recipe.Extension == ".mp4" ? Tagged(recipe) : recipe);

    private static FilmRecipe Tagged(FilmRecipe recipe) => recipe with { Output = ["-tag:v", "hvc1", .. recipe.Output] };
}
