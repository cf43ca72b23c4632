using ClipshareBox.Media.Time;
using static TestMedia.FilmRates;

namespace TestMedia;

/// <summary>Films whose frames last unequally.</summary>
public static class VariableKinds
{
    // Every seventh, a third of all in no regular order, and now and then a longer pause.
    private static readonly FrameTiming Dropping = new(
        "select='gt(mod(n,7),0)*gt(mod(n*n,11),3)*not(between(mod(n,200),90,110))'", Ntsc.Inverse());

    // Ten seconds at 24, the rest at 30.
    private static readonly FrameTiming Mixed = new(
        "settb=1/120,setpts='if(lt(N,240),5*N,1200+4*(N-240))'", new Rational(1, 120));

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        SourceKind.Of("h264-vfr-drops-mp4", "h264", Recipe(Dropping)),
        SourceKind.Of("h264-vfr-drops-mkv", "h264", Recipe(Dropping) with { Extension = ".mkv" }),
        SourceKind.Of("h264-vfr-24-30-mp4", "h264", Recipe(Mixed) with { Rate = new Rational(24, 1) }),
    ];

    private static FilmRecipe Recipe(FrameTiming timing) =>
        H264Kinds.Recipe("open-gop=1:b-adapt=0") with { Frames = FramesIn(24, Ntsc), Rate = Ntsc, Timing = timing };
}
