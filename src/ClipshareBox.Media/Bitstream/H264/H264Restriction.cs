namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The bitstream restriction of a VUI (E.1.1): what a decoder is told of output order and buffers.</summary>
internal readonly record struct H264Restriction(
    bool MotionOverBoundaries, uint BytesDenominator, uint BitsDenominator, uint MotionX, uint MotionY, int Reorder, int Buffers)
{
    /// <summary>One that says nothing but <paramref name="reorder"/> and <paramref name="buffers"/>, both in frames.</summary>
    public static H264Restriction Of(int reorder, int buffers) => new(true, 0, 0, 15, 15, reorder, buffers);

    /// <summary>Reads it behind its flag.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Restriction Parse(ref BitReader from) =>
        new(from.Flag(), from.Ue(), from.Ue(), from.Ue(), from.Ue(), from.Ue(16), from.Ue(16));

    /// <summary>Writes it behind its flag.</summary>
    public void Write(ref BitWriter to)
    {
        to.Flag(MotionOverBoundaries);
        to.Ue(BytesDenominator);
        to.Ue(BitsDenominator);
        to.Ue(MotionX);
        to.Ue(MotionY);
        to.Ue((uint)Reorder);
        to.Ue((uint)Buffers);
    }
}
