using System.Globalization;
using System.Text;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>
/// Finds the end of pictures that we do not read one by one (MPEG-2, fields of H.264) from the transport packets themselves: what fills up
/// a picture's last packet tells that it is whole.
/// </summary>
/// <param name="source">A transport stream.</param>
internal sealed class TransportEnd(CutSource source)
{
    private const uint Timescale = 90_000;
    private const long Wrap = 1L << 33;
    private const int LeastBytes = 4 << 20;
    private const int MostBytes = 32 << 20;
    private const int LeastFrames = 3 * HeadScan.ReorderLimit;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Where the source ends, when it does not end with a whole frame before OUT; else null.</summary>
    /// <param name="outMs">OUT in ms from the content's start.</param>
    /// <param name="fieldsOf">Reads what the pictures of a PES packet say.</param>
    /// <param name="isWholeAsync">Whether the last frame is whole where the packets do not tell; null asks a decoder.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<SourceEnd?> FindAsync(
        long outMs, Func<byte[], List<CodedField>> fieldsOf, Func<Task<bool>>? isWholeAsync, CancellationToken ct)
    {
        if (await PidAsync(ct) is not { } pid)
            return null;
        var (tail, sent) = await ReadAsync(pid, fieldsOf, ct);
        if (sent is not { Frames.Count: > 0 })
            return null;
        isWholeAsync ??= () => new TailDecode(source, pid).IsWholeAsync(tail, sent.Frames[^1].Offset, ct);
        var isWhole = sent.LastIsWhole ?? await isWholeAsync();
        return Settle([.. sent.Frames.Select(f => OnSourceClock(f.Pts))], isWhole, outMs);
    }

    private SourceEnd? Settle(List<long> times, bool isWhole, long outMs)
    {
        long? broken = isWhole ? null : times[^1];
        if (!isWhole)
            times.RemoveAt(times.Count - 1);
        if (TimeHoles.FirstBehind(FromAnchor(times), Timescale) is { } hole)
            broken = Math.Min(hole, broken ?? hole);
        if (broken is null || !times.Exists(pts => pts < broken))
            return null;
        var end = SourceEnd.Of(times.Where(pts => pts < broken).Max(), Timescale, isOpen: true);
        return end.OutMs(source.Info.StartUs) < outMs ? end : null;
    }

    // From a frame shown behind all that was sent before it: none that belongs between those that follow was sent earlier.
    private static List<long> FromAnchor(List<long> times)
    {
        for (var i = times.Count - HeadScan.ReorderLimit; i >= HeadScan.ReorderLimit; i--)
        {
            if (times[i] > times[(i - HeadScan.ReorderLimit)..i].Max())
                return times[i..];
        }
        return times;
    }

    private async Task<(ReadOnlyMemory<byte> Tail, SentFrames? Sent)> ReadAsync(
        int pid, Func<byte[], List<CodedField>> fieldsOf, CancellationToken ct)
    {
        var length = source.Open.Bytes.Length;
        for (var size = LeastBytes; ; size *= 2)
        {
            var tail = new byte[Math.Min(size, length)];
            var read = await source.Open.Bytes.ReadAtAsync(length - tail.Length, tail, ct);
            var packets = TransportPackets.Of(tail.AsSpan(0, read), pid);
            var sent = packets.Count > 0 ? SentFrames.Of(packets, fieldsOf) : null;
            if (sent?.Frames.Count >= LeastFrames || tail.Length == length || size >= MostBytes)
                return (tail.AsMemory(0, read), sent);
        }
    }

    // ffmpeg's name of a track in a transport stream is its packet identifier.
    private async Task<int?> PidAsync(CancellationToken ct)
    {
        string[] arguments =
        [
            "-v", "error", "-select_streams", $"{source.Info.Video.Index}", "-show_entries", "stream=id", "-of", "default=nw=1:nk=1",
            .. source.Open.FfmpegInput,
        ];
        var answer = await Tool.RunAsync(source.Tools.Ffprobe, arguments, Limit, source.Clock, ct);
        var id = Encoding.ASCII.GetString(answer.Output).Split('\n')[0].Trim();
        return id.StartsWith("0x", StringComparison.Ordinal) && int.TryParse(id[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var pid)
            ? pid
            : null;
    }

    // Times of 33 bits begin anew after a day; the source's clock goes on.
    private long OnSourceClock(long pts)
    {
        const long early = 10 * Timescale; // leading pictures before the start
        var start = Rational.MulDiv(source.Info.StartUs, Timescale, 1_000_000) - early;
        return start + ((((pts - start) % Wrap) + Wrap) % Wrap);
    }
}
