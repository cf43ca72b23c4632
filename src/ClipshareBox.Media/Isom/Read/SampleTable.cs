namespace ClipshareBox.Media.Isom.Read;

/// <summary>Everything the index says of a track's samples; answers without reading any of the media (ISO/IEC 14496-12, 8.5 to
/// 8.7).</summary>
internal sealed class SampleTable
{
    private readonly RunTable _deltas;
    private readonly RunTable? _offsets;

    private SampleTable(RunTable deltas, RunTable? offsets, SampleSizes sizes, ChunkMap chunks, SyncTable sync) =>
        (_deltas, _offsets, Sizes, Chunks, Sync) = (deltas, offsets, sizes, chunks, sync);

    /// <summary>Number of samples.</summary>
    public int Count => Sizes.Count;

    /// <summary>Samples that make one packet: 1, or 1,024 for sound whose samples are single ones (as ffmpeg groups it, chunk by
    /// chunk).</summary>
    public int PacketSamples { get; init; } = 1;

    /// <summary>Added to a sample's media time gives its presentation time, in ticks: what the edit list says.</summary>
    public long Shift { get; init; }

    /// <summary>Sizes.</summary>
    public SampleSizes Sizes { get; }

    /// <summary>Places.</summary>
    public ChunkMap Chunks { get; }

    /// <summary>Samples at which decoding may begin.</summary>
    public SyncTable Sync { get; }

    /// <summary>Ticks from the first decode time to the end of the last sample.</summary>
    public long Duration => _deltas.Sum;

    /// <summary>True when the track has composition offsets.</summary>
    public bool Reorders => _offsets is not null;

    /// <summary>The smallest composition offset in ticks; 0 without any.</summary>
    public int LeastOffset => _offsets?.Least ?? 0;

    /// <summary>True when all samples last one tick: sound stored sample by sample.</summary>
    public bool IsSingleTicks => _deltas.Runs == 1 && _deltas.Run(0).Value == 1;

    /// <summary>Reads a sample table box.</summary>
    /// <exception cref="MediaException">A table is damaged or disagrees with another (<see cref="MediaFault.NotMedia"/>),
    /// or uses what we leave to ffmpeg (<see cref="MediaFault.CannotCut"/>).</exception>
    public static SampleTable Parse(Box stbl)
    {
        var sizes = SampleSizes.Parse(stbl.Find(BoxType.Stsz) ?? stbl.Need(BoxType.Stz2));
        var deltas = RunTable.Parse(stbl.Need(BoxType.Stts));
        var offsets = stbl.Find(BoxType.Ctts) is { } ctts && ctts.U32(4) > 0 ? RunTable.Parse(ctts) : null;
        var chunks = ChunkMap.Parse(stbl.Need(BoxType.Stsc), stbl.Find(BoxType.Stco) ?? stbl.Need(BoxType.Co64));
        if (deltas.Items != sizes.Count || chunks.Samples != sizes.Count || (offsets is not null && offsets.Items != sizes.Count))
            throw Box.Damaged("its tables count different numbers of samples");
        if (sizes.Count > 0 && deltas.Least < 0)
            throw new MediaException(MediaFault.CannotCut, "decode times run backwards");
        if (offsets is not null && Math.Abs((long)offsets.Least) > 1 << 28)
            throw new MediaException(MediaFault.CannotCut, "composition offsets are absurd");
        if (deltas.Sum > 1L << 60)
            throw Box.Damaged("absurd duration");
        return new SampleTable(deltas, offsets, sizes, chunks, SyncTable.Parse(stbl, sizes.Count));
    }

    /// <summary>The same samples on the presentation's clock, in packets of some samples.</summary>
    public SampleTable With(long shift, int packetSamples) =>
        new(_deltas, _offsets, Sizes, Chunks, Sync) { Shift = shift, PacketSamples = packetSamples };

    /// <summary>Presentation time of a sample in ticks, or null when there is no such sample.</summary>
    public long? PtsOf(int sample) =>
        sample < 0 || sample >= Count ? null : _deltas.At(sample).SumBefore + (_offsets?.At(sample).Value ?? 0) + Shift;

    /// <summary>The last sample whose decode time, put on the presentation's clock, is at or before <paramref name="pts"/>; the
    /// first if none.</summary>
    /// <remarks>For tracks without reordering this is the sample that covers the instant.</remarks>
    public int SampleAt(long pts) => (int)_deltas.AtSum(pts - Shift).Item;

    /// <summary>The last sync sample presented at or before <paramref name="pts"/>; the first one if none is.</summary>
    public int FindSync(long pts)
    {
        // Sync samples come in the same order by decode and by presentation time, so halving finds it.
        var (low, high) = (0, Sync.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (PtsOf(Sync[middle]) <= pts)
                low = middle;
            else
                high = middle - 1;
        }
        return Sync.Count > 0 ? Sync[low] : 0;
    }

    /// <summary>Up to <paramref name="most"/> sync samples from the one that <see cref="FindSync"/> names for an instant
    /// on.</summary>
    public IReadOnlyList<SyncPoint> SyncPointsFrom(long pts, int most)
    {
        var points = new List<SyncPoint>();
        for (var i = Math.Max(0, Sync.IndexAtOrBefore(FindSync(pts))); i < Sync.Count && points.Count < most; i++)
            points.Add(new SyncPoint(Sync[i], PtsOf(Sync[i]) ?? 0));
        return points;
    }

    /// <summary>Bytes of the samples from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public long BytesInRange(int first, int end) => Sizes.Sum(Math.Max(first, 0), Math.Min(end, Count));

    /// <summary>Walks the packets in decode order from the one that holds a sample on.</summary>
    public SampleWalk WalkFrom(int sample) => new(this, _deltas, _offsets, sample);
}
