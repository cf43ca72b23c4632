using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using TestMedia.Readers;

namespace Demo;

/// <summary>Cuts the list, reads the first and last number of each clip out of its pictures and prints what was asked beside what came.</summary>
internal sealed class Rehearsal(string clipcut, string film, string list, string folder)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);
    private static readonly int[] Widths = [-20, 13, 13, -10, 7, 8, 8, 8, -6];

    /// <summary>0 when every clip holds exactly its frames.</summary>
    public async Task<int> RunAsync(CancellationToken ct)
    {
        var run = await Tool.RunAsync(clipcut, ["batch", list, film, folder, "--json"], Limit, TimeProvider.System, ct);
        if (run.ExitCode != 0)
        {
            await Console.Error.WriteLineAsync($"clipcut ended with {run.ExitCode}: {run.ErrorText}");
            return run.ExitCode;
        }
        Row("clip", "asked", "got", "mode", "copied", "encoded", "seconds", "-c copy", "");
        using var items = JsonDocument.Parse(run.Output);
        var wrong = 0;
        foreach (var (mark, item) in EditList.Marks.Zip(items.RootElement.EnumerateArray()))
            wrong += await ShowAsync(mark, item, ct) ? 0 : 1;
        Console.WriteLine();
        Console.WriteLine(wrong == 0
            ? $"All {EditList.Marks.Count} clips hold exactly the frames asked for. They lie in {Path.GetFullPath(folder)}"
            : $"{wrong} clips are wrong.");
        return wrong == 0 ? 0 : 1;
    }

    private async Task<bool> ShowAsync(Mark mark, JsonElement item, CancellationToken ct)
    {
        var report = item.GetProperty("report");
        var shown = await FrameReader.ReadAsync(item.GetProperty("file").GetString()!, ct); // clipcut names every clip it made
        var right = shown.Errors.Count == 0 && shown.Numbers.SequenceEqual(Enumerable.Range(mark.In, mark.Out - mark.In));
        Row(
            mark.Name, Range(mark.In, mark.Out - 1), Range(shown.Numbers[0], shown.Numbers[^1]),
            report.GetProperty("mode").GetString(), report.GetProperty("copiedFrames").GetInt32(),
            report.GetProperty("encodedFrames").GetInt32(), Seconds(report.GetProperty("wallMs").GetInt64() / 1000.0),
            Seconds(await CopySecondsAsync(mark, ct)), right ? "exact" : "WRONG");
        return right;
    }

    // What ffmpeg needs to copy the same range: the floor. Its clip begins at the key frame before the mark.
    private async Task<double> CopySecondsAsync(Mark mark, CancellationToken ct)
    {
        var output = Path.Combine(Path.GetTempPath(), $"copy-{Environment.ProcessId}.mp4");
        string[] arguments =
        [
            "-y", "-nostdin", "-v", "error", "-ss", Seconds(mark.In * 1001 / 24000.0), "-i", film,
            "-t", Seconds((mark.Out - mark.In) * 1001 / 24000.0), "-c", "copy", output,
        ];
        var watch = Stopwatch.StartNew();
        await Tool.RunAsync("ffmpeg", arguments, Limit, TimeProvider.System, ct);
        var seconds = watch.Elapsed.TotalSeconds;
        File.Delete(output);
        return seconds;
    }

    private static string Range(int first, int last) => string.Create(CultureInfo.InvariantCulture, $"{first}–{last}");

    private static string Seconds(double seconds) => seconds.ToString("0.00", CultureInfo.InvariantCulture);

    private static void Row(params object?[] cells) => Console.WriteLine(string.Join(
        ' ', cells.Zip(Widths, (cell, width) => width < 0 ? $"{cell}".PadRight(-width) : $"{cell}".PadLeft(width))));
}
