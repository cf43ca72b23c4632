namespace TestMedia;

/// <summary>The two films that a new box is shown with: ten minutes of 1080p each, every frame with a number and timecode of its own.</summary>
public static class DemoFilms
{
    private const int Seconds = 610;

    private static readonly string[] X264 =
        ["libx264", "-preset", "ultrafast", "-b:v", "8M", "-maxrate", "10M", "-bufsize", "16M", "-sc_threshold", "0"];

    /// <summary>A match as broadcast: 29.97 frames a second, H.264 and AAC in MP4, closed GOPs of 2 s, drop-frame timecode.</summary>
    public static SourceKind Match { get; } = SourceKind.Of("Demo match", "h264", new FilmRecipe
    {
        Width = 1920,
        Height = 1080,
        Rate = FilmRates.Ntsc,
        Frames = FilmRates.FramesIn(Seconds, FilmRates.Ntsc),
        Timecode = "00:00:00;00",
        Video = [.. X264, "-bf", "2", "-g", "60", "-keyint_min", "60", "-x264-params", "cabac=1:ref=2:b-pyramid=normal"],
    });

    /// <summary>A feature as on disc: 23.976 frames a second, H.264 with open GOPs and AC-3 5.1 in Matroska.</summary>
    public static SourceKind Feature { get; } = SourceKind.Of("Demo feature", "h264", new FilmRecipe
    {
        Width = 1920,
        Height = 1080,
        Rate = FilmRates.Film,
        Frames = FilmRates.FramesIn(Seconds, FilmRates.Film),
        Timecode = "00:00:00:00",
        Extension = ".mkv",
        Sound = [new SoundTrack(["ac3", "-b:a", "384k"], 6)],
        Video = [.. X264, "-bf", "3", "-g", "48", "-keyint_min", "48", "-x264-params", "cabac=1:ref=3:b-pyramid=normal:open-gop=1:b-adapt=0"],
    });

    /// <summary>Both.</summary>
    public static IReadOnlyList<SourceKind> All { get; } = [Match, Feature];
}
