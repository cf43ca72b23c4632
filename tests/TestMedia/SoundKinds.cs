using static TestMedia.FilmRates;

namespace TestMedia;

/// <summary>H.264 with every sound and subtitle that a film may have.</summary>
public static class SoundKinds
{
    private static readonly SoundTrack Ac3 = new(["ac3", "-b:a", "448k"], Channels: 6);
    private static readonly SoundTrack German = new(["aac", "-b:a", "128k"], Language: "ger", Seed: 2, LowestPitch: 4000);
    private static readonly SoundTrack English = SoundTrack.Aac with { Language = "eng" };

    /// <summary>All of them.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
    [
        Kind("sound-ac3-51-mp4", ".mp4", Ac3),
        Kind("sound-ac3-51-ts", ".ts", Ac3),
        Kind("sound-eac3-mp4", ".mp4", new SoundTrack(["eac3", "-b:a", "448k"], Channels: 6)),
        Kind("sound-eac3-mkv", ".mkv", new SoundTrack(["eac3", "-b:a", "224k"])),
        Kind("sound-mp3-mp4", ".mp4", new SoundTrack(["libmp3lame", "-b:a", "192k"])),
        Kind("sound-mp3-mkv", ".mkv", new SoundTrack(["libmp3lame", "-b:a", "192k"])),
        Kind("sound-flac-mkv", ".mkv", new SoundTrack(["flac"])),
        Kind("sound-opus-mkv", ".mkv", new SoundTrack(["libopus", "-b:a", "128k"])),
        Kind("sound-opus-mp4", ".mp4", new SoundTrack(["libopus", "-b:a", "128k"])),
        Kind("sound-pcm-mkv", ".mkv", new SoundTrack(["pcm_s16le"])),
        Kind("sound-pcm-mov", ".mov", new SoundTrack(["pcm_s24le"])),
        Kind("sound-dts-mkv", ".mkv", new SoundTrack(["dca", "-strict", "-2", "-b:a", "768k"], Channels: 6)),
        Kind("sound-two-languages-mp4", ".mp4", English, German),
        Kind("sound-two-languages-mkv", ".mkv", English, Ac3 with { Language = "ger", Seed = 2, LowestPitch = 4000 }),
        SourceKind.Of("subtitles-srt-mkv", "h264", Recipe(".mkv", English) with { SubtitleCodec = "srt" }),
        SourceKind.Of("subtitles-text-mp4", "h264", Recipe(".mp4", English) with { SubtitleCodec = "mov_text" }),
    ];

    private static SourceKind Kind(string name, string extension, params SoundTrack[] sound) =>
        SourceKind.Of(name, "h264", Recipe(extension, sound));

    private static FilmRecipe Recipe(string extension, params SoundTrack[] sound) =>
        H264Kinds.Recipe("b-adapt=0") with { Frames = FramesIn(16, Film), Extension = extension, Sound = sound };
}
