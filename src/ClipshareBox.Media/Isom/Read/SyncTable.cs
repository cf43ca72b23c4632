namespace ClipshareBox.Media.Isom.Read;

/// <summary>The samples at which decoding may begin, by the container's word: stss (ISO/IEC 14496-12, 8.6.2), QuickTime's partial
/// sync samples (stps) and the 'rap ' sample group (10.4).</summary>
internal sealed class SyncTable
{
    // A random access point stands alone; a long run of them is no group but a fault, or every frame is one and stss is left out.
    private const int MostInGroup = 4096;

    private static readonly uint RandomAccessGroup = BoxType.Of("rap ");

    private readonly int[]? _samples;
    private readonly int _count;

    private SyncTable(int[]? samples, int count) => (_samples, _count) = (samples, count);

    /// <summary>True when every sample is one.</summary>
    public bool IsEverySample => _samples is null;

    /// <summary>How many there are.</summary>
    public int Count => _samples?.Length ?? _count;

    /// <summary>Reads a track's sample table box.</summary>
    /// <param name="table">stbl.</param>
    /// <param name="count">Number of samples.</param>
    /// <exception cref="MediaException">The table is damaged (<see cref="MediaFault.NotMedia"/>).</exception>
    public static SyncTable Parse(Box table, int count)
    {
        if (table.Find(BoxType.Stss) is not { } stss)
            return new SyncTable(null, count);
        var samples = Numbers(stss, count);
        if (table.Find(BoxType.Stps) is { } partial)
            samples = Merge(samples, Numbers(partial, count));
        foreach (var box in table.Children)
        {
            if (box.Type != BoxType.Sbgp || box.U32(4) != RandomAccessGroup)
                continue;
            samples = Merge(samples, Grouped(box, count));
            break;
        }
        // An empty table means "none but the first", as ffmpeg reads it.
        return new SyncTable(samples.Length > 0 || count == 0 ? samples : [0], count);
    }

    /// <summary>The sample number of the <paramref name="index"/>-th one.</summary>
    public int this[int index] => _samples?[index] ?? index;

    /// <summary>True when a sample is one.</summary>
    public bool Contains(int sample) => _samples is null || Array.BinarySearch(_samples, sample) >= 0;

    /// <summary>The index of the last one that is not behind a sample; -1 if none.</summary>
    public int IndexAtOrBefore(int sample)
    {
        if (_samples is null)
            return Math.Min(sample, _count - 1);
        var index = Array.BinarySearch(_samples, sample);
        return index >= 0 ? index : ~index - 1;
    }

    private static int[] Numbers(Box box, int count)
    {
        var numbers = new int[box.Slice(8, box.U32(4) * 4L).Length / 4];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (int)(box.U32(8 + i * 4) - 1);
            if (numbers[i] < 0 || numbers[i] >= count || (i > 0 && numbers[i] <= numbers[i - 1]))
                throw Box.Damaged("the table of key frames contradicts itself");
        }
        return numbers;
    }

    private static List<int> Grouped(Box box, int count)
    {
        var at = box.Version == 1 ? 12 : 8;
        var runs = box.Slice(at + 4, box.U32(at) * 8L).Length / 8;
        var samples = new List<int>();
        long first = 0;
        for (var run = 0; run < runs && first < count; run++)
        {
            var end = Math.Min(first + box.U32(at + 4 + run * 8), count);
            var isMember = box.U32(at + 8 + run * 8) > 0;
            if (isMember && end - first > MostInGroup)
                throw Box.Damaged("absurd number of key frames");
            for (var sample = first; isMember && sample < end; sample++)
                samples.Add((int)sample);
            first = end;
        }
        return samples;
    }

    private static int[] Merge(int[] samples, IEnumerable<int> more) => [.. samples.Union(more).Order()];
}
