using ClipshareBox.Media.Cutting;
using TestMedia.Bitstreams;
using static TestMedia.FilmRates;

namespace TestMedia;

/// <summary>Codecs that are cut by encoding.</summary>
public static class OtherKinds
{
    private static readonly FilmRecipe Mpeg2 = new()
    {
        Rate = Pal,
        Frames = 400,
        Interlaced = true,
        Extension = ".ts",
        Video = ["mpeg2video", "-b:v", "3M", "-g", "12", "-bf", "2", "-flags", "+ildct+ilme"],
        Sound = [new SoundTrack(["mp2", "-b:a", "192k"])],
    };

    private static readonly FilmRecipe Vp9 = new()
    {
        Frames = 384,
        Extension = ".webm",
        Video = ["libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-row-mt", "1", "-b:v", "1M", "-g", "48"],
        Sound = [new SoundTrack(["libopus", "-b:a", "128k"])],
    };

    private static readonly FilmRecipe Av1 = new()
    {
        Frames = 384,
        Video = ["libsvtav1", "-preset", "12", "-crf", "35", "-g", "48"],
    };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        SourceKind.Of("mpeg2-interlaced-ts", "mpeg2video", Mpeg2, CutMode.Encode),
        Mpeg2Pulldown.Kind("mpeg2-pulldown-ts"),
        SourceKind.Of("vp9-webm", "vp9", Vp9, CutMode.Encode),
        SourceKind.Of("av1-mp4", "av1", Av1, CutMode.Encode),
        SourceKind.Of("av1-mkv", "av1", Av1 with { Extension = ".mkv" }, CutMode.Encode),
    ];
}
