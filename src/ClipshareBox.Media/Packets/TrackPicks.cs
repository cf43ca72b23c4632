using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Packets;

/// <summary>The tracks beside the picture that go into a clip.</summary>
/// <param name="Audio">Sound.</param>
/// <param name="Text">Text subtitles.</param>
internal sealed record TrackPicks(IReadOnlyList<AudioPick> Audio, IReadOnlyList<SubtitleInfo> Text)
{
    /// <summary>None at all.</summary>
    public static TrackPicks None { get; } = new([], []);

    /// <summary>What <paramref name="options"/> ask for.</summary>
    /// <exception cref="MediaException">A track is asked for that the source does not have.</exception>
    public static TrackPicks From(MediaInfo info, CutOptions options) =>
        new(AudioPick.From(info, options), options.Subtitles ? [.. info.Subtitles.Where(s => s.IsText)] : []);
}
