using System.Globalization;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Streaming;

/// <summary>Makes what a timeline shows of a whole film: small pictures, the sound's peaks, and its text. In the background, patiently.</summary>
/// <param name="tools">ffmpeg.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class TimelineMaker(MediaTools tools, TimeProvider clock)
{
    /// <summary>ms of sound for each peak.</summary>
    public const int MsPerPeak = 50;

    private const int Rate = 8_000;
    private const int SamplesPerPeak = Rate * MsPerPeak / 1000;
    private const int Ticks = 1_000;
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Draws the sheets of small pictures: 0.jpg, 1.jpg and so on, each as it is done.</summary>
    /// <param name="source">The film.</param>
    /// <param name="info">Its facts.</param>
    /// <param name="plan">What is drawn.</param>
    /// <param name="folder">Where to; it exists.</param>
    /// <param name="progress">Gets the part that is done, 0 to 1.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MediaException">The source or ffmpeg failed.</exception>
    public async Task DrawThumbnailsAsync(
        OpenSource source, MediaInfo info, ThumbnailPlan plan, string folder, IProgress<double> progress, CancellationToken ct)
    {
        var cut = await CutSource.OfAsync(source, info, tools, clock, ct);
        var pictures = new KeyPictures(cut, plan.IntervalMs, plan.Count);
        var format = await pictures.FormatAsync(ct) with { Timescale = Ticks };
        string[] arguments =
        [
            "-hide_banner", "-v", "error", "-flags", "+output_corrupt", "-copyts", "-noautorotate", "-f", "mp4", "-i", "pipe:0", "-an",
            // Numbered by their times, so that a picture that serves several places, or fails, moves no other.
            "-vf", $"{Turned(info)}fps=1:start_time=0:round=near,tpad=stop_mode=clone:stop={plan.Count},trim=end_frame={plan.Count},scale={plan.Width}:{plan.Height},setsar=1,"
                + $"tile={ThumbnailPlan.Columns}x{ThumbnailPlan.Rows},format=yuvj420p",
            "-fps_mode", "passthrough", "-q:v", "5", "-f", "image2", "-start_number", "0", "-y", Path.Combine(folder, "%d.jpg"),
        ];
        await using var ffmpeg = Tool.Start(tools.Ffmpeg, arguments, withInput: true, isPatient: true);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var input = new BufferedStream(ffmpeg.Input, 1 << 18);
        var writer = new FragmentWriter(input, format);
        try
        {
            writer.WriteHeader();
            await foreach (var (number, picture) in pictures.ReadAsync(either.Token))
            {
                using (picture)
                    await OwnThread.Run("thumbnail feed", () => writer.Write(number * (long)Ticks, key: true, picture.Data)).WaitAsync(either.Token);
                progress.Report((double)number / plan.Count);
            }
            await input.DisposeAsync();
        }
        catch (IOException)
        {
            // ffmpeg has ended: its exit code tells why.
        }
        if (await ffmpeg.WaitAsync(either.Token) != 0 || !File.Exists(Path.Combine(folder, "0.jpg")))
            throw cut.Lost ?? new MediaException(MediaFault.ToolFailed, "The small pictures of the timeline could not be drawn.", ffmpeg.ErrorText);
    }

    /// <summary>Finds the peaks of a film's sound: a byte for each 50 ms, 0 for silence, 255 for full scale.</summary>
    /// <exception cref="MediaException">The source or ffmpeg failed.</exception>
    public async Task<byte[]> PeaksAsync(OpenSource source, MediaInfo info, int audioTrack, IProgress<double> progress, CancellationToken ct)
    {
        var origin = Time.Rational.MulDiv(info.StartUs, Rate, 1_000_000);
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error", "-copyts", .. source.FfmpegInput,
            "-map", string.Create(CultureInfo.InvariantCulture, $"0:{info.Audio[audioTrack].Index}"), "-ac", "1",
            "-af", string.Create(CultureInfo.InvariantCulture, $"aresample={Rate}:async=1:first_pts={origin}"), "-f", "s16le", "pipe:1",
        ];
        await using var ffmpeg = Tool.Start(tools.Ffmpeg, arguments, isPatient: true);
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var peaks = new List<byte>();
        var expected = Math.Max(1, info.DurationMs / MsPerPeak);
        await OwnThread.Run("sound peaks", () => Measure(ffmpeg.Output, peaks, done => progress.Report(Math.Min(1.0, (double)done / expected))))
            .WaitAsync(either.Token);
        return await ffmpeg.WaitAsync(either.Token) == 0
            ? [.. peaks]
            : throw source.Fault ?? new MediaException(MediaFault.ToolFailed, "The film's sound could not be read.", ffmpeg.ErrorText);
    }

    /// <summary>A text track as WebVTT, times from the content's start.</summary>
    /// <param name="source">The film.</param>
    /// <param name="track">The track; one of text.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MediaException">The source or ffmpeg failed.</exception>
    public async Task<byte[]> TextAsync(OpenSource source, SubtitleInfo track, CancellationToken ct)
    {
        string[] arguments =
        [
            "-nostdin", "-hide_banner", "-v", "error", .. source.FfmpegInput,
            "-map", string.Create(CultureInfo.InvariantCulture, $"0:{track.Index}"), "-c:s", "webvtt", "-f", "webvtt", "pipe:1",
        ];
        var answer = await Tool.RunAsync(tools.Ffmpeg, arguments, Limit, clock, ct);
        return answer.ExitCode == 0
            ? answer.Output
            : throw source.Fault ?? new MediaException(MediaFault.ToolFailed, "The film's subtitles could not be read.", answer.ErrorText);
    }

    private static string Turned(MediaInfo info) => info.Video.Rotation switch
    {
        90 => "transpose=clock,",
        180 => "hflip,vflip,",
        270 => "transpose=cclock,",
        _ => "",
    };

    private static void Measure(Stream sound, List<byte> peaks, Action<long> report)
    {
        using var buffered = new BufferedStream(sound, 1 << 17);
        var block = new byte[SamplesPerPeak * 2];
        while (buffered.ReadAtLeast(block, block.Length, throwOnEndOfStream: false) is > 1 and var read)
        {
            var peak = 0;
            for (var i = 0; i + 1 < read; i += 2)
                peak = Math.Max(peak, Math.Abs((int)BitConverter.ToInt16(block, i)));
            peaks.Add((byte)Math.Min(255, peak >> 7));
            if (peaks.Count % 1000 == 0)
                report(peaks.Count);
        }
    }
}
