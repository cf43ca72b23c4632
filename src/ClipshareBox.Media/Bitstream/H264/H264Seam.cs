using System.Buffers;

namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Joins copied and encoded H.264 pictures in one track.</summary>
internal sealed class H264Seam : ISeamSyntax
{
    private readonly byte[] _entry;
    private readonly AvcConfig _config;
    private readonly H264SourceSets _source;
    private readonly H264Classifier _classifier;
    private readonly H264OpenGop _openGop;
    private readonly List<H264Piece> _pieces = [];

    /// <summary>Begins with a source's sample entry.</summary>
    /// <exception cref="MediaException">It is damaged.</exception>
    public H264Seam(byte[] sampleEntry)
    {
        _entry = sampleEntry;
        _config = AvcConfig.Parse(SampleEntry.Child(sampleEntry, "avcC"u8));
        _source = new H264SourceSets(_config);
        _classifier = new H264Classifier(_source, _config.LengthSize);
        _openGop = new H264OpenGop(_source.Written.Sets);
    }

    /// <inheritdoc/>
    public PictureFacts Classify(ReadOnlySpan<byte> packet, bool containerKey) => _classifier.Classify(packet, containerKey);

    /// <inheritdoc/>
    public int AddPiece(ReadOnlySpan<byte> encoderSampleEntry)
    {
        var config = AvcConfig.Parse(SampleEntry.Child(encoderSampleEntry, "avcC"u8));
        var known = _pieces.FindIndex(piece => piece.IsSame(config));
        if (known >= 0)
            return known;
        var sps = _classifier.Active ?? _source.Read.Sets.Sps.FirstOrDefault()
            ?? throw Refusal.Damaged("its parameters did not come before the seam");
        _pieces.Add(new H264Piece(config, sps, _source));
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
        if (facts.Idr)
            _openGop.End();
        else if (seam)
            _openGop.Begin();
        if (!_openGop.Active && !seam && _config.LengthSize == NalOutput.LengthSize && !HasSets(packet))
        {
            output.Write(packet);
            return;
        }
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
            WriteUnit(nal, seam, output);
        _openGop.EndPicture();
    }

    /// <inheritdoc/>
    public void PassOver(ReadOnlySpan<byte> packet, in PictureFacts facts)
    {
        if (!_openGop.Active || !facts.Reference)
            return;
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
        {
            if (H264Nal.TypeOf(nal) != H264Nal.Slice)
                continue;
            _openGop.PassOver(nal);
            return;
        }
    }

    /// <inheritdoc/>
    public byte[] BuildSampleEntry()
    {
        var type = _source.InBand.Kept ? "avc3"u8 : "avc1"u8;
        return SampleEntry.Rebuild(_entry, type, "avcC"u8, H264FinalConfig.Of(_config, _pieces, _openGop.Used).Build(), "btrt");
    }

    private bool HasSets(ReadOnlySpan<byte> packet)
    {
        foreach (var nal in new NalUnits(packet, _config.LengthSize))
        {
            if (H264Nal.TypeOf(nal) is H264Nal.Sps or H264Nal.Pps)
                return true;
        }
        return false;
    }

    private void WriteUnit(ReadOnlySpan<byte> nal, bool seam, IBufferWriter<byte> output)
    {
        switch (H264Nal.TypeOf(nal))
        {
            case H264Nal.Sps or H264Nal.Pps:
                WriteSet(nal, output);
                break;
            case H264Nal.Slice when _openGop.Active && seam:
                _openGop.WriteFirst(nal, output);
                break;
            case H264Nal.Slice when _openGop.Active:
                _openGop.WriteNext(nal, output);
                break;
            case H264Nal.Prefix when _openGop.Active: // It repeats the slice's header and says nothing to a decoder of one layer.
                break;
            case H264Nal.IdrSlice when seam:
                H264SliceEdit.WriteKeepingPrior(nal, _source.Written.Sets, output);
                break;
            default:
                output.WriteNal(nal);
                break;
        }
    }

    private void WriteSet(ReadOnlySpan<byte> nal, IBufferWriter<byte> output)
    {
        _source.Written.Take(nal);
        if (!_source.InBand.Keep(nal))
            return;
        if (_openGop.Used && H264Nal.TypeOf(nal) == H264Nal.Sps)
            output.WriteNal(H264SpsEdit.WithGaps(nal));
        else
            output.WriteNal(nal);
    }
}
