namespace ClipshareBox.Media.Isom.Write;

/// <summary>Writes the sample table of a track (ISO/IEC 14496-12, 8.6 and 8.7).</summary>
internal static class SampleTable
{
    private const int MaxSamplesPerChunk = 64;

    /// <summary>Content of stbl.</summary>
    /// <param name="stbl">Where to.</param>
    /// <param name="track">The track.</param>
    /// <param name="dts">Its decode times.</param>
    public static void Write(BoxBuilder stbl, OutputTrack track, long[] dts)
    {
        var samples = track.Samples;
        stbl.FullBox("stsd", 0, 0, b => b.U32(1).Raw(track.Format.SampleEntry));
        stbl.FullBox("stts", 0, 0, b => Runs(b, samples.Count, i => i + 1 < dts.Length ? dts[i + 1] - dts[i] : track.LastDuration));
        if (track.Format.IsVideo)
        {
            stbl.FullBox("ctts", 0, 0, b => Runs(b, samples.Count, i => samples[i].Pts - dts[i]));
            stbl.FullBox("stss", 0, 0, b => SyncSamples(b, samples));
        }
        var chunks = Chunks(samples);
        stbl.FullBox("stsc", 0, 0, b => SamplesToChunks(b, chunks));
        stbl.FullBox("stsz", 0, 0, b =>
        {
            b.U32(0).U32(samples.Count);
            foreach (var sample in samples)
                b.U32(sample.Size);
        });
        if (chunks[^1].Offset > uint.MaxValue)
            stbl.FullBox("co64", 0, 0, b => ChunkOffsets(b, chunks, static (o, offset) => o.U64(offset)));
        else
            stbl.FullBox("stco", 0, 0, b => ChunkOffsets(b, chunks, static (o, offset) => o.U32(offset)));
    }

    private static void Runs(BoxBuilder b, int count, Func<int, long> valueOf)
    {
        var runs = new List<(int Count, long Value)>();
        for (var i = 0; i < count; i++)
        {
            var value = valueOf(i);
            if (runs.Count > 0 && runs[^1].Value == value)
                runs[^1] = (runs[^1].Count + 1, value);
            else
                runs.Add((1, value));
        }
        b.U32(runs.Count);
        foreach (var (n, value) in runs)
            b.U32(n).U32(value);
    }

    private static void SyncSamples(BoxBuilder b, IReadOnlyList<OutputSample> samples)
    {
        b.U32(samples.Count(s => s.Sync));
        for (var i = 0; i < samples.Count; i++)
        {
            if (samples[i].Sync)
                b.U32(i + 1);
        }
    }

    private static List<(long Offset, int Count)> Chunks(IReadOnlyList<OutputSample> samples)
    {
        var chunks = new List<(long Offset, int Count)>();
        long end = -1;
        foreach (var sample in samples)
        {
            if (sample.Offset == end && chunks[^1].Count < MaxSamplesPerChunk)
                chunks[^1] = (chunks[^1].Offset, chunks[^1].Count + 1);
            else
                chunks.Add((sample.Offset, 1));
            end = sample.Offset + sample.Size;
        }
        return chunks;
    }

    private static void SamplesToChunks(BoxBuilder b, List<(long Offset, int Count)> chunks)
    {
        var firsts = Enumerable.Range(0, chunks.Count).Where(i => i == 0 || chunks[i].Count != chunks[i - 1].Count).ToList();
        b.U32(firsts.Count);
        foreach (var i in firsts)
            b.U32(i + 1).U32(chunks[i].Count).U32(1);
    }

    private static void ChunkOffsets(BoxBuilder b, List<(long Offset, int Count)> chunks, Action<BoxBuilder, long> write)
    {
        b.U32(chunks.Count);
        foreach (var (offset, _) in chunks)
            write(b, offset);
    }
}
