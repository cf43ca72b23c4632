using System.Buffers;

namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>Joins copied and encoded HEVC pictures in one track.</summary>
/// <remarks>
/// A Dolby Vision RPU (type 62) stays with its copied picture; encoded ones have none, so the track is no longer announced as
/// Dolby
/// Vision when there are pieces, and sources whose base layer means nothing without it are refused.
/// </remarks>
internal sealed class HevcSeam : ISeamSyntax
{
    private readonly byte[] _entry;
    private readonly HvcConfig _config;
    private readonly HevcSourceSets _source;
    private readonly HevcClassifier _classifier;
    private readonly List<HevcPiece> _pieces = [];

    /// <summary>Begins with a source's sample entry.</summary>
    /// <exception cref="MediaException">It is damaged.</exception>
    public HevcSeam(byte[] sampleEntry)
    {
        _entry = sampleEntry;
        _config = HvcConfig.Parse(SampleEntry.Child(sampleEntry, "hvcC"u8));
        _source = new HevcSourceSets(_config);
        _classifier = new HevcClassifier(_source, _config.LengthSize);
    }

    /// <inheritdoc/>
    public PictureFacts Classify(ReadOnlySpan<byte> packet, bool containerKey) => _classifier.Classify(packet);

    /// <inheritdoc/>
    public int AddPiece(ReadOnlySpan<byte> encoderSampleEntry)
    {
        var config = HvcConfig.Parse(SampleEntry.Child(encoderSampleEntry, "hvcC"u8));
        var known = _pieces.FindIndex(piece => piece.IsSame(config));
        if (known >= 0)
            return known;
        DolbyVision.RefuseWithoutBase(_entry);
        var sps = _classifier.Active ?? _source.First ?? throw Refusal.Damaged("its parameters did not come before the seam");
        _pieces.Add(new HevcPiece(config, sps, _source));
        return _pieces.Count - 1;
    }

    /// <inheritdoc/>
    public void WritePiece(int piece, ReadOnlySpan<byte> packet, IBufferWriter<byte> output) =>
        _pieces[piece].Write(packet, output);

    /// <inheritdoc/>
    public void WriteCopied(ReadOnlySpan<byte> packet, in PictureFacts facts, CopyStart start, IBufferWriter<byte> output)
    {
        var seam = start == CopyStart.AfterSeam;
        if (seam && !facts.RandomAccess)
            throw Refusal.CannotJoin("the copied part does not begin at a random access picture");
        if (!seam && _config.LengthSize == NalOutput.LengthSize && !HasSets(packet))
        {
            output.Write(packet);
            return;
        }
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
            WriteUnit(nal, seam, output);
    }

    /// <inheritdoc/>
    /// <remarks>Each HEVC picture names all its references, so leaving out a leading one changes nothing behind it.</remarks>
    public void PassOver(ReadOnlySpan<byte> packet, in PictureFacts facts)
    {
    }

    /// <inheritdoc/>
    public byte[] BuildSampleEntry()
    {
        var inBand = _source.InBand.Kept;
        var record = HevcFinalConfig.Of(_config, _pieces, inBand).Build();
        var drop = _pieces.Count > 0 ? DolbyVision.Boxes : [];
        return SampleEntry.Rebuild(_entry, inBand ? "hev1"u8 : "hvc1"u8, "hvcC"u8, record, ["btrt", .. drop]);
    }

    private bool HasSets(ReadOnlySpan<byte> packet)
    {
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
        {
            if (HevcNal.IsSet(HevcNal.TypeOf(nal)))
                return true;
        }
        return false;
    }

    private void WriteUnit(ReadOnlySpan<byte> nal, bool seam, IBufferWriter<byte> output)
    {
        HevcNal.RefuseUnjoinable(nal);
        var type = HevcNal.TypeOf(nal);
        if (HevcNal.IsSet(type))
        {
            _source.Take(nal);
            if (_source.InBand.Keep(nal))
                output.WriteNal(nal);
        }
        else if (seam && HevcNal.IsRandomAccess(type))
            WriteStart(nal, type, output);
        else
            output.WriteNal(nal);
    }

    // A CRA that follows other pictures would let a decoder wait for its leading ones, and one that begins a sequence drops what
    // waits for output (C.5.2.2); BLA_N_LP does neither. The slice header's syntax is the same for both.
    private static void WriteStart(ReadOnlySpan<byte> nal, int type, IBufferWriter<byte> output)
    {
        using var room = new PooledBytes(nal.Length);
        var rbsp = room.Span[..Rbsp.Unescape(nal, room.Span)];
        if (type == HevcNal.Cra)
            BitPatch.Put(rbsp, 1, 6, HevcNal.BlaNLp);
        if (rbsp.Length > 2)
            BitPatch.Put(rbsp, HevcNal.HeaderBits + 1, 1, 0); // no_output_of_prior_pics_flag
        output.WriteRbsp(rbsp);
    }
}
