using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>Copies one audio track into the clip: packets from one before the one that covers the first frame, to the last frame's end.</summary>
/// <remarks>The packet before is the decoder's run-up: transform codecs need it to give the covering packet's samples whole.</remarks>
internal sealed class SoundCopy(IPacketReader reader, int track, Mp4Writer writer, OutputTrack output, long startPts, uint videoTimescale)
{
    private readonly long _start = Rational.MulDiv(startPts, reader.Audio[track].Timescale, videoTimescale);
    private readonly Queue<Packet> _runUp = new();
    private Packet? _waiting;
    private bool _done;
    private long _lastDuration;
    private long _lastEnd;

    private uint Timescale => reader.Audio[track].Timescale;

    /// <summary>Writes what lies before a picture's time, without waiting for packets that are not there yet.</summary>
    public async ValueTask AdvanceAsync(long videoPts, CancellationToken ct)
    {
        var limit = Rational.MulDiv(videoPts, Timescale, videoTimescale) + Timescale / 4;
        while (!_done && (_waiting is not null || reader.IsAudioReady(track)))
        {
            if (await PeekAsync(ct) is not { } packet || packet.Pts > limit)
                return;
            Accept(packet);
        }
    }

    /// <summary>Writes all that is left before <paramref name="endPts"/> (ticks of the video).</summary>
    /// <param name="endPts">End of the last frame.</param>
    /// <param name="lastIsDoubtful">True when the source's last packet may be there in part only.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask FinishAsync(long endPts, bool lastIsDoubtful, CancellationToken ct)
    {
        var end = Rational.MulDiv(endPts, Timescale, videoTimescale);
        while (!_done && await PeekAsync(ct) is { } packet)
        {
            if (packet.Pts >= end)
                break;
            Accept(packet);
        }
        if (_done && lastIsDoubtful)
            output.DropLast();
        foreach (var packet in _runUp)
            packet.Dispose();
        _waiting?.Dispose();
        Settle(end);
    }

    private async ValueTask<Packet?> PeekAsync(CancellationToken ct)
    {
        _waiting ??= await reader.ReadAudioAsync(track, ct);
        _done = _waiting is null;
        return _waiting;
    }

    private void Accept(Packet packet)
    {
        _waiting = null;
        if (output.Samples.Count > 0)
        {
            Write(packet);
            return;
        }
        _runUp.Enqueue(packet);
        while (_runUp.Count > 2)
            _runUp.Dequeue().Dispose();
        if (packet.Pts + packet.Duration > _start)
        {
            while (_runUp.TryDequeue(out var held))
                Write(held);
        }
    }

    private void Write(Packet packet)
    {
        writer.Write(output, packet.Pts, sync: true, packet.Data);
        _lastDuration = packet.Duration;
        packet.Dispose();
    }

    private void Settle(long end)
    {
        if (output.Samples.Count == 0)
            return;
        var even = SoundGrid.Even([.. output.Samples.Select(s => s.Pts)], Timescale);
        output.Retime(i => even[i]);
        output.LastDuration = even.Length > 1 ? even[^1] - even[^2] : Math.Max(1, _lastDuration);
        output.ShownFrom = _start;
        _lastEnd = even[^1] + output.LastDuration;
        output.ShownTo = Math.Max(_start + 1, Math.Min(end, _lastEnd));
    }

    /// <summary>Moves the sound by what the picture's grid was moved, in ticks of the video.</summary>
    public void Shift(long videoTicks)
    {
        var ticks = Rational.MulDiv(videoTicks, Timescale, videoTimescale);
        output.ShownFrom += ticks;
        output.ShownTo = Math.Max(output.ShownFrom + 1, Math.Min(output.ShownTo + ticks, _lastEnd)); // where the sound ends before the picture
    }
}
