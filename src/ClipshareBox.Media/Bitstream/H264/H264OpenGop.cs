using System.Buffers;

namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>
/// Lets the copied part begin at a recovery point: that picture becomes an IDR, and those behind it are numbered from it until
/// the
/// next IDR. Leading pictures that were left out make gaps in frame_num, so the parameter sets have to allow them.
/// </summary>
/// <param name="sets">The sets that hold where the copy is.</param>
internal sealed class H264OpenGop(H264ParameterSets sets)
{
    // idr_pic_id must differ from a neighbouring IDR's; encoders count theirs from 0.
    private const uint IdrPicId = 65_534;
    private const int MostOperations = 64;

    private readonly H264References _references = new();
    private int _frameBase;
    private int _orderBase;

    /// <summary>Pictures are being rewritten.</summary>
    public bool Active { get; private set; }

    /// <summary>Pictures were rewritten.</summary>
    public bool Used { get; private set; }

    /// <summary>The next picture becomes the IDR.</summary>
    public void Begin()
    {
        Active = Used = true;
        _references.Restart();
    }

    /// <summary>A true IDR follows: numbers are right from here on.</summary>
    public void End() => Active = false;

    /// <summary>Writes a slice of the recovery point as an IDR slice.</summary>
    /// <exception cref="MediaException">It cannot be made one.</exception>
    public void WriteFirst(ReadOnlySpan<byte> nal, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes((2 * nal.Length) + H264SliceEdit.Growth);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var header = ParseFrame(rbsp);
        if (header.Start.Type != H264SliceStart.I || !H264Nal.IsReference(rbsp))
            throw Refusal.CannotJoin("its random access picture is not all intra");
        RefuseNumbersOfItsOwn(rbsp, header);
        var orderLsb = Math.Max(0, -header.BottomDelta);
        _frameBase = header.Start.FrameNum;
        _orderBase = header.OrderLsb - orderLsb;
        var to = room.Span[nal.Length..];
        output.WriteRbsp(to[..H264SliceEdit.ToIdr(rbsp, header, IdrPicId, (uint)orderLsb, to)]);
    }

    /// <summary>Writes a slice of a picture behind it with its numbers counted from the new IDR.</summary>
    /// <exception cref="MediaException">Damaged, or a field.</exception>
    public void WriteNext(ReadOnlySpan<byte> nal, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes((2 * nal.Length) + H264SliceEdit.Growth);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var header = ParseFrame(rbsp);
        var current = Number(header);
        Renumber(rbsp, header);
        Span<H264Marking> operations = stackalloc H264Marking[MostOperations];
        var count = H264Marking.ReadList(rbsp, header, operations);
        var kept = H264Nal.IsReference(rbsp) ? _references.Keep(operations[..(count ?? 0)], current) : 0;
        if (count is null || count == kept)
        {
            output.WriteRbsp(rbsp);
            return;
        }
        var to = room.Span[nal.Length..];
        output.WriteRbsp(to[..H264SliceEdit.WithMarking(rbsp, header, operations[..kept], to)]);
    }

    /// <summary>All slices of a picture are written.</summary>
    public void EndPicture()
    {
        Active &= !_references.Reset;
        _references.EndPicture();
    }

    /// <summary>Takes note of a reference picture that is left out, by one of its slices.</summary>
    /// <exception cref="MediaException">Those behind it cannot do without it.</exception>
    public void PassOver(ReadOnlySpan<byte> nal)
    {
        using var room = new PooledBytes(nal.Length);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var header = ParseFrame(rbsp);
        Span<H264Marking> operations = stackalloc H264Marking[MostOperations];
        var count = H264Marking.ReadList(rbsp, header, operations) ?? 0;
        _references.PassOver(operations[..count], Number(header));
    }

    private H264SliceHeader ParseFrame(ReadOnlySpan<byte> rbsp)
    {
        var header = H264SliceHeader.Parse(rbsp, sets);
        if (header.Start.Field)
            throw Refusal.CannotJoin("it is coded as fields behind an open group of pictures");
        if (header.Start.Sps.Order.Type == 1)
            throw Refusal.CannotJoin("its order counts are of type 1");
        return header;
    }

    // The picture's own references are gone with its IDR; only what it says of the pictures behind it cannot be lost.
    private static void RefuseNumbersOfItsOwn(ReadOnlySpan<byte> rbsp, in H264SliceHeader header)
    {
        Span<H264Marking> operations = stackalloc H264Marking[MostOperations];
        var count = H264Marking.ReadList(rbsp, header, operations) ?? 0;
        foreach (var operation in operations[..count])
        {
            if (operation is { Operation: H264Marking.LimitLong, First: > 0 }
                or { Operation: H264Marking.Reset or H264Marking.BecomeLong })
                throw Refusal.CannotJoin("its random access picture resets or keeps long-term references");
        }
    }

    private long Number(in H264SliceHeader header)
    {
        var bits = header.Start.Sps.FrameNumBits;
        return _references.Unwrap((header.Start.FrameNum - _frameBase) & ((1 << bits) - 1), bits);
    }

    // Fields of fixed length: nothing behind them moves.
    private void Renumber(Span<byte> rbsp, in H264SliceHeader header)
    {
        var start = header.Start;
        BitPatch.Put(rbsp, start.FrameNumBit, start.Sps.FrameNumBits, (uint)(start.FrameNum - _frameBase));
        BitPatch.Put(rbsp, header.OrderBit, start.Sps.Order.LsbBits, (uint)(header.OrderLsb - _orderBase));
    }
}
