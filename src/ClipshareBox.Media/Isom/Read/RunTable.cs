using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>A table of runs (count, value) left as it lies in the file, with a mark every 64 runs so that any item is found at
/// once:
/// decode time deltas (stts, ISO/IEC 14496-12 8.6.1.2) and composition offsets (ctts, 8.6.1.3).</summary>
/// <remarks>Values are signed: ctts of version 0 holds negative ones in practice, and everybody reads them so.</remarks>
internal sealed class RunTable
{
    private const int Step = 64;

    private readonly ReadOnlyMemory<byte> _entries;
    private readonly long[] _items;
    private readonly long[] _sums;

    private RunTable(ReadOnlyMemory<byte> entries)
    {
        _entries = entries;
        Runs = entries.Length / 8;
        _items = new long[(Runs + Step - 1) / Step];
        _sums = new long[_items.Length];
    }

    /// <summary>Number of runs.</summary>
    public int Runs { get; }

    /// <summary>Number of items in all runs.</summary>
    public long Items { get; private set; }

    /// <summary>Sum of all items' values.</summary>
    public long Sum { get; private set; }

    /// <summary>The smallest value.</summary>
    public int Least { get; private set; } = int.MaxValue;

    /// <summary>Reads a full box that holds a count and then the runs.</summary>
    /// <exception cref="MediaException">It is shorter than its count says, or its runs cannot be true
    /// (<see cref="MediaFault.NotMedia"/>).</exception>
    public static RunTable Parse(Box box)
    {
        var table = new RunTable(box.Slice(8, box.U32(4) * 8L));
        for (var run = 0; run < table.Runs; run++)
        {
            var (count, value) = table.Run(run);
            if (run % Step == 0)
                (table._items[run / Step], table._sums[run / Step]) = (table.Items, table.Sum);
            table.Items += count;
            table.Sum += value * count; // at most 2^63 while the items fit below
            table.Least = Math.Min(table.Least, value);
            if (table.Items > int.MaxValue)
                throw Box.Damaged($"box '{BoxType.Name(box.Type)}' counts too many samples");
        }
        return table;
    }

    /// <summary>Items and value of a run.</summary>
    public (long Count, int Value) Run(int run)
    {
        var at = _entries.Span.Slice(run * 8, 8);
        return (BinaryPrimitives.ReadUInt32BigEndian(at), BinaryPrimitives.ReadInt32BigEndian(at[4..]));
    }

    /// <summary>A cursor on an item, which must exist.</summary>
    public RunCursor At(long item)
    {
        var mark = LastNotAbove(_items, item);
        return Scan(mark * Step, _items[mark], _sums[mark], (first, _, count, _) => first + count > item).On(item);
    }

    /// <summary>A cursor on the last item whose sum of values before it is not above <paramref name="sum"/>; the first item if
    /// none.</summary>
    /// <remarks>Only where no value is negative.</remarks>
    public RunCursor AtSum(long sum)
    {
        var mark = LastNotAbove(_sums, sum);
        var cursor = Scan(mark * Step, _items[mark], _sums[mark], (_, before, count, value) => before + count * value > sum);
        return cursor.On(cursor.ItemAtSum(sum));
    }

    // The first run from a mark on that ends behind what is looked for, or the last that has items at all.
    private RunCursor Scan(int run, long first, long sum, Func<long, long, long, long, bool> endsBehind)
    {
        var found = new RunCursor(this, run, first, sum);
        for (; run < Runs; run++)
        {
            var (count, value) = Run(run);
            if (count > 0)
                found = new RunCursor(this, run, first, sum);
            if (count > 0 && endsBehind(first, sum, count, value))
                break;
            first += count;
            sum += value * count;
        }
        return found;
    }

    private static int LastNotAbove(long[] marks, long wanted)
    {
        var (low, high) = (0, marks.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (marks[middle] <= wanted)
                low = middle;
            else
                high = middle - 1;
        }
        return low;
    }
}
