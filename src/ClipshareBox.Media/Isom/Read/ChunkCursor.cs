namespace ClipshareBox.Media.Isom.Read;

/// <summary>A place in a <see cref="ChunkMap"/>.</summary>
internal struct ChunkCursor
{
    private readonly ChunkMap _map;
    private int _run;
    private int _runEnd;

    /// <summary>Stands on a chunk.</summary>
    /// <param name="map">The map.</param>
    /// <param name="run">The run that the chunk belongs to.</param>
    /// <param name="chunk">The chunk, from 0.</param>
    /// <param name="firstSample">The chunk's first sample.</param>
    public ChunkCursor(ChunkMap map, int run, int chunk, long firstSample)
    {
        (_map, _run, Chunk, FirstSample) = (map, run, chunk, firstSample);
        (_, PerChunk, _runEnd) = map.Run(run);
    }

    /// <summary>The chunk's number, from 0.</summary>
    public int Chunk { get; private set; }

    /// <summary>Samples in it.</summary>
    public long PerChunk { get; private set; }

    /// <summary>Its first sample.</summary>
    public long FirstSample { get; private set; }

    /// <summary>Where it lies in the file.</summary>
    public readonly long Offset => _map.OffsetOf(Chunk);

    /// <summary>Goes to the next chunk; false behind the last.</summary>
    public bool MoveNext()
    {
        if (Chunk + 1 >= _map.Chunks)
            return false;
        FirstSample += PerChunk;
        if (++Chunk == _runEnd)
            (_, PerChunk, _runEnd) = _map.Run(++_run);
        return true;
    }
}
