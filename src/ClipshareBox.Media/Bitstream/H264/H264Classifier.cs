namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Tells what pictures are, by their own NAL units.</summary>
/// <param name="source">The source's parameter sets; those among the pictures are taken in as they come.</param>
/// <param name="lengthSize">Bytes of the lengths before its NAL units.</param>
internal sealed class H264Classifier(H264SourceSets source, int lengthSize)
{
    /// <summary>The sequence parameter set of the last picture, null before the first.</summary>
    public H264Sps? Active { get; private set; }

    /// <summary>Tells what a packet is.</summary>
    /// <exception cref="MediaException">Damaged, or of a kind that cannot be joined.</exception>
    public PictureFacts Classify(ReadOnlySpan<byte> packet, bool containerKey)
    {
        var seen = new Seen { AllIntra = true };
        foreach (var nal in new NalUnits(packet, lengthSize))
            Look(nal, ref seen);
        var recovers = seen.FramesUntilRight is null ? containerKey : seen.FramesUntilRight == 0;
        var openStart = seen.Slices && seen.AllIntra && seen.Reference && recovers;
        return new PictureFacts(seen.Idr || openStart, seen.Idr, seen.Reference, 0, false, seen.Field);
    }

    private void Look(ReadOnlySpan<byte> nal, ref Seen seen)
    {
        var type = H264Nal.TypeOf(nal);
        switch (type)
        {
            case H264Nal.Slice or H264Nal.IdrSlice:
                LookAtSlice(nal, ref seen);
                break;
            case H264Nal.Sei:
                seen.FramesUntilRight ??= H264Recovery.FramesUntilRight(nal);
                break;
            case H264Nal.Sps or H264Nal.Pps:
                source.Read.Take(nal);
                source.InBand.Notice(nal);
                break;
            default:
                H264Nal.RefuseUnjoinable(type);
                break;
        }
    }

    private void LookAtSlice(ReadOnlySpan<byte> nal, ref Seen seen)
    {
        var start = H264SliceStart.ParseNal(nal, source.Read.Sets);
        if (!seen.Slices)
            (seen.Field, seen.Bottom, Active) = (start.Field, start.Bottom, start.Sps);
        seen.Slices = true;
        seen.Idr |= H264Nal.TypeOf(nal) == H264Nal.IdrSlice;
        seen.Reference |= H264Nal.IsReference(nal);
        if (start.Bottom == seen.Bottom) // The second field of an intra one may refer to it.
            seen.AllIntra &= start.Type == H264SliceStart.I;
    }

    private struct Seen
    {
        public bool Slices;
        public bool Idr;
        public bool Reference;
        public bool AllIntra;
        public bool Field;
        public bool Bottom;
        public uint? FramesUntilRight;
    }
}
