namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>Tells what pictures are, by their own NAL units.</summary>
/// <param name="source">The source's parameter sets; those among the pictures are taken in as they come.</param>
/// <param name="lengthSize">Bytes of the lengths before its NAL units.</param>
internal sealed class HevcClassifier(HevcSourceSets source, int lengthSize)
{
    /// <summary>The sequence parameter set of the last random access picture, null before the first.</summary>
    public HevcSps? Active { get; private set; }

    // RASL pictures behind a BLA picture refer to what lay before the splice (8.1.3: NoRaslOutputFlag).
    private bool _behindSplice;

    /// <summary>Tells what a packet is.</summary>
    /// <exception cref="MediaException">Damaged, or of a kind that cannot be joined.</exception>
    public PictureFacts Classify(ReadOnlySpan<byte> packet)
    {
        PictureFacts? facts = null;
        foreach (var nal in new NalUnits(packet, lengthSize))
        {
            HevcNal.RefuseUnjoinable(nal);
            var type = HevcNal.TypeOf(nal);
            if (HevcNal.IsSet(type))
            {
                source.Take(nal);
                source.InBand.Notice(nal);
            }
            else if (HevcNal.IsSlice(type))
                facts ??= FactsOf(nal, type);
        }
        return facts ?? default;
    }

    // All slices of a picture are of one type (7.4.2.2), so the first one tells.
    private PictureFacts FactsOf(ReadOnlySpan<byte> nal, int type)
    {
        var randomAccess = HevcNal.IsRandomAccess(type);
        if (randomAccess)
        {
            Active = source.Of(nal);
            _behindSplice = type is >= HevcNal.FirstIrap and <= HevcNal.BlaNLp;
        }
        return new PictureFacts(
            RandomAccess: randomAccess,
            Idr: type is HevcNal.IdrWRadl or HevcNal.IdrNLp,
            Reference: type > HevcNal.LastSubLayerType || (type & 1) == 1,
            TemporalLayer: HevcNal.TemporalIdOf(nal),
            Leading: type is >= HevcNal.RadlN and <= HevcNal.RaslR,
            FieldPicture: Active?.Fields ?? false)
        {
            NeverShown = _behindSplice && type is HevcNal.RaslN or HevcNal.RaslR,
        };
    }
}
