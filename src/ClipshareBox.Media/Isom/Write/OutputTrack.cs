using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Write;

/// <summary>A sample as it lies in the file.</summary>
/// <param name="Pts">Presentation time in ticks of the track.</param>
/// <param name="Offset">Place in the file in bytes.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Sync">True when decoding may start here.</param>
internal readonly record struct OutputSample(long Pts, long Offset, int Size, bool Sync);

/// <summary>A track being written: its samples in decode order and the part of it that is shown.</summary>
internal sealed class OutputTrack(TrackFormat format)
{
    private readonly List<OutputSample> _samples = [];

    /// <summary>Format; its sample entry and timescale may be settled after the samples were written.</summary>
    public TrackFormat Format { get; set; } = format;

    /// <summary>The samples in decode order.</summary>
    public IReadOnlyList<OutputSample> Samples => _samples;

    /// <summary>First instant shown, in ticks.</summary>
    public long ShownFrom { get; set; }

    /// <summary>Instant behind the last one shown, in ticks.</summary>
    public long ShownTo { get; set; }

    /// <summary>Duration of the last sample in presentation order, in ticks.</summary>
    public long LastDuration { get; set; } = 1;

    /// <summary>False for tracks that are there but not played unless chosen.</summary>
    public bool Enabled { get; init; } = true;

    public void Add(OutputSample sample) => _samples.Add(sample);

    /// <summary>Forgets the last sample, if there is one; its bytes stay in the file, where nothing points to them.</summary>
    public void DropLast()
    {
        if (_samples.Count > 0)
            _samples.RemoveAt(_samples.Count - 1);
    }

    /// <summary>Gives every sample a new presentation time, by its place in the list.</summary>
    public void Retime(Func<int, long> ptsOf)
    {
        for (var i = 0; i < _samples.Count; i++)
            _samples[i] = _samples[i] with { Pts = ptsOf(i) };
    }

    /// <summary>Decode times rebuilt from the presentation times alone: the i-th smallest one, less the longest reordering.</summary>
    /// <remarks>Uniform for a constant rate and valid for a variable one, whatever the source's own decode times were.</remarks>
    public long[] DecodeTimes()
    {
        var sorted = _samples.Select(s => s.Pts).ToArray();
        if (!Format.IsVideo)
            return sorted;
        Array.Sort(sorted);
        long delay = 0;
        for (var i = 0; i < sorted.Length; i++)
            delay = Math.Max(delay, sorted[i] - _samples[i].Pts);
        for (var i = 0; i < sorted.Length; i++)
            sorted[i] -= delay;
        return sorted;
    }
}
