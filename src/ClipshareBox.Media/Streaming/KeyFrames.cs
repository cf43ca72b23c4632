using System.Globalization;
using System.Text;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Matroska;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Streaming;

/// <summary>Finds the pictures at which decoding can begin, by the container's word; times in µs from the content's start.</summary>
internal static class KeyFrames
{
    private static readonly TimeSpan ScanLimit = TimeSpan.FromMinutes(15);

    /// <summary>Asks the file's own index: milliseconds, whatever the length.</summary>
    /// <returns>Null when the file has none that lists them.</returns>
    /// <exception cref="MediaException">The source can't be read.</exception>
    public static async Task<IReadOnlyList<long>?> FromIndexAsync(CutSource source, CancellationToken ct)
    {
        if (source.Info.IsMatroska)
        {
            var cues = await CueIndex.ReadAsync(source.Open.Bytes, ct);
            return cues is null ? null : [.. cues.Select(us => us - source.Info.StartUs)];
        }
        if (source.VideoSamples is not var (format, samples))
            return null;
        return [.. Enumerable.Range(0, samples.Sync.Count).Select(i =>
            Rational.MulDiv(samples.PtsOf(samples.Sync[i]) ?? 0, 1_000_000, format.Timescale) - source.Info.StartUs)];
    }

    /// <summary>Reads the whole film for them: as long as its disk takes.</summary>
    /// <exception cref="MediaException">The source can't be read, or takes longer than 15 minutes.</exception>
    public static async Task<IReadOnlyList<long>> ScanAsync(CutSource source, CancellationToken ct)
    {
        var video = source.Info.Video;
        string[] arguments =
        [
            "-v", "error", "-select_streams", video.Index.ToString(CultureInfo.InvariantCulture),
            "-show_entries", "packet=pts,flags", "-of", "csv=p=0", .. source.Open.FfmpegInput,
        ];
        var answer = await Tool.RunAsync(source.Tools.Ffprobe, arguments, ScanLimit, source.Clock, ct);
        if (answer.ExitCode != 0)
            throw source.Lost ?? new MediaException(MediaFault.SourceLost, "The film could not be read to its end.", answer.ErrorText);
        var times = new List<long>();
        foreach (var line in Encoding.ASCII.GetString(answer.Output).Split('\n').Select(l => l.Split(',')))
        {
            if (line.Length > 1 && line[1].StartsWith('K') && long.TryParse(line[0], CultureInfo.InvariantCulture, out var pts))
                times.Add(video.TimeBase.Scale(pts * 1_000_000) - source.Info.StartUs);
        }
        times.Sort();
        return times;
    }
}
