using System.Buffers;

namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>What an encoder made, under ids that the source does not use.</summary>
internal sealed class H264Piece
{
    private const int BufferingPeriod = 0;

    private readonly AvcConfig _config;
    private readonly int _ppsId;

    /// <summary>Takes in an encoder's parameter sets.</summary>
    /// <param name="config">The encoder's record.</param>
    /// <param name="source">The source's set that holds at the seam.</param>
    /// <param name="ids">The ids in use.</param>
    /// <exception cref="MediaException">They cannot stand beside the source's.</exception>
    public H264Piece(AvcConfig config, H264Sps source, H264SourceSets ids)
    {
        if (config.Sps.Count != 1 || config.Pps.Count != 1)
            throw Refusal.CannotJoin("the encoder did not write one set of parameters");
        var sps = H264Sps.Parse(config.Sps[0]);
        var pps = H264Pps.Parse(config.Pps[0]);
        if (sps.Id != 0 || pps.Id != 0 || pps.SpsId != 0)
            throw Refusal.CannotJoin("the encoder's parameter sets are not numbered 0");
        RefuseOtherPictures(sps, source);
        _config = config;
        _ppsId = ids.PpsIds.Give(PieceId.First, PieceId.Last);
        var spsId = ids.SpsIds.Give(31, 0);
        Sps = H264SpsEdit.ForPiece(sps, source, spsId);
        Pps = Rbsp.Escape(UeEdit.Replace(Rbsp.Unescape(pps.Nal), H264Pps.IdBit, _ppsId, spsId));
        Parsed = H264Sps.Parse(Sps);
    }

    /// <summary>Its sequence parameter set.</summary>
    public byte[] Sps { get; }

    /// <summary>Its picture parameter set.</summary>
    public byte[] Pps { get; }

    /// <summary><see cref="Sps"/>, read.</summary>
    public H264Sps Parsed { get; }

    /// <summary>The constraint flags of <see cref="Sps"/>.</summary>
    public byte Compatibility => Sps[2];

    /// <summary>Whether an encoder's record holds the same sets.</summary>
    public bool IsSame(AvcConfig other) =>
        other.LengthSize == _config.LengthSize && Same(other.Sps, _config.Sps) && Same(other.Pps, _config.Pps);

    /// <summary>Writes a picture of the encoder.</summary>
    /// <exception cref="MediaException">Damaged, or not of one slice kind and one set.</exception>
    public void Write(ReadOnlySpan<byte> packet, IBufferWriter<byte> output)
    {
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
        {
            var type = H264Nal.TypeOf(nal);
            H264Nal.RefuseUnjoinable(type);
            if (type is H264Nal.Slice or H264Nal.IdrSlice)
                WriteSlice(nal, output);
            else if (!IsLeftOut(type, nal))
                output.WriteNal(nal);
        }
    }

    // A buffering period names a parameter set by its old id.
    private static bool IsLeftOut(int type, ReadOnlySpan<byte> nal) => type switch
    {
        H264Nal.Sps or H264Nal.Pps or H264Nal.Delimiter or H264Nal.Filler or H264Nal.Prefix => true,
        H264Nal.Sei => SeiMessages.Contains(nal, 1, BufferingPeriod, BufferingPeriod),
        _ => false,
    };

    private void WriteSlice(ReadOnlySpan<byte> nal, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes((2 * nal.Length) + 1);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var from = new BitReader(rbsp, 8);
        from.SkipUe(2); // first_mb_in_slice, slice_type
        var to = room.Span.Slice(nal.Length, rbsp.Length + 1);
        PieceId.Rewrite(rbsp, from.Position, _ppsId, to);
        output.WriteRbsp(to);
    }

    private static void RefuseOtherPictures(H264Sps encoder, H264Sps source)
    {
        if (encoder.Format != source.Format)
            throw Refusal.CannotJoin("the encoder's chroma format or bit depth is another");
        if (encoder.Size.Width != source.Size.Width || encoder.Size.Height != source.Size.Height)
            throw Refusal.CannotJoin("the encoder's pictures have another size");
        if (encoder.FrameMbsOnly != source.FrameMbsOnly)
            throw Refusal.CannotJoin("one of source and encoder is interlaced, the other is not");
    }

    private static bool Same(IReadOnlyList<byte[]> a, IReadOnlyList<byte[]> b) =>
        a.Count == b.Count && a.Zip(b).All(pair => pair.First.AsSpan().SequenceEqual(pair.Second));
}
