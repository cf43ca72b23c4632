using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Encodes a clip backwards: chunks from the last to the first, each decoded, turned round and fed to one encoder.</summary>
/// <remarks>Two chunks at most are in memory: a second of pictures each, or 64 MB, whichever is less.</remarks>
internal sealed class ReverseEncode(MediaTools tools, TimeProvider clock)
{
    private const long ChunkBytes = 64L << 20;
    private const long NearStartUs = 13_000_000;
    private const long DefaultPrerollUs = 12_000_000;

    public async Task<bool> RunAsync(
        EncodeJob job, IReadOnlyList<AudioInfo> audio, IReadOnlyList<string?> loudness, BurnInFilters burnIn, TimeSpan stall,
        IProgress<double>? progress, CancellationToken ct)
    {
        await using var sound = new ReversedSound(tools, clock, job);
        await sound.PrepareAsync(audio, loudness, ct);
        var rate = job.OutputRate;
        string[] arguments =
        [
            .. ForwardEncode.Quiet, "-f", "rawvideo", "-pixel_format", job.Plan.PixelFormat, "-video_size", $"{job.Plan.Width}x{job.Plan.Height}",
            "-framerate", $"{rate.Num}/{rate.Den}", "-i", "pipe:0", .. sound.Inputs,
            "-map", "0:v", "-filter:v:0", Times(job), .. ForwardEncode.Picture(job),
            .. audio.SelectMany((_, at) => new[] { "-map", $"{at + 1}:a" }),
            .. audio.SelectMany((track, at) => AudioChain.Coding(job, track, at)),
            .. ForwardEncode.Container(job),
            .. EncodeRun.Witness("0:v", "null", rate.Inverse()),
        ];
        long[] numbers = [.. Enumerable.Range(0, job.Window.Pts.Count).Select(i => (long)i)];
        return await new EncodeRun(tools, clock).RunAsync(
            arguments, numbers, stall, (input, stop) => FeedAsync(job, burnIn, input, stop), progress, ct);
    }

    /// <summary>The chunks as (first frame, frames), last chunk first.</summary>
    internal static IEnumerable<(int From, int Count)> Chunks(int frames, int framesPerChunk)
    {
        for (var end = frames; end > 0; end -= framesPerChunk)
            yield return (Math.Max(0, end - framesPerChunk), Math.Min(framesPerChunk, end));
    }

    /// <summary>Bytes of one raw frame.</summary>
    internal static long FrameBytes(PicturePlan plan)
    {
        long pixels = plan.Width * plan.Height;
        var samples = plan.PixelFormat switch
        {
            var f when f.Contains("444", StringComparison.Ordinal) => pixels * 3,
            var f when f.Contains("422", StringComparison.Ordinal) => pixels * 2,
            _ => pixels * 3 / 2,
        };
        return plan.PixelFormat.EndsWith("le", StringComparison.Ordinal) ? samples * 2 : samples;
    }

    private static string Times(EncodeJob job)
    {
        var colour = VideoChain.ColourParams(job.Colour) is { } stated ? $"{stated}," : "";
        var times = job.SourceRate is not null ? $"N*{job.Step}" : FilterText.Value(TimeTable.Expression(job.OutputTimes()));
        return $"{colour}setsar={job.Plan.SampleAspect.Num}/{job.Plan.SampleAspect.Den},settb={job.TimeBase.Num}/{job.TimeBase.Den},setpts={times}";
    }

    private async Task FeedAsync(EncodeJob job, BurnInFilters burnIn, Stream input, CancellationToken ct)
    {
        var frameBytes = FrameBytes(job.Plan);
        var perChunk = (int)Math.Clamp(ChunkBytes / frameBytes, 1, Math.Max(1, job.OutputRate.Scale(job.Stretch)));
        Tool? current = null;
        Tool? next = null;
        try
        {
            var chunks = Chunks(job.Window.Pts.Count, perChunk).ToList();
            next = Start(job, burnIn, chunks[0]);
            for (var i = 0; i < chunks.Count; i++)
            {
                (current, next) = (next, i + 1 < chunks.Count ? Start(job, burnIn, chunks[i + 1]) : null);
                await CopyAsync(current!, input, frameBytes * chunks[i].Count, ct); // there is one for each chunk
                await current!.DisposeAsync(); // as above
                current = null;
            }
        }
        finally
        {
            input.Close();
            await Task.WhenAll(EndAsync(current), EndAsync(next)); // together, for each may take its grace
        }
    }

    private static async Task EndAsync(Tool? tool)
    {
        if (tool is not null)
            await tool.DisposeAsync();
    }

    private Tool Start(EncodeJob job, BurnInFilters burnIn, (int From, int Count) chunk)
    {
        var part = job.Window.Part(chunk.From, chunk.Count);
        part = part with { SeekUs = SeekFor(job, part) };
        return Tool.Start(tools.Ffmpeg,
        [
            .. ForwardEncode.Quiet, "-nostdin", "-copyts", .. part.ReadOptions(job.Request.Info.StartUs), .. job.Request.Input,
            "-map", $"0:{job.Video.Index}", "-vf", $"{VideoChain.Look(job, part, burnIn.Filters(chunk.From))},reverse",
            "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
        ]);
    }

    // As far before the chunk as the listing went before the clip.
    private static long? SeekFor(EncodeJob job, SourceWindow part)
    {
        var start = job.Request.Info.StartUs;
        var clip = job.Window.Microseconds(job.Window.First);
        if (job.Window.SeekUs is null && clip - start > NearStartUs)
            return null;
        var preroll = job.Window.SeekUs is { } seek ? clip - seek : DefaultPrerollUs;
        var wanted = part.Microseconds(part.First) - preroll;
        return wanted > start ? wanted : null;
    }

    private static async Task CopyAsync(Tool from, Stream to, long expected, CancellationToken ct)
    {
        long copied = 0;
        await OwnThread.Run("reverse frames", () => copied = Copy(from.Output, to)).WaitAsync(ct);
        var exitCode = await from.WaitAsync(ct);
        if (exitCode != 0)
            throw FfmpegFaults.From(from.ErrorText, "The clip cannot be decoded for playing it backwards.");
        if (copied != expected)
            throw new MediaException(MediaFault.CannotCut, "The decoder gave other frames than the source lists.", from.ErrorText);
    }

    private static long Copy(Stream from, Stream to)
    {
        var buffer = new byte[256 * 1024];
        long copied = 0;
        while (from.Read(buffer) is > 0 and var read)
        {
            to.Write(buffer, 0, read);
            copied += read;
        }
        to.Flush();
        return copied;
    }
}
