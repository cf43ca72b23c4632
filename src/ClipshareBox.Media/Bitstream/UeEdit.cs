namespace ClipshareBox.Media.Bitstream;

/// <summary>Writes a parameter set with another number in it.</summary>
internal static class UeEdit
{
    private const int Growth = 8;

    /// <summary>Replaces the ue(v) values that stand one behind the other from a bit on; the rest moves.</summary>
    /// <param name="rbsp">The set from its NAL header on, without emulation prevention.</param>
    /// <param name="position">The bit of the first one.</param>
    /// <param name="values">The new values.</param>
    /// <returns>The set without emulation prevention.</returns>
    /// <exception cref="MediaException">Damaged.</exception>
    public static byte[] Replace(ReadOnlySpan<byte> rbsp, int position, params ReadOnlySpan<int> values)
    {
        var to = new byte[rbsp.Length + (Growth * values.Length)];
        var writer = new BitWriter(to);
        writer.Copy(rbsp, 0, position);
        var old = new BitReader(rbsp, position);
        foreach (var value in values)
        {
            old.Ue();
            writer.Ue((uint)value);
        }
        writer.Copy(rbsp, old.Position, Rbsp.End(rbsp));
        return to[..writer.Length];
    }
}
