using System.Runtime.CompilerServices;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Streaming;

/// <summary>Key frames all over a film, one for each of even intervals: of a file with an index of ours no other byte is read.</summary>
internal sealed class KeyPictures(CutSource source, long intervalMs, int count)
{
    private long IntervalUs => intervalMs * 1000;

    /// <summary>What the pictures are.</summary>
    public async Task<TrackFormat> FormatAsync(CancellationToken ct)
    {
        if (source.VideoSamples is var (format, _))
            return format;
        await using var reader = await source.OpenReaderAsync(0, TrackPicks.None, ct);
        return reader.Video;
    }

    /// <summary>The last key frame at or before the start of each interval, with the interval's number; one that serves several comes once.</summary>
    /// <exception cref="MediaException">The source failed.</exception>
    public IAsyncEnumerable<(int Number, Packet Picture)> ReadAsync(CancellationToken ct) =>
        source.VideoSamples is null ? ReadThroughAsync(ct) : ReadPlacesAsync(ct);

    private async IAsyncEnumerable<(int, Packet)> ReadPlacesAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (format, samples) = source.VideoSamples ?? throw new InvalidOperationException("There is no index.");
        var last = -1;
        for (var i = 0; i < count; i++)
        {
            var sync = samples.FindSync(Rational.MulDiv(i * IntervalUs + source.Info.StartUs, format.Timescale, 1_000_000));
            if (sync == last || samples.WalkFrom(sync).Current is not { } sample)
                continue;
            last = sync;
            var packet = Packet.Rent(sample.Size, sample.Pts, 0, key: true);
            if (await source.Open.Bytes.ReadAtAsync(sample.Offset, packet.Memory, ct) < sample.Size)
                throw new MediaException(MediaFault.Truncated, "The film ends before its index says.");
            yield return (i, packet);
        }
    }

    private async IAsyncEnumerable<(int, Packet)> ReadThroughAsync([EnumeratorCancellation] CancellationToken ct)
    {
        await using var reader = await FfmpegPacketReader.OpenAsync(
            source.Tools.Ffmpeg, source.Open, source.Info, 0, TrackPicks.None, source.Clock, ct, keysOnly: true);
        Packet? held = null;
        var due = 0;
        while (await reader.ReadVideoAsync(ct) is { } packet)
        {
            var us = Rational.MulDiv(packet.Pts, 1_000_000, reader.Video.Timescale) - source.Info.StartUs;
            if (held is not null && us > due * IntervalUs)
            {
                yield return (due, held);
                held = null;
                due = (int)Math.Min(count, (us + IntervalUs - 1) / IntervalUs);
            }
            held?.Dispose();
            held = packet;
        }
        if (held is not null && due < count)
            yield return (due, held);
    }
}
