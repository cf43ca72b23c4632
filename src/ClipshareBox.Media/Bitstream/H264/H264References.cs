namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>
/// Which pictures since the rewritten IDR may be named by marking operations. Operations on pictures before it must go: a decoder
/// does not have them.
/// </summary>
internal sealed class H264References
{
    private State _now;
    private State _behind; // after the current picture, so that each of its slices begins from the same state

    /// <summary>The state between two pictures.</summary>
    /// <param name="LastReference">frame_num of the last reference picture, counted from the IDR without wrapping.</param>
    /// <param name="LongTerm">A bit for each long_term_frame_idx in use.</param>
    /// <param name="Limit">Long-term pictures allowed by the last operation 4.</param>
    private readonly record struct State(long LastReference, uint LongTerm, uint Limit);

    /// <summary>The current picture resets all numbers (operation 5), as an IDR would.</summary>
    public bool Reset { get; private set; }

    /// <summary>An IDR begins.</summary>
    public void Restart()
    {
        _now = _behind = default;
        Reset = false;
    }

    /// <summary>The picture's number since the IDR, without wrapping.</summary>
    /// <param name="frameNum">frame_num, counted from the IDR.</param>
    /// <param name="bits">Bits of frame_num.</param>
    public long Unwrap(int frameNum, int bits)
    {
        var cycle = 1L << bits;
        var number = (_now.LastReference & -cycle) | (uint)frameNum;
        return number < _now.LastReference ? number + cycle : number;
    }

    /// <summary>Leaves of a reference picture's operations those that still have something to work on.</summary>
    /// <param name="operations">The operations; those kept are moved to the front.</param>
    /// <param name="current">The picture's number since the IDR.</param>
    /// <returns>How many are kept.</returns>
    /// <exception cref="MediaException">One cannot be carried over.</exception>
    public int Keep(Span<H264Marking> operations, long current)
    {
        var state = _now with { LastReference = current };
        var kept = 0;
        foreach (var operation in operations)
        {
            if (Apply(operation, current, ref state))
                operations[kept++] = operation;
        }
        _behind = state;
        return kept;
    }

    /// <summary>
    /// Takes note of a reference picture that is left out. A decoder fills the gap in frame_num with a frame of its own, so the
    /// reference lists stay as they were, unless the picture had ruled how other frames behind the IDR are kept.
    /// </summary>
    /// <exception cref="MediaException">It had.</exception>
    public void PassOver(ReadOnlySpan<H264Marking> operations, long current)
    {
        foreach (var operation in operations)
        {
            var onOldPicture = operation.Operation switch
            {
                H264Marking.DropShort => operation.FramesBack > current,
                H264Marking.DropLong => !Has(_now.LongTerm, operation.First),
                _ => false,
            };
            if (!onOldPicture)
                throw Refusal.CannotJoin("a picture that is left out rules how references are kept");
        }
        _now = _behind = _now with { LastReference = current };
    }

    /// <summary>All slices of the picture were seen.</summary>
    public void EndPicture()
    {
        _now = _behind;
        Reset = false;
    }

    private bool Apply(H264Marking operation, long current, ref State state)
    {
        switch (operation.Operation)
        {
            case H264Marking.DropShort:
                return operation.FramesBack <= current;
            case H264Marking.DropLong:
                return Has(state.LongTerm, operation.First);
            case H264Marking.MakeLong when operation.FramesBack > current:
                return false;
            case H264Marking.MakeLong:
                state = Add(state, operation.Second);
                return true;
            case H264Marking.BecomeLong:
                state = Add(state, operation.First);
                return true;
            case H264Marking.LimitLong:
                state = state with { Limit = Math.Min(operation.First, 16) };
                return true;
            default:
                Reset = true;
                return true;
        }
    }

    private static State Add(in State state, uint index) => index < state.Limit
        ? state with { LongTerm = state.LongTerm | (1u << (int)index) }
        : throw Refusal.CannotJoin("it keeps long-term references across its random access picture");

    private static bool Has(uint set, uint index) => index < 32 && ((set >> (int)index) & 1) == 1;
}
