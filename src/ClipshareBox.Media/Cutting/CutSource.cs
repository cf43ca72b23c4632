using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Cutting;

/// <summary>A source as the cuts see it: its facts, and readers that start where they are told.</summary>
/// <param name="Open">The opened source.</param>
/// <param name="Info">What it is.</param>
/// <param name="Tools">The tools.</param>
/// <param name="Clock">The clock of all time limits.</param>
internal sealed record CutSource(OpenSource Open, MediaInfo Info, MediaTools Tools, TimeProvider Clock)
{
    /// <summary>A reader that starts at the key frame before an instant, by the container's word.</summary>
    /// <param name="fromMs">Instant in ms from the content's start.</param>
    /// <param name="audio">Sound to be read with it.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IPacketReader> OpenReaderAsync(long fromMs, IReadOnlyList<AudioPick> audio, CancellationToken ct) =>
        await FfmpegPacketReader.OpenAsync(Tools.Ffmpeg, Open.FfmpegInput, Info, fromMs * 1000, audio, Clock, ct);
}
