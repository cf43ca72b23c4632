namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>A memory management control operation (7.4.3.3).</summary>
/// <param name="Operation">memory_management_control_operation, 0 to 6.</param>
/// <param name="First">Its first operand, 0 when it has none.</param>
/// <param name="Second">Operation 3's long_term_frame_idx.</param>
internal readonly record struct H264Marking(int Operation, uint First, uint Second)
{
    /// <summary>No more operations.</summary>
    public const int EndOfList = 0;

    /// <summary>A short-term picture is no longer a reference.</summary>
    public const int DropShort = 1;

    /// <summary>A long-term picture is no longer a reference.</summary>
    public const int DropLong = 2;

    /// <summary>A short-term picture becomes a long-term one.</summary>
    public const int MakeLong = 3;

    /// <summary>How many long-term pictures there may be.</summary>
    public const int LimitLong = 4;

    /// <summary>All references are dropped, and numbers begin anew.</summary>
    public const int Reset = 5;

    /// <summary>The picture itself becomes a long-term one.</summary>
    public const int BecomeLong = 6;

    /// <summary>Frames back from the current one to the picture meant by operations 1 and 3.</summary>
    public long FramesBack => First + 1L;

    /// <summary>Reads one.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Marking Read(ref BitReader from)
    {
        var operation = from.Ue(BecomeLong);
        var first = operation is EndOfList or Reset ? 0 : from.Ue();
        return new H264Marking(operation, first, operation == MakeLong ? from.Ue() : 0);
    }

    /// <summary>Writes it.</summary>
    public void Write(ref BitWriter to)
    {
        to.Ue((uint)Operation);
        if (Operation is not (EndOfList or Reset))
            to.Ue(First);
        if (Operation == MakeLong)
            to.Ue(Second);
    }

    /// <summary>Reads the operations of a slice.</summary>
    /// <param name="rbsp">The slice, no IDR, without emulation prevention.</param>
    /// <param name="header">Its header.</param>
    /// <param name="to">Gets the operations, without the end of the list.</param>
    /// <returns>How many there are; null when references just slide out (no adaptive marking).</returns>
    /// <exception cref="MediaException">Damaged, or more than <paramref name="to"/> holds.</exception>
    public static int? ReadList(ReadOnlySpan<byte> rbsp, in H264SliceHeader header, Span<H264Marking> to)
    {
        var from = new BitReader(rbsp, header.MarkingBit);
        if (header.MarkingBit == header.MarkingEnd || !from.Flag())
            return null;
        for (var count = 0; count <= to.Length; count++)
        {
            var operation = Read(ref from);
            if (operation.Operation == EndOfList)
                return count;
            if (count < to.Length)
                to[count] = operation;
        }
        throw Refusal.Damaged("too many marking operations");
    }
}
