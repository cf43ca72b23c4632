namespace ClipshareBox.Media.Sources;

/// <summary>Recognises which reads continue each other, so that only those are read ahead of.</summary>
/// <remarks>Several readers share a source: picture and sound, the head's and the tail's decoder. Not thread safe.</remarks>
internal sealed class ReadRuns
{
    private const int Remembered = 8;
    private readonly LinkedList<ReadRun> _runs = [];
    private long _lastId;

    /// <summary>Takes note of a read and returns the run it belongs to.</summary>
    public ReadRun Note(long offset, long count)
    {
        var run = _runs.FirstOrDefault(known => known.IsContinuedAt(offset));
        if (run is null)
        {
            run = new ReadRun(++_lastId, offset);
            if (_runs.Count == Remembered)
                _runs.RemoveLast();
        }
        else
        {
            _runs.Remove(run);
        }
        _runs.AddFirst(run);
        run.ReachTo(offset + count);
        return run;
    }
}

/// <summary>Reads that follow one another.</summary>
internal sealed class ReadRun(long id, long start)
{
    private const int Mebibyte = 1 << 20;
    private const int Slack = PageCache.PageBytes;
    private long _length;

    /// <summary>Tells runs apart.</summary>
    public long Id => id;

    /// <summary>Bytes from the first to the last byte read.</summary>
    public long Length => _length;

    /// <summary>True as long as this may be a look into an index.</summary>
    public bool IsShort => Length <= Mebibyte;

    /// <summary>
    /// Bytes worth fetching ahead: a quarter of what was read, 1 MB after 4 MB, a sixteenth after 16 MB. In proportion, because
    /// what lies ahead of the last read is fetched for nothing.
    /// </summary>
    public long Ahead(long most) => Math.Min(most, Math.Min(Length / 4, Math.Max(Mebibyte, Length / 16)));

    public bool IsContinuedAt(long offset) => offset >= start && Math.Abs(start + _length - offset) <= Slack;

    public void ReachTo(long end) => _length = Math.Max(_length, end - start);
}
