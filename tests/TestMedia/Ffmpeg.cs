using ClipshareBox.Media.Processes;

namespace TestMedia;

/// <summary>Runs ffmpeg and ffprobe for the makers and readers of test media.</summary>
internal static class Ffmpeg
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Runs ffmpeg to its end; errors it prints are the caller's to judge unless it fails.</summary>
    public static async Task<ToolResult> RunAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        string[] all = ["-hide_banner", "-nostdin", "-v", "error", .. arguments];
        return Checked("ffmpeg", all, await Tool.RunAsync("ffmpeg", all, Limit, TimeProvider.System, ct));
    }

    /// <summary>Runs ffprobe and returns what it printed.</summary>
    public static async Task<byte[]> ProbeAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        string[] all = ["-v", "error", .. arguments];
        return Checked("ffprobe", all, await Tool.RunAsync("ffprobe", all, Limit, TimeProvider.System, ct)).Output;
    }

    /// <summary>Runs ffmpeg with <paramref name="feed"/> writing to its standard input.</summary>
    public static async Task RunFedAsync(IEnumerable<string> arguments, Action<Stream> feed, CancellationToken ct)
    {
        string[] all = ["-hide_banner", "-nostdin", "-v", "error", .. arguments];
        await using var tool = Tool.Start("ffmpeg", all, withInput: true);
        var feeding = OnOwnThread(() => Feed(tool.Input, feed));
        await feeding.WaitAsync(ct);
        var exitCode = await tool.WaitAsync(ct);
        _ = Checked("ffmpeg", all, new ToolResult(exitCode, [], tool.ErrorText));
    }

    /// <summary>Seconds in the notation of ffmpeg's options.</summary>
    public static string Seconds(double seconds) => FormattableString.Invariant($"{seconds:0.######}");

    private static void Feed(Stream input, Action<Stream> feed)
    {
        try
        {
            using (input)
                feed(input);
        }
        catch (IOException)
        {
            // ffmpeg went away; its exit code and last words tell why.
        }
    }

    private static Task OnOwnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static ToolResult Checked(string tool, string[] arguments, ToolResult result) =>
        result.ExitCode == 0
            ? result
            : throw new InvalidOperationException(
                $"{tool} ended with {result.ExitCode}: {result.ErrorText}\n{tool} {string.Join(' ', arguments)}");
}
