namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>The recovery point SEI (D.1.8, D.2.8): decoding can begin at a picture that is no IDR.</summary>
internal static class H264Recovery
{
    private const int RecoveryPoint = 6;

    /// <summary>recovery_frame_cnt: reference frames until the pictures come out right, 0 for at once; null without such
    /// SEI.</summary>
    /// <param name="nal">An SEI unit as it stands in a packet.</param>
    public static uint? FramesUntilRight(ReadOnlySpan<byte> nal)
    {
        using var room = new PooledBytes(nal.Length);
        var length = Rbsp.Unescape(nal, room.Span);
        for (var messages = new SeiMessages(room.Span[1..length]); messages.MoveNext();)
        {
            if (messages.Type == RecoveryPoint && messages.Current.Length > 0)
                return new BitReader(messages.Current).Ue();
        }
        return null;
    }
}
