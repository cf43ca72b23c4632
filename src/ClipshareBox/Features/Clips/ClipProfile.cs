using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Clips;

/// <summary>What can be made of a bookmark, by the names that people choose it by.</summary>
internal static class ClipProfile
{
    /// <summary>As the source: copied bit for bit but for the seams.</summary>
    public const string Original = QualityRung.Original;

    /// <summary>H.264 and AAC in the source's size, a key frame on frame 0.</summary>
    public const string Playout = "playout";

    // Of the sounds that the cutter copies, those that Chromium does not play; what it does not copy becomes AAC.
    private static readonly string[] Silent = ["ac3", "eac3", "alac"];

    /// <summary>The names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Original, Playout, .. QualityRung.Ladder.Select(r => r.Name)];

    /// <summary>Checks a name.</summary>
    /// <exception cref="Refusal">There is no such profile.</exception>
    public static string Parse(string name) => Check.OneOf("profile", name, Names);

    /// <summary>What the cutter is asked for.</summary>
    public static CutOptions Options(string profile, int handlesMs)
    {
        if (profile == Original)
            return new CutOptions { HandlesMs = handlesMs };
        QualityRung.TryFind(profile, out var rung);
        return new CutOptions { Mode = CutMode.Encode, HandlesMs = handlesMs, Profile = EncodeProfile.Playout with { Quality = rung } };
    }

    /// <summary>True where browsers play a clip's picture as it is.</summary>
    public static bool ShowsInBrowsers(VideoInfo video) =>
        video is { Codec: "h264", BitDepth: 8, PixelFormat: "yuv420p" or "yuvj420p", Colour.DynamicRange: DynamicRange.Sdr };

    /// <summary>True where browsers play the sound that copying leaves in a clip.</summary>
    public static bool SoundsInBrowsers(IReadOnlyList<AudioInfo> audio) => audio.Count == 0 || !Silent.Contains(audio[0].Codec);

    /// <summary>True where browsers play the clip that a cut made.</summary>
    /// <param name="source">The source.</param>
    /// <param name="profile">What was asked for.</param>
    /// <param name="mode">How it was made.</param>
    public static bool PlaysInBrowsers(MediaInfo source, string profile, CutMode mode) => mode == CutMode.Encode
        // Without a profile an encode keeps deep and HDR pictures what they are, as HEVC; its sound is AAC.
        ? profile != Original || (source.Video.BitDepth == 8 && source.Video.Colour.DynamicRange == DynamicRange.Sdr)
        : ShowsInBrowsers(source.Video) && SoundsInBrowsers(source.Audio);
}
