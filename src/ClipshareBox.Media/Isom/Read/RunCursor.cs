namespace ClipshareBox.Media.Isom.Read;

/// <summary>A place in a <see cref="RunTable"/>.</summary>
internal struct RunCursor
{
    private readonly RunTable _table;
    private int _run;
    private long _first;
    private long _firstSum;
    private long _count;

    /// <summary>Stands on the first item of a run.</summary>
    /// <param name="table">The table.</param>
    /// <param name="run">The run's number.</param>
    /// <param name="first">Items before it.</param>
    /// <param name="firstSum">Sum of the values before it.</param>
    public RunCursor(RunTable table, int run, long first, long firstSum)
    {
        (_table, _run, _first, _firstSum) = (table, run, first, firstSum);
        (_count, Value) = table.Run(run);
        Item = first;
    }

    /// <summary>The item's number.</summary>
    public long Item { get; private set; }

    /// <summary>The item's value.</summary>
    public int Value { get; private set; }

    /// <summary>Sum of the values of all items before it.</summary>
    public readonly long SumBefore => _firstSum + (Item - _first) * Value;

    /// <summary>The same cursor on another item of its run; kept inside the run.</summary>
    public readonly RunCursor On(long item) => this with { Item = Math.Clamp(item, _first, _first + Math.Max(_count - 1, 0)) };

    /// <summary>The last item of this run with <see cref="SumBefore"/> not above a sum.</summary>
    public readonly long ItemAtSum(long sum) =>
        Value > 0 ? _first + Math.Max(0, sum - _firstSum) / Value : _first + _count - 1;

    /// <summary>Goes on by some items; behind the last one the cursor keeps the last value.</summary>
    public void Advance(long items)
    {
        Item += items;
        while (Item >= _first + _count && _run + 1 < _table.Runs)
        {
            _first += _count;
            _firstSum += _count * Value;
            (_count, Value) = _table.Run(++_run);
        }
    }
}
