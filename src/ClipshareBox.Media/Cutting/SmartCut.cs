using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>The exact cut: the frames between IN and the next random access point, and the last few before OUT, are encoded; all others copied.</summary>
/// <remarks>Head and tail are found by two readers and encoded side by side; the middle is copied behind the head.</remarks>
internal sealed class SmartCut(
    CutSource source, EncoderChoice pieces, TrackPicks further, Timeline timeline, IProgress<double>? progress)
{
    // Shorter copied parts are not worth two seams.
    private const int LeastCopied = 12;
    private const int LookAhead = LeastCopied + HeadScan.ReorderLimit;

    /// <summary>Cuts into an open part.</summary>
    /// <exception cref="MediaException"><see cref="MediaFault.CannotCut"/> when the source forbids it: the caller encodes the whole clip.</exception>
    public async Task<CutResult> RunAsync(OutputFile file, long inMs, long outMs, CancellationToken ct)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var tail = TailAsync(inMs, outMs, stop.Token);
        try
        {
            await using var main = await OpenMainAsync(inMs, stop.Token);
            var window = source.Window(inMs, outMs, main.Reader.Video.Timescale);
            var head = await ScanHeadAsync(main, window, stop.Token);
            var plan = SmartPlan.Make(head, window, LeastCopied);
            var headPiece = plan.HeadTimes.Count > 0 ? EncodeAsync("head", main, head.Pictures, plan.HeadTimes, stop.Token) : null;
            await using var clip = new ClipAssembly(file, source.Info, main.Reader, plan.StartPts, outMs - inMs)
            {
                LastSoundIsDoubtful = source.End is { IsOpen: true },
            };
            var join = new SmartJoin(main, clip, window, progress);
            if (headPiece is not null)
            {
                await join.WritePieceAsync(await headPiece, stop.Token);
                head.LeaveRunUp();
            }
            long? next = plan.NextPts;
            if (plan.K1 >= 0)
            {
                var (scan, piece) = await tail
                    ?? throw new MediaException(MediaFault.CannotCut, "No random access point was found before OUT.");
                using (timeline.Step("middle"))
                    await join.WriteMiddleAsync(head, scan, stop.Token);
                if (piece is not null)
                    await join.WritePieceAsync(await piece, stop.Token);
                next = scan.NextPts;
            }
            await main.LeavePicturesAsync(window.Out, stop.Token);
            using (timeline.Step("finish"))
            {
                var end = await clip.FinishAsync(main.Syntax.BuildSampleEntry(), source.NextPts(next), source.Info.Video.FrameRate, stop.Token);
                return new CutResult(
                    plan.StartPts, end, window.Timescale, join.Head, join.Copied, join.Tail, clip.Samples, clip.VideoFormat)
                {
                    Expected = join.Expected,
                };
            }
        }
        finally
        {
            await stop.CancelAsync();
            await EndOfTailAsync(tail);
        }
    }

    // Its failure was seen where its answer was wanted; here only nothing may be left running.
    private static async Task EndOfTailAsync(Task<Tail?> tail)
    {
        await ((Task)tail).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (tail.IsCompletedSuccessfully && await tail is { Piece: { } piece })
            await ((Task)piece).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task<PictureStream> OpenMainAsync(long inMs, CancellationToken ct)
    {
        using (timeline.Step("open"))
        {
            return await PictureStream.OpenAsync(
                source, inMs, leastMs: inMs, (pts, timescale) => pts <= source.Window(inMs, inMs, timescale).In + timescale / 1000, further, ct);
        }
    }

    private async Task<HeadScan> ScanHeadAsync(PictureStream main, CutWindow window, CancellationToken ct)
    {
        using (timeline.Step("scan head"))
            return await HeadScan.ReadAsync(main, window, LookAhead, ct);
    }

    private async Task<Tail?> TailAsync(long inMs, long outMs, CancellationToken ct)
    {
        await Task.Yield(); // the head's reader is opened meanwhile
        await using var stream = await OpenTailAsync(inMs, outMs, ct);
        var window = source.Window(inMs, outMs, stream.Reader.Video.Timescale);
        if (await TailScan.ReadAsync(stream, window, ct) is not { } scan || scan.Kt.Pts < window.In)
            return null; // no random access point inside the clip: nothing of it is copied
        return new Tail(scan, scan.Encoded.Count > 0 ? EncodeAsync("tail", stream, scan.Pictures, scan.Encoded, ct) : null);
    }

    private async Task<PictureStream> OpenTailAsync(long inMs, long outMs, CancellationToken ct)
    {
        using (timeline.Step("open tail"))
        {
            return await PictureStream.OpenAsync(
                source, outMs - 1, leastMs: inMs, (pts, timescale) => pts < source.Window(outMs, outMs, timescale).Out, TrackPicks.None, ct);
        }
    }

    private async Task<EncodedPiece> EncodeAsync(
        string name, PictureStream stream, IReadOnlyList<Picture> pictures, IReadOnlyList<long> times, CancellationToken ct)
    {
        using (timeline.Step(name))
            return await new PieceEncoder(source, stream.Reader.Video, pieces, ThreadsPerPiece).EncodeAsync(pictures, times, ct);
    }

    // Head and tail seldom need the same time, so each may use what the other leaves.
    private static int ThreadsPerPiece => Math.Clamp(Environment.ProcessorCount, 1, 4);

    private sealed record Tail(TailScan Scan, Task<EncodedPiece>? Piece);
}
