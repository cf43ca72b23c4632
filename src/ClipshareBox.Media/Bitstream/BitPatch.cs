namespace ClipshareBox.Media.Bitstream;

/// <summary>Changes fields of fixed length where they stand.</summary>
internal static class BitPatch
{
    /// <summary>Overwrites <paramref name="count"/> bits (0 to 32) from <paramref name="position"/> on.</summary>
    public static void Put(Span<byte> rbsp, int position, int count, uint value)
    {
        for (var i = 0; i < count; i++)
        {
            var at = position + i;
            var mask = (byte)(0x80 >> (at & 7));
            var set = ((value >> (count - 1 - i)) & 1) == 1;
            rbsp[at >> 3] = (byte)(set ? rbsp[at >> 3] | mask : rbsp[at >> 3] & ~mask);
        }
    }
}
