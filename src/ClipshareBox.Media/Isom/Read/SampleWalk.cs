namespace ClipshareBox.Media.Isom.Read;

/// <summary>Goes through a track's packets in decode order without searching again for each.</summary>
internal sealed class SampleWalk
{
    private readonly SampleTable _table;
    private readonly bool _reorders;
    private RunCursor _deltas;
    private RunCursor _offsets;
    private ChunkCursor _chunk;
    private int _sample;
    private long _offset;
    private int _nextSync;

    /// <summary>Stands on the packet that holds a sample; behind the end when there is no such sample.</summary>
    public SampleWalk(SampleTable table, RunTable deltas, RunTable? offsets, int sample)
    {
        _table = table;
        _reorders = offsets is not null;
        _sample = Math.Max(0, sample);
        if (_sample >= table.Count)
            return;
        _chunk = table.Chunks.At(_sample);
        var first = (int)_chunk.FirstSample;
        _sample = first + (_sample - first) / table.PacketSamples * table.PacketSamples;
        _offset = _chunk.Offset + table.Sizes.Sum(first, _sample);
        _deltas = deltas.At(_sample);
        _offsets = offsets?.At(_sample) ?? default;
        var sync = table.Sync.IndexAtOrBefore(_sample);
        _nextSync = sync >= 0 && table.Sync[sync] == _sample ? sync : sync + 1;
        Current = Read();
    }

    private SampleWalk(SampleWalk other)
    {
        (_table, _reorders, _deltas, _offsets) = (other._table, other._reorders, other._deltas, other._offsets);
        (_chunk, _sample, _offset, _nextSync) = (other._chunk, other._sample, other._offset, other._nextSync);
        Current = other.Current;
    }

    /// <summary>The packet it stands on; null behind the last one.</summary>
    public Sample? Current { get; private set; }

    /// <summary>A second walk from the same place.</summary>
    public SampleWalk Copy() => new(this);

    /// <summary>Goes to the next packet; false behind the last one.</summary>
    public bool MoveNext()
    {
        if (Current is not { } passed)
            return false;
        var samples = PacketLength();
        if (passed.Key)
            _nextSync++;
        _sample += samples;
        _offset += passed.Size;
        if (_sample >= _table.Count)
        {
            Current = null;
            return false;
        }
        _deltas.Advance(samples);
        if (_reorders)
            _offsets.Advance(samples);
        if (_sample >= _chunk.FirstSample + _chunk.PerChunk && _chunk.MoveNext())
            _offset = _chunk.Offset;
        Current = Read();
        return true;
    }

    private int PacketLength() =>
        (int)Math.Min(_table.PacketSamples, _chunk.FirstSample + _chunk.PerChunk - _sample);

    private Sample Read()
    {
        var samples = PacketLength();
        var dts = _deltas.SumBefore;
        var pts = dts + (_reorders ? _offsets.Value : 0) + _table.Shift;
        var size = samples == 1 ? _table.Sizes.Of(_sample) : checked((int)_table.Sizes.Sum(_sample, _sample + samples));
        var key = _table.Sync.IsEverySample || (_nextSync < _table.Sync.Count && _table.Sync[_nextSync] == _sample);
        return new Sample(_sample, _offset, size, dts, pts, (long)_deltas.Value * samples, key);
    }
}
