using System.Globalization;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Prepares what is written into the picture: files with safe names, and the filters that read them.</summary>
internal sealed class BurnInFilters : IDisposable
{
    private const int SubtitlePrerollSeconds = 20; // a line that began before IN is still shown
    private readonly EncodeJob _job;
    private readonly DirectoryInfo _folder;
    private string? _font;
    private string? _subtitles;
    private string? _text;

    private BurnInFilters(EncodeJob job, DirectoryInfo folder) => (_job, _folder) = (job, folder);

    private BurnIn? Wanted => _job.Profile.BurnIn;

    /// <exception cref="MediaException">No font, no such track, or a track of pictures.</exception>
    public static async Task<BurnInFilters> PrepareAsync(EncodeJob job, MediaTools tools, TimeProvider clock, CancellationToken ct)
    {
        var filters = new BurnInFilters(job, Directory.CreateTempSubdirectory("clipshare-burn-"));
        try
        {
            await filters.PrepareFilesAsync(tools, clock, ct);
            return filters;
        }
        catch
        {
            filters.Dispose();
            throw;
        }
    }

    /// <param name="from">Number of the first frame that the filters see, among the job's frames.</param>
    public IEnumerable<string> Filters(int from)
    {
        if (_subtitles is { } subtitles)
            yield return $"subtitles=filename={FilterText.Value(subtitles)}";
        if (_text is { } text)
            yield return DrawText($"textfile={FilterText.Value(text)}:expansion=none", "y=h-text_h*2.2");
        if (Wanted is { Timecode: true })
            yield return DrawText(Timecode(from), "y=text_h");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task PrepareFilesAsync(MediaTools tools, TimeProvider clock, CancellationToken ct)
    {
        if (Wanted is null)
            return;
        if (Wanted.Timecode || !string.IsNullOrEmpty(Wanted.Text))
            _font = await FontFile.FindAsync(clock, ct);
        if (Wanted is { Timecode: true, TimecodeStart: { } start } && _job.SourceRate is { } rate)
            _ = Time.Timecode.Parse(start, rate); // a wrong one is told before anything runs
        if (!string.IsNullOrEmpty(Wanted.Text))
        {
            _text = Path.Combine(_folder.FullName, "text.txt");
            await File.WriteAllTextAsync(_text, Wanted.Text, ct);
        }
        if (Wanted.SubtitleTrack is { } track)
            _subtitles = await ExtractAsync(track, tools, clock, ct);
    }

    private string DrawText(string what, string where) =>
        $"drawtext=fontfile={FilterText.Value(_font ?? "")}:{what}:fontsize=max(12\\,h/22):fontcolor=white"
        + $":box=1:boxcolor=black@0.6:boxborderw=6:x=(w-text_w)/2:{where}";

    private string Timecode(int from)
    {
        if (_job.SourceRate is not { } rate)
            return string.Create(CultureInfo.InvariantCulture, $"text={FilterText.Value($"%{{pts:hms:{-_job.Request.Info.StartUs / 1e6:0.###}}}")}");
        var seconds = _job.Window.StartSeconds - _job.Request.Info.StartUs / 1e6;
        var first = Wanted?.TimecodeStart is { } start
            ? Time.Timecode.Parse(start, rate)
            : Time.Timecode.FromFrame(
                Math.Max(0, (long)Math.Round(seconds * rate.ToDouble())), rate, Time.Timecode.AllowsDropFrame(rate));
        var shown = Time.Timecode.FromFrame(first.Frame + from, rate, first.IsDropFrame);
        return $"timecode={FilterText.Value(shown.ToString())}:timecode_rate={rate.Num}/{rate.Den}";
    }

    private async Task<string> ExtractAsync(int number, MediaTools tools, TimeProvider clock, CancellationToken ct)
    {
        if (number < 0 || number >= _job.Request.Info.Subtitles.Count)
            throw new MediaException(MediaFault.CannotCut, $"There is no subtitle track {number}; the source has {_job.Request.Info.Subtitles.Count}.");
        var track = _job.Request.Info.Subtitles[number];
        if (!track.IsText)
            throw new MediaException(MediaFault.CannotCut, $"Subtitle track {number} is pictures ({track.Codec}); only text can be burnt in.");
        var file = Path.Combine(_folder.FullName, "track.ass");
        var window = _job.Window with { SeekUs = SeekFor(_job) };
        string[] arguments =
        [
            "-v", "error", "-nostdin", "-y", "-copyts", .. window.ReadOptions(_job.Request.Info.StartUs), .. _job.Request.Input,
            "-map", $"0:{track.Index}", "-c:s", "ass", "-f", "ass", file,
        ];
        var answer = await Tool.RunAsync(tools.Ffmpeg, arguments, TimeSpan.FromMinutes(5), clock, ct);
        return answer.ExitCode == 0 ? file : throw FfmpegFaults.From(answer.ErrorText, "The subtitles cannot be read.");
    }

    private static long? SeekFor(EncodeJob job)
    {
        var seek = job.Window.Microseconds(job.Window.First) - SubtitlePrerollSeconds * 1_000_000L;
        return seek > job.Request.Info.StartUs ? seek : null;
    }
}
