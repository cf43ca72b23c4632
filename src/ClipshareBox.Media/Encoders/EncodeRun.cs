using System.Globalization;
using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Runs one encoding ffmpeg, watching each frame that passes: its time must be the expected one, and the next must come.</summary>
internal sealed class EncodeRun(MediaTools tools, TimeProvider clock)
{
    private static readonly TimeSpan FlushLimit = TimeSpan.FromMinutes(10); // moving the index in front rewrites the file

    private const int OtherFrame = -1;

    /// <summary>The second output that the arguments must end with: one line a frame, its time first, on standard output.</summary>
    public static IReadOnlyList<string> Witness(string map, string filters, Time.Rational timeBase) =>
    [
        "-map", map, "-vf", $"{filters},scale=16:16:flags=neighbor", "-fps_mode", "passthrough",
        "-enc_time_base:v", $"{timeBase.Num}:{timeBase.Den}", "-c:v", "rawvideo", "-f", "framecrc", "-flush_packets", "1", "pipe:1",
    ];

    /// <returns>False when other frames came than expected; it is stopped at the first such frame.</returns>
    /// <param name="arguments">All arguments.</param>
    /// <param name="expected">Times of the frames in the witness's ticks.</param>
    /// <param name="stall">The longest wait for a frame.</param>
    /// <param name="feed">Writes standard input and closes it, or null.</param>
    /// <param name="progress">Gets the part that has passed, 0 to 1.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MediaException">It failed or stood still.</exception>
    public async Task<bool> RunAsync(
        IReadOnlyList<string> arguments, IReadOnlyList<long> expected, TimeSpan stall,
        Func<Stream, CancellationToken, Task>? feed, IProgress<double>? progress, CancellationToken ct)
    {
        await using var tool = Tool.Start(tools.Ffmpeg, arguments, withInput: feed is not null);
        using var stalled = new CancellationTokenSource(stall, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, stalled.Token);
        var feeding = feed?.Invoke(tool.Input, either.Token) ?? Task.CompletedTask;
        try
        {
            var seen = 0;
            await OwnThread.Run("encode frames", () => seen = Watch(tool.Output, expected, stalled, stall, progress)).WaitAsync(either.Token);
            if (seen == OtherFrame)
                return false;
            stalled.CancelAfter(FlushLimit);
            var exitCode = await tool.WaitAsync(either.Token);
            await feeding;
            return exitCode == 0 ? seen == expected.Count : throw FfmpegFaults.From(tool.ErrorText, "The clip cannot be encoded.");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MediaException(
                MediaFault.ToolFailed, $"The encoder stood still for {stall.TotalSeconds:0} s and was stopped.", tool.ErrorText);
        }
        finally
        {
            await either.CancelAsync();
            var stopping = tool.StopAsync(); // beside the feeder, whose decoders take their own grace
            await feeding.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // its fault was thrown above, or another one counts
            await stopping;
        }
    }

    // Lines are "0,  3003,  3003,  1001,  384, 0x…": stream, decode time, presentation time. Comments begin with #.
    private static int Watch(
        Stream output, IReadOnlyList<long> expected, CancellationTokenSource stalled, TimeSpan stall, IProgress<double>? progress)
    {
        using var lines = new StreamReader(output, Encoding.ASCII, leaveOpen: true);
        var seen = 0;
        while (lines.ReadLine() is { } line)
        {
            if (line.StartsWith('#'))
                continue;
            var pts = long.Parse(line.Split(',')[2], CultureInfo.InvariantCulture);
            if (seen >= expected.Count || pts != expected[seen])
                return OtherFrame;
            seen++;
            stalled.CancelAfter(seen < expected.Count ? stall : FlushLimit);
            progress?.Report(0.99 * seen / expected.Count);
        }
        return seen;
    }
}
