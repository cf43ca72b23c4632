using ClipshareBox.Media.Cutting.Ending;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>Cuts clips out of sources, exact to the frame.</summary>
/// <param name="tools">Where ffmpeg and ffprobe are.</param>
/// <param name="encoders">The encoders proven on this board; asked for only by cuts that encode.</param>
/// <param name="clock">The clock of time limits and measurements.</param>
public sealed class Cutter(MediaTools tools, ProvenEncoders encoders, TimeProvider clock)
{
    /// <summary>Cuts the frames whose start lies in [<paramref name="inMs"/>, <paramref name="outMs"/>).</summary>
    /// <param name="source">The opened source.</param>
    /// <param name="info">Its facts, kept from a probe.</param>
    /// <param name="inMs">IN in ms from the content's first instant, included.</param>
    /// <param name="outMs">OUT in ms from the content's first instant, excluded; beyond the end means the end.</param>
    /// <param name="destination">The clip's path; the file appears whole, or not at all.</param>
    /// <param name="options">What is wanted.</param>
    /// <param name="progress">0 to 1.</param>
    /// <param name="ct">Cancels within a second and leaves no file.</param>
    /// <exception cref="MediaException">The range is bad, the source or a tool failed, or the disk is full.</exception>
    public async Task<CutReport> CutAsync(
        OpenSource source, MediaInfo info, long inMs, long outMs, string destination, CutOptions options,
        IProgress<double>? progress, CancellationToken ct)
    {
        var isGrowing = info.SizeBytes > 0 && source.Bytes.Length > info.SizeBytes;
        CheckRange(info, inMs, outMs, isGrowing);
        (inMs, outMs) = (Math.Max(0, inMs - options.HandlesMs), outMs + options.HandlesMs);
        var timeline = new Timeline(clock);
        var readBefore = source.Bytes.BytesRead;
        CutSource cutSource;
        using (timeline.Step("index"))
            cutSource = await CutSource.OfAsync(source, info, tools, clock, ct);
        await using var file = OutputFile.Beside(destination);
        var made = await WhileReadableAsync(cutSource, async () =>
        {
            var end = await EndAsync(cutSource, options, inMs, outMs, timeline, ct);
            return await new ClipMaker(cutSource, encoders, options, timeline, progress).RunAsync(file, inMs, end, ct);
        });
        var verified = options.Verify != Verification.None;
        using (timeline.Step("flush"))
            file.Commit();
        progress?.Report(1);
        return Report(info, options, made, timeline) with
        {
            SourceBytesRead = source.Bytes.BytesRead - readBefore + cutSource.DemuxedBytes,
            SizeBytes = new FileInfo(destination).Length,
            Verified = verified,
        };
    }

    // Whatever the tools made of it, and be it a clip that looks whole: a source that was lost is the news.
    private static async Task<Made> WhileReadableAsync(CutSource source, Func<Task<Made>> make)
    {
        try
        {
            var made = await make();
            return source.Lost is null ? made : throw source.Lost;
        }
        catch (MediaException) when (source.Lost is { } lost)
        {
            throw lost;
        }
    }

    // A source that is still being written ends with pictures that are there in part, or wait for others.
    private static async Task<long> EndAsync(
        CutSource source, CutOptions options, long inMs, long outMs, Timeline timeline, CancellationToken ct)
    {
        var scan = new EndScan(source, TrackPicks.From(source.Info, options));
        if (!scan.IsNeeded(outMs))
            return outMs;
        using (timeline.Step("end"))
            source.End = await scan.FindAsync(inMs, outMs, ct);
        return source.End is { } end ? Math.Min(outMs, end.OutMs(source.Info.StartUs)) : outMs;
    }

    private static void CheckRange(MediaInfo info, long inMs, long outMs, bool isGrowing)
    {
        if (inMs < 0 || outMs <= inMs)
            throw new MediaException(MediaFault.BadRange, $"OUT ({outMs} ms) must lie behind IN ({inMs} ms), and IN at or behind 0.");
        if (!isGrowing && info.DurationMs > 0 && inMs >= info.DurationMs)
            throw new MediaException(MediaFault.BadRange, $"IN ({inMs} ms) lies behind the end of the content ({info.DurationMs} ms).");
    }

    private static CutReport Report(MediaInfo info, CutOptions options, Made made, Timeline timeline)
    {
        var result = made.Result;
        var frames = result.Copied + result.EncodedFrames;
        var first = FramesIn(info, Rational.MulDiv(result.StartPts, 1_000_000, result.Timescale) - info.StartUs);
        return new CutReport
        {
            Mode = made.Mode,
            FallbackReason = made.FallbackReason,
            FirstFrame = first,
            LastFrame = first + Math.Max(0, FramesIn(info, Rational.MulDiv(result.EndPts - result.StartPts, 1_000_000, result.Timescale)) - 1),
            Frames = frames,
            CopiedFrames = result.Copied,
            EncodedFrames = result.EncodedFrames,
            EarlyFrames = result.Early,
            HiddenFrames = result.Hidden,
            StartMs = Ms(info, result.StartPts, result.Timescale),
            EndMs = Ms(info, result.EndPts, result.Timescale),
            WallMs = (long)timeline.NowMs,
            SourceBytesRead = 0,
            SizeBytes = 0,
            Verified = false,
            Verification = options.Verify,
            Encoder = made.Encoder,
            Timeline = timeline.Steps,
        };
    }

    private static long Ms(MediaInfo info, long pts, uint timescale) =>
        (Rational.MulDiv(pts, 1_000_000, timescale) - info.StartUs + 500) / 1000;

    private static long FramesIn(MediaInfo info, long us) =>
        Rational.MulDiv(us, info.Video.FrameRate.Num, info.Video.FrameRate.Den * 1_000_000);
}
