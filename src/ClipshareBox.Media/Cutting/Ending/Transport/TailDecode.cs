using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>Tells by a decoder whether the last frame of a part of a transport stream is there as a whole.</summary>
internal sealed class TailDecode(CutSource source, int pid)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>False when the decoder complains of the last frame.</summary>
    /// <param name="stream">The part.</param>
    /// <param name="last">Where its last frame begins.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> IsWholeAsync(ReadOnlyMemory<byte> stream, int last, CancellationToken ct)
    {
        var complaints = await ComplaintsAsync(stream, ct);
        // It begins in the middle of a group, and a recording may have damage of its own: only what the last frame adds counts.
        return complaints == 0 || complaints <= await ComplaintsAsync(stream[..last], ct);
    }

    private async Task<int> ComplaintsAsync(ReadOnlyMemory<byte> stream, CancellationToken ct)
    {
        await using var ffmpeg = Tool.Start(source.Tools.Ffmpeg, Arguments, withInput: true);
        using var limit = new CancellationTokenSource(Limit, source.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        await OwnThread.Run("tail feed", () => Write(ffmpeg.Input, stream.Span)).WaitAsync(either.Token);
        await ffmpeg.WaitAsync(either.Token);
        return ffmpeg.ErrorText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    private static void Write(Stream input, ReadOnlySpan<byte> stream)
    {
        try
        {
            using (input)
                input.Write(stream);
        }
        catch (IOException)
        {
            // The tool has what it needs, or failed: what it says tells which.
        }
    }

    private IReadOnlyList<string> Arguments =>
    [
        "-hide_banner", "-v", "warning", "-threads", "1", "-copyts", "-f", "mpegts", "-i", "pipe:0",
        "-map", $"0:i:{pid}", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-",
    ];
}
