using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Cutting.Ending;

/// <summary>Tells by a decoder whether the last picture of a transport stream is there as a whole: nothing in the stream states its size.</summary>
internal sealed class LastPicture(CutSource source, TrackFormat format)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>False when the decoder complains of the last picture.</summary>
    /// <param name="pictures">Decode order, from a random access point on.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<bool> IsWholeAsync(IReadOnlyList<Picture> pictures, CancellationToken ct)
    {
        var start = pictures.Select((p, i) => p.RandomAccess ? i : 0).Max();
        // Leading pictures need what lies before.
        var group = pictures.Skip(start).Where(p => p.Pts >= pictures[start].Pts || p == pictures[^1]).ToList();
        var complaints = await ComplaintsAsync(group, ct);
        // A recording may have damage of its own before: only what the last picture adds counts.
        return complaints == 0 || (group.Count > 1 && complaints <= await ComplaintsAsync(group[..^1], ct));
    }

    private async Task<int> ComplaintsAsync(IReadOnlyList<Picture> pictures, CancellationToken ct)
    {
        await using var ffmpeg = Tool.Start(source.Tools.Ffmpeg, Arguments, withInput: true);
        using var limit = new CancellationTokenSource(Limit, source.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        await OwnThread.Run("end feed", () => PictureFeed.Write(ffmpeg.Input, format, pictures)).WaitAsync(either.Token);
        await ffmpeg.WaitAsync(either.Token);
        return ffmpeg.ErrorText.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length;
    }

    // One thread, because then what is wrong with a picture is told before its frame.
    private static IReadOnlyList<string> Arguments =>
    [
        "-hide_banner", "-v", "warning", "-threads", "1", "-copyts", "-noautorotate",
        "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "mp4", "-i", "pipe:0",
        "-map", "0:v:0", "-fps_mode", "passthrough", "-enc_time_base", "-1", "-f", "null", "-",
    ];
}
