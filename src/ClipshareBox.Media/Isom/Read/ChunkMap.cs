using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Which chunk holds a sample and where it lies (stsc, stco, co64: ISO/IEC 14496-12 8.7.4 and 8.7.5), left as they lie
/// in the file.</summary>
internal sealed class ChunkMap
{
    private const int Step = 64;
    private const int RunBytes = 12;

    private readonly ReadOnlyMemory<byte> _runs;
    private readonly ReadOnlyMemory<byte> _offsets;
    private readonly bool _wide;
    private readonly long[] _samples;

    private ChunkMap(ReadOnlyMemory<byte> runs, ReadOnlyMemory<byte> offsets, bool wide)
    {
        (_runs, _offsets, _wide) = (runs, offsets, wide);
        Chunks = offsets.Length / (wide ? 8 : 4);
        RunCount = runs.Length / RunBytes;
        _samples = new long[(RunCount + Step - 1) / Step];
    }

    /// <summary>Number of chunks.</summary>
    public int Chunks { get; }

    /// <summary>Number of samples that the chunks hold together.</summary>
    public long Samples { get; private set; }

    /// <summary>The sample description (from 1) that all chunks use.</summary>
    public uint Description { get; private set; }

    private int RunCount { get; }

    /// <summary>Reads the two tables.</summary>
    /// <param name="runs">stsc.</param>
    /// <param name="offsets">stco or co64.</param>
    /// <exception cref="MediaException">The tables are damaged (<see cref="MediaFault.NotMedia"/>), or the track changes
    /// its sample description (<see cref="MediaFault.CannotCut"/>).</exception>
    public static ChunkMap Parse(Box runs, Box offsets)
    {
        var wide = offsets.Type == BoxType.Co64;
        var map = new ChunkMap(
            runs.Slice(8, runs.U32(4) * (long)RunBytes), offsets.Slice(8, offsets.U32(4) * (wide ? 8L : 4L)), wide);
        for (var run = 0; run < map.RunCount; run++)
            map.AddRun(run);
        return map;
    }

    /// <summary>Offset of a chunk in the file.</summary>
    public long OffsetOf(int chunk)
    {
        var offset = _wide
            ? BinaryPrimitives.ReadInt64BigEndian(_offsets.Span[(chunk * 8)..])
            : BinaryPrimitives.ReadUInt32BigEndian(_offsets.Span[(chunk * 4)..]);
        return offset is >= 0 and < 1L << 60 ? offset : throw Box.Damaged("absurd chunk offset");
    }

    /// <summary>A cursor on the chunk that holds a sample, which must exist.</summary>
    public ChunkCursor At(long sample)
    {
        var mark = Array.BinarySearch(_samples, sample);
        mark = mark >= 0 ? mark : ~mark - 1;
        var first = _samples[mark];
        for (var run = mark * Step; ; run++)
        {
            var (chunk, perChunk, end) = Run(run);
            var count = (long)(end - chunk) * perChunk;
            if (sample < first + count)
            {
                var passed = (sample - first) / perChunk;
                return new ChunkCursor(this, run, chunk + (int)passed, first + passed * perChunk);
            }
            first += count;
        }
    }

    /// <summary>First chunk of a run (from 0), samples in each, and the chunk behind the run's last.</summary>
    internal (int First, uint PerChunk, int End) Run(int run)
    {
        var at = _runs.Span[(run * RunBytes)..];
        var end = run + 1 < RunCount ? BinaryPrimitives.ReadUInt32BigEndian(at[RunBytes..]) - 1 : (uint)Chunks;
        return ((int)(BinaryPrimitives.ReadUInt32BigEndian(at) - 1), BinaryPrimitives.ReadUInt32BigEndian(at[4..]), (int)end);
    }

    private void AddRun(int run)
    {
        var (first, perChunk, end) = Run(run);
        if (first < 0 || first >= end || end > Chunks || perChunk == 0 || (run == 0 && first != 0))
            throw Box.Damaged("the table of chunks contradicts itself");
        var description = BinaryPrimitives.ReadUInt32BigEndian(_runs.Span[(run * RunBytes + 8)..]);
        if (run > 0 && description != Description)
            throw new MediaException(MediaFault.CannotCut, "the track changes its sample description");
        Description = description;
        if (run % Step == 0)
            _samples[run / Step] = Samples;
        Samples += (long)(end - first) * perChunk;
        if (Samples > int.MaxValue)
            throw Box.Damaged("absurd number of samples");
    }
}
