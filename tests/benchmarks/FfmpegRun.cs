using System.Globalization;
using ClipshareBox.Media.Processes;

namespace Benchmarks;

/// <summary>Runs a command under time(1), which knows the peak memory of what it ran.</summary>
internal static class FfmpegRun
{
    public static async Task<Usage> OfAsync(string program, IEnumerable<string> arguments, Func<long>? bytesRead = null)
    {
        var before = bytesRead?.Invoke() ?? 0;
        var run = await Tool.RunAsync(
            "/usr/bin/time", ["-f", "%e %U %S %M", program, .. arguments], TimeSpan.FromMinutes(20), TimeProvider.System, CancellationToken.None);
        if (run.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed: {run.ErrorText}");
        var figures = run.ErrorText.Split('\n')[^1].Split(' ').Select(f => double.Parse(f, CultureInfo.InvariantCulture)).ToArray();
        return new Usage(figures[0], figures[1] + figures[2], figures[3] / 1024, bytesRead is null ? -1 : bytesRead() - before, -1);
    }

    /// <summary>(a) the floor: stream copy from the key frame before; not exact.</summary>
    public static string[] Copy(string source, long inMs, long lengthMs, string output) =>
        ["-y", "-nostdin", "-v", "error", "-ss", S(inMs), "-i", source, "-t", S(lengthMs), "-c", "copy", output];

    /// <summary>(b) decode from the start, encode.</summary>
    public static string[] OutputSeek(string source, long inMs, long lengthMs, string output) =>
        ["-y", "-nostdin", "-v", "error", "-i", source, "-ss", S(inMs), "-t", S(lengthMs), "-c:a", "copy", output];

    /// <summary>(c) seek, then encode all.</summary>
    public static string[] InputSeek(string source, long inMs, long lengthMs, string output, params string[] encoder) =>
        ["-y", "-nostdin", "-v", "error", "-ss", S(inMs), "-i", source, "-t", S(lengthMs), .. encoder, "-c:a", "copy", output];

    private static string S(long ms) => (ms / 1000m).ToString(CultureInfo.InvariantCulture);
}
