namespace ClipshareBox.Media.Bitstream;

/// <summary>
/// Gives a slice another picture parameter set. The encoder's id 0 is a one-bit ue(v), ids 15 to 30 take nine: the slice grows by
/// exactly one byte, so all that follows, aligned or not, stays as it is.
/// </summary>
internal static class PieceId
{
    /// <summary>Lowest id of nine bits.</summary>
    public const int First = 15;

    /// <summary>Highest id of nine bits.</summary>
    public const int Last = 30;

    /// <summary>Copies a slice under a new id.</summary>
    /// <param name="rbsp">The slice from its header on, without emulation prevention.</param>
    /// <param name="position">The bit where the id stands.</param>
    /// <param name="id">The new id, <see cref="First"/> to <see cref="Last"/>.</param>
    /// <param name="to">Room for one byte more than the slice has.</param>
    /// <exception cref="MediaException">The id there is not 0.</exception>
    public static void Rewrite(ReadOnlySpan<byte> rbsp, int position, int id, Span<byte> to)
    {
        var at = position >> 3;
        var bit = position & 7;
        if (at >= rbsp.Length || ((rbsp[at] >> (7 - bit)) & 1) != 1)
            throw Refusal.CannotJoin("the encoder uses a picture parameter set other than 0");
        rbsp[..at].CopyTo(to);
        rbsp[(at + 1)..].CopyTo(to[(at + 2)..]);
        var before = rbsp[at] & (0xFF00 >> bit) & 0xFF;
        var behind = rbsp[at] & (0x7F >> bit);
        var both = (before << 8) | ((id + 1) << (7 - bit)) | behind;
        to[at] = (byte)(both >> 8);
        to[at + 1] = (byte)both;
    }
}
