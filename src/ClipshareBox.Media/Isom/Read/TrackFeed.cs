using System.Buffers;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Packets of one track in decode order. What lies side by side in the file comes with one read.</summary>
internal sealed class TrackFeed : IDisposable
{
    // Other tracks' bytes between two samples are read over rather than around while they are few: this, and an eighth of what is wanted.
    private const int FreeGap = 8 << 10;
    private const int FirstRead = 128 << 10;
    private const int LargestRead = 1 << 20;

    private readonly IByteSource _bytes;
    private readonly SampleWalk _walk;
    private byte[] _ahead = [];
    private long _aheadAt;
    private int _aheadLength;
    private int _nextRead = FirstRead;

    /// <summary>Starts with the packet that holds a sample.</summary>
    public TrackFeed(IByteSource bytes, SampleTable table, int firstSample) =>
        (_bytes, _walk) = (bytes, table.WalkFrom(firstSample));

    /// <summary>True once a packet's bytes lay behind the end of the file.</summary>
    public bool EndedEarly { get; private set; }

    /// <summary>The packet that comes next, null behind the last one; its bytes are not read.</summary>
    public Sample? Next => EndedEarly ? null : _walk.Current;

    /// <summary>The next packet, null at the end.</summary>
    public async ValueTask<Packet?> ReadAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        if (Next is not { } sample)
            return null;
        if (sample.Offset + sample.Size > _bytes.Length)
        {
            EndedEarly = true;
            return null;
        }
        var packet = Packet.Rent(sample.Size, sample.Pts, sample.Duration, sample.Key);
        try
        {
            if (!await FillAsync(sample, packet.Memory, ct))
            {
                EndedEarly = true;
                packet.Dispose();
                return null;
            }
        }
        catch
        {
            packet.Dispose();
            throw;
        }
        _walk.MoveNext();
        return packet;
    }

    /// <summary>Gives the read-ahead buffer back.</summary>
    public void Dispose()
    {
        if (_ahead.Length > 0)
            ArrayPool<byte>.Shared.Return(_ahead);
        (_ahead, _aheadLength) = ([], 0);
    }

    private async ValueTask<bool> FillAsync(Sample sample, Memory<byte> into, CancellationToken ct)
    {
        if (!IsAhead(sample))
        {
            if (sample.Size >= LargestRead)
                return await _bytes.ReadAtAsync(sample.Offset, into, ct) == sample.Size;
            await ReadAheadAsync(sample, ct);
            if (!IsAhead(sample))
                return false;
        }
        _ahead.AsSpan((int)(sample.Offset - _aheadAt), sample.Size).CopyTo(into.Span);
        return true;
    }

    private bool IsAhead(Sample sample) =>
        sample.Offset >= _aheadAt && sample.Offset + sample.Size <= _aheadAt + _aheadLength;

    private async ValueTask ReadAheadAsync(Sample sample, CancellationToken ct)
    {
        var length = (int)(EndOfRun(sample) - sample.Offset);
        _aheadLength = 0;
        if (_ahead.Length < length)
        {
            Dispose();
            _ahead = ArrayPool<byte>.Shared.Rent(length);
        }
        _aheadAt = sample.Offset;
        _aheadLength = await _bytes.ReadAtAsync(sample.Offset, _ahead.AsMemory(0, length), ct);
        _nextRead = Math.Min(_nextRead * 2, LargestRead);
    }

    // Where the samples end that can be had with one read, the read growing as reading goes on.
    private long EndOfRun(Sample sample)
    {
        var end = sample.Offset + sample.Size;
        long wanted = sample.Size;
        var last = Math.Min(_bytes.Length, sample.Offset + _nextRead);
        for (var walk = _walk.Copy(); walk.MoveNext() && walk.Current is { } next;)
        {
            var nextEnd = next.Offset + next.Size;
            wanted += next.Size;
            if (next.Offset < end || nextEnd > last || nextEnd - sample.Offset - wanted > FreeGap + wanted / 8)
                break;
            end = nextEnd;
        }
        return end;
    }
}
