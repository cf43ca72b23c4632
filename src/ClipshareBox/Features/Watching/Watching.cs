using System.Text.Json.Serialization;

namespace ClipshareBox.Features.Watching;

/// <summary>What a content can be watched as.</summary>
/// <param name="Copied">True when browsers get the film's own pictures.</param>
/// <param name="WhyEncoded">Why they don't, or null.</param>
/// <param name="WhyNotServed">Why the server that the film is on does not make the smaller ones, so that the box does; null where it does, and for files.</param>
/// <param name="Qualities">What <c>quality</c> may be, best first.</param>
/// <param name="Sound">What <c>audio</c> may be.</param>
/// <param name="Subtitles">Text that can be shown with it.</param>
public sealed record StreamChoices(
    bool Copied, string? WhyEncoded, string? WhyNotServed, IReadOnlyList<QualityChoice> Qualities, IReadOnlyList<SoundChoice> Sound, IReadOnlyList<SubtitleChoice> Subtitles);

/// <summary>A quality.</summary>
/// <param name="Name">original, or a rung of the ladder: 4k, 1080p, 720p, 480p.</param>
/// <param name="Mode">copy; encode, by the box; or server, by the server that the film is on.</param>
/// <param name="Width">Width, px.</param>
/// <param name="Height">Height, px.</param>
/// <param name="KilobitsPerSecond">Rate of the picture at most; of a copy its mean.</param>
public sealed record QualityChoice(string Name, string Mode, int Width, int Height, long KilobitsPerSecond);

/// <summary>A track of sound.</summary>
/// <param name="Track">Its number.</param>
/// <param name="Mode">copy, or encode for AAC in stereo.</param>
/// <param name="Codec">ffmpeg's name of the source's codec.</param>
/// <param name="Channels">The source's channels.</param>
/// <param name="Language">ISO 639-2 code, or null.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="IsDefault">True for the one that plays unless another is chosen.</param>
public sealed record SoundChoice(int Track, string Mode, string Codec, int Channels, string? Language, string? Title, bool IsDefault);

/// <summary>A track of text.</summary>
/// <param name="Track">Its number: those in the film first, then files beside it.</param>
/// <param name="Language">ISO 639-2 code, or null.</param>
/// <param name="Title">Its title, or null.</param>
/// <param name="Url">Address of it as WebVTT.</param>
public sealed record SubtitleChoice(int Track, string? Language, string? Title, string Url);

/// <summary>Watching as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(StreamChoices))]
[JsonSerializable(typeof(Timelines.Thumbnails))]
[JsonSerializable(typeof(Timelines.Waveform))]
internal sealed partial class WatchingJson : JsonSerializerContext;
