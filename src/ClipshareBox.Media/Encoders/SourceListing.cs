using System.Text;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>Finds the frames of a range from the container's packets, without decoding: the standard an encode is measured against.</summary>
internal sealed class SourceListing(MediaTools tools, TimeProvider clock)
{
    private const long ToleranceUs = 500; // a frame at 1001/30000 s is not a whole ms
    private const long MarginUs = 3_000_000; // later frames come earlier in decode order, and the next one ends the last

    // Seconds before IN. ffmpeg lands late in transport streams; groups of pictures may be longer than anyone expects.
    private static readonly int?[] Prerolls = [1, 12, 60, 300, null];

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Lists the frames whose start lies in [in, out), to half a ms.</summary>
    /// <param name="request">The range.</param>
    /// <param name="skip">Seek positions to leave out, nearest first, because reading from them did not give every frame.</param>
    /// <param name="ct">Stops the listing.</param>
    /// <exception cref="MediaException">No frame starts in the range (<see cref="MediaFault.BadRange"/>).</exception>
    public async Task<SourceWindow> FindAsync(EncodeRequest request, int skip, CancellationToken ct)
    {
        var prerolls = request.Info.IsTransportStream ? Prerolls[1..] : Prerolls;
        foreach (var preroll in prerolls[Math.Min(skip, prerolls.Length - 1)..])
        {
            long? seek = preroll is { } seconds ? request.InUs - seconds * 1_000_000L : null;
            if (seek <= request.Info.StartUs)
                seek = null;
            var packets = await PacketsAsync(request, seek, "packet=pts,duration,flags", ct);
            if (Select(request, packets, seek) is { } window && (seek is null || HasKeyBefore(packets, window.First)))
                return window;
            if (seek is null)
                break;
        }
        throw new MediaException(MediaFault.BadRange, "No frame of the source starts between the marks.");
    }

    /// <summary>Second opinion: the same frames as the decoder shows them. Field pictures come as two packets a frame.</summary>
    public async Task<SourceWindow?> FindDecodedAsync(EncodeRequest request, SourceWindow window, CancellationToken ct)
    {
        // pkt_duration was renamed to duration on the way from 5.1 to 7.
        var frames = await PacketsAsync(request, window.SeekUs, "frame=best_effort_timestamp,pkt_duration,duration", ct);
        return Select(request, frames, window.SeekUs);
    }

    private async Task<List<Listed>> PacketsAsync(EncodeRequest request, long? seek, string entries, CancellationToken ct)
    {
        var start = seek is { } s ? SourceWindow.Decimal(s / 1e6) : "";
        string[] arguments =
        [
            "-v", "error", "-select_streams", $"{request.Info.Video.Index}", "-show_entries", entries, "-of", "compact=p=0",
            "-read_intervals", $"{start}%{SourceWindow.Decimal((request.OutUs + MarginUs) / 1e6)}", .. request.Input,
        ];
        var answer = await Tool.RunAsync(tools.Ffprobe, arguments, Limit, clock, ct);
        if (answer.ExitCode != 0)
            throw FfmpegFaults.From(answer.ErrorText, "The source's frames cannot be listed.");
        return [.. Encoding.ASCII.GetString(answer.Output).Split('\n').Select(Parse).OfType<Listed>()];
    }

    private static SourceWindow? Select(EncodeRequest request, List<Listed> packets, long? seek)
    {
        var timeBase = request.Info.Video.TimeBase;
        bool From(long us, long pts) => (Int128)pts * timeBase.Num * 1_000_000 >= (Int128)(us - ToleranceUs) * timeBase.Den;
        var shown = packets.Where(p => !p.Hidden).DistinctBy(p => p.Pts).OrderBy(p => p.Pts).ToList();
        var wanted = shown.Where(p => From(request.InUs, p.Pts) && !From(request.OutUs, p.Pts)).ToList();
        if (wanted.Count == 0)
            return null;
        var last = wanted[^1];
        var next = request.EndsSource ? null : shown.FirstOrDefault(p => p.Pts > last.Pts);
        var nominal = Rational.MulDiv(timeBase.Den, request.Info.Video.FrameRate.Den, Math.Max(1, request.Info.Video.FrameRate.Num * timeBase.Num));
        var end = next?.Pts ?? last.Pts + Math.Max(1, last.Duration > 0 && !request.EndsSource ? last.Duration : nominal);
        return new SourceWindow([.. wanted.Select(p => p.Pts)], end, next is not null, timeBase, seek);
    }

    private static bool HasKeyBefore(List<Listed> packets, long first) => packets.Any(p => p.Key && p.Pts <= first);

    // "pts=3003|duration=1001|flags=K_"; a time may be N/A. Packets that an edit list hides carry a D.
    private static Listed? Parse(string line)
    {
        var fields = line.Trim().Split('|').Select(f => f.Split('=', 2)).Where(f => f.Length == 2).ToLookup(f => f[0], f => f[1]);
        if (!long.TryParse(fields["pts"].Concat(fields["best_effort_timestamp"]).FirstOrDefault(), out var pts))
            return null;
        var duration = fields["duration"].Concat(fields["pkt_duration"]).Select(d => long.TryParse(d, out var ticks) ? ticks : 0).DefaultIfEmpty(0).Max();
        var flags = fields["flags"].FirstOrDefault() ?? "";
        return new Listed(pts, duration, flags.Contains('K', StringComparison.Ordinal), flags.Contains('D', StringComparison.Ordinal));
    }

    private sealed record Listed(long Pts, long Duration, bool Key, bool Hidden);
}
