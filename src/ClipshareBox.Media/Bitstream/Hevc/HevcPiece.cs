using System.Buffers;

namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>What an encoder made, under ids that the source does not use.</summary>
internal sealed class HevcPiece
{
    private const int BufferingPeriod = 0;
    private const int ActiveParameterSets = 129;

    private readonly HvcConfig _config;
    private readonly int _ppsId;

    /// <summary>Takes in an encoder's parameter sets.</summary>
    /// <param name="config">The encoder's record.</param>
    /// <param name="source">The source's set that holds at the seam.</param>
    /// <param name="ids">The ids in use.</param>
    /// <exception cref="MediaException">They cannot stand beside the source's.</exception>
    public HevcPiece(HvcConfig config, HevcSps source, HevcSourceSets ids)
    {
        var (vps, sps, pps) = (Only(config, HevcNal.Vps), HevcSps.Parse(Only(config, HevcNal.Sps)), Only(config, HevcNal.Pps));
        if (HevcVps.IdOf(vps) != 0 || sps.VpsId != 0 || sps.Id != 0 || HevcPps.Parse(pps) != new HevcPps(0, 0))
            throw Refusal.CannotJoin("the encoder's parameter sets are not numbered 0");
        if (sps.Format != source.Format)
            throw Refusal.CannotJoin("the encoder's chroma format, bit depth or picture size is another");
        if (sps.Fields != source.Fields)
            throw Refusal.CannotJoin("one of source and encoder is coded as fields, the other is not");
        _config = config;
        _ppsId = ids.PpsIds.Give(PieceId.First, PieceId.Last);
        var (vpsId, spsId) = (ids.VpsIds.Give(15, 0), ids.SpsIds.Give(15, 0));
        Vps = HevcPieceSets.Vps(vps, source, vpsId);
        Sps = HevcPieceSets.Sps(sps, source, spsId, vpsId);
        Pps = HevcPieceSets.Pps(pps, _ppsId, spsId);
        ProfileTierLevel = HevcSps.Parse(Sps).ProfileTierLevel;
    }

    /// <summary>Its video parameter set.</summary>
    public byte[] Vps { get; }

    /// <summary>Its sequence parameter set.</summary>
    public byte[] Sps { get; }

    /// <summary>Its picture parameter set.</summary>
    public byte[] Pps { get; }

    /// <summary>The 12 bytes of <see cref="Sps"/>.</summary>
    public byte[] ProfileTierLevel { get; }

    /// <summary>Its set of a type.</summary>
    public byte[] SetOf(int type) => type == HevcNal.Vps ? Vps : type == HevcNal.Sps ? Sps : Pps;

    /// <summary>Whether an encoder's record holds the same sets.</summary>
    public bool IsSame(HvcConfig other) =>
        other.LengthSize == _config.LengthSize
        && Same(other, HevcNal.Vps) && Same(other, HevcNal.Sps) && Same(other, HevcNal.Pps);

    /// <summary>Writes a picture of the encoder.</summary>
    /// <exception cref="MediaException">Damaged, or not of one set.</exception>
    public void Write(ReadOnlySpan<byte> packet, IBufferWriter<byte> output)
    {
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
        {
            HevcNal.RefuseUnjoinable(nal);
            var type = HevcNal.TypeOf(nal);
            if (HevcNal.IsSlice(type))
                WriteSlice(nal, type, output);
            else if (!IsLeftOut(type, nal))
                output.WriteNal(nal);
        }
    }

    // These messages name parameter sets by their old ids.
    private static bool IsLeftOut(int type, ReadOnlySpan<byte> nal) => type switch
    {
        >= HevcNal.Vps and <= HevcNal.Delimiter or HevcNal.Filler => true,
        HevcNal.PrefixSei => SeiMessages.Contains(nal, 2, BufferingPeriod, ActiveParameterSets),
        _ => false,
    };

    private void WriteSlice(ReadOnlySpan<byte> nal, int type, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes((2 * nal.Length) + 1);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        var to = room.Span.Slice(nal.Length, rbsp.Length + 1);
        PieceId.Rewrite(rbsp, HevcNal.PpsIdBit(type), _ppsId, to);
        output.WriteRbsp(to);
    }

    private static byte[] Only(HvcConfig config, int type) => config.Units(type).ToArray() is [var one]
        ? one
        : throw Refusal.CannotJoin("the encoder did not write one set of parameters");

    private bool Same(HvcConfig other, int type) =>
        Names(other, type).SequenceEqual(Names(_config, type));

    private static string[] Names(HvcConfig config, int type) => [.. config.Units(type).Select(Convert.ToHexString)];
}
