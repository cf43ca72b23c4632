namespace ClipshareBox.Media.Bitstream;

/// <summary>Emulation prevention: the byte 3 that keeps start codes out of NAL units (H.264 7.4.1, HEVC 7.4.2).</summary>
internal static class Rbsp
{
    private static ReadOnlySpan<byte> Guarded => [0, 0, 3];

    private static ReadOnlySpan<byte> TwoZeros => [0, 0];

    /// <summary>The most bytes <see cref="Escape(ReadOnlySpan{byte}, Span{byte})"/> can make of <paramref name="length"/>
    /// bytes.</summary>
    public static int LongestEscaped(int length) => checked(length + (length / 2) + 1);

    /// <summary>Takes emulation prevention out.</summary>
    /// <param name="nal">Bytes of a NAL unit from its header on, or the first of them.</param>
    /// <param name="rbsp">Room for as many bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Unescape(ReadOnlySpan<byte> nal, Span<byte> rbsp)
    {
        var written = 0;
        while (true)
        {
            var at = nal.IndexOf(Guarded);
            if (at < 0)
                break;
            nal[..(at + 2)].CopyTo(rbsp[written..]);
            written += at + 2;
            nal = nal[(at + 3)..];
        }
        nal.CopyTo(rbsp[written..]);
        return written + nal.Length;
    }

    /// <summary>Takes emulation prevention out, into an array of its own.</summary>
    public static byte[] Unescape(ReadOnlySpan<byte> nal)
    {
        var rbsp = new byte[nal.Length];
        var length = Unescape(nal, rbsp);
        return length == rbsp.Length ? rbsp : rbsp[..length];
    }

    /// <summary>Puts emulation prevention in.</summary>
    /// <param name="rbsp">Header and payload.</param>
    /// <param name="nal">Room for <see cref="LongestEscaped(int)"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public static int Escape(ReadOnlySpan<byte> rbsp, Span<byte> nal)
    {
        var written = 0;
        while (true)
        {
            var at = rbsp.IndexOf(TwoZeros);
            if (at < 0)
                break;
            var behind = at + 2;
            var guard = behind == rbsp.Length || rbsp[behind] <= 3; // Zeros at the very end (cabac_zero_words) are guarded too.
            rbsp[..behind].CopyTo(nal[written..]);
            written += behind;
            if (guard)
                nal[written++] = 3;
            else
                nal[written++] = rbsp[behind++];
            rbsp = rbsp[behind..];
        }
        rbsp.CopyTo(nal[written..]);
        return written + rbsp.Length;
    }

    /// <summary>Puts emulation prevention in, into an array of its own.</summary>
    public static byte[] Escape(ReadOnlySpan<byte> rbsp)
    {
        var nal = new byte[LongestEscaped(rbsp.Length)];
        return nal[..Escape(rbsp, nal)];
    }

    /// <summary>The bit behind rbsp_stop_one_bit: all that counts of a payload, without the zeros at its end.</summary>
    /// <exception cref="MediaException">There is no such bit.</exception>
    public static long End(ReadOnlySpan<byte> rbsp)
    {
        var last = rbsp.LastIndexOfAnyExcept((byte)0);
        if (last < 0)
            throw Refusal.Damaged("a unit is empty");
        return (last * 8L) + 8 - System.Numerics.BitOperations.TrailingZeroCount(rbsp[last]);
    }
}
