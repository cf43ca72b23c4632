using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Streaming;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>A stream's name in addresses, such as original-0, 720p-1 or, where the film's server makes it, 720p-1-s; a film without sound is original-x.</summary>
internal static partial class StreamAddress
{
    private const string Served = "-s";

    /// <summary>The name of a variant.</summary>
    public static string Of(StreamVariant variant, bool isServed = false) => string.Create(
        CultureInfo.InvariantCulture,
        $"{variant.Rung?.Name ?? QualityRung.Original}-{variant.AudioTrack?.ToString(CultureInfo.InvariantCulture) ?? "x"}{(isServed ? Served : "")}");

    /// <summary>True for the name of a stream that the film's server makes.</summary>
    public static bool IsServed(string name) => name.EndsWith(Served, StringComparison.Ordinal);

    /// <summary>The variant of a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="audioTracks">Audio tracks that the film has.</param>
    /// <exception cref="Refusal">There is no such stream.</exception>
    public static StreamVariant Parse(string name, int audioTracks)
    {
        if (Form().Match(name) is not { Success: true } match || !QualityRung.TryFind(match.Groups["quality"].Value, out var rung))
            throw Refusal.NotFound("stream");
        if (rung is null && IsServed(name))
            throw Refusal.NotFound("stream");
        if (match.Groups["audio"].Value == "x")
            return audioTracks == 0 ? new StreamVariant(rung, null) : throw Refusal.NotFound("stream");
        return int.TryParse(match.Groups["audio"].Value, CultureInfo.InvariantCulture, out var track) && track < audioTracks
            ? new StreamVariant(rung, track)
            : throw Refusal.NotFound("stream");
    }

    [GeneratedRegex("^(?<quality>[0-9a-z]+)-(?<audio>x|[0-9]{1,4})(?:-s)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
