using System.Globalization;
using ClipshareBox.Media.Processes;

namespace FakePlex;

/// <summary>One ffmpeg that writes a film's segments from a place on; what lies before never comes, as at Plex.</summary>
internal sealed class TranscodeRun : IAsyncDisposable
{
    /// <summary>Length of a segment in s.</summary>
    public const int SegmentSeconds = 3;

    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(40);
    private readonly string _folder = Directory.CreateTempSubdirectory("fakeplex-").FullName;
    private readonly Tool _tool;
    private readonly FakeFilm _film;
    private readonly TimeProvider _clock;
    private long _touched;

    private TranscodeRun(FakeFilm film, double offsetSeconds, (int Width, int Height) size, int sound, TimeProvider clock)
    {
        _film = film;
        _clock = clock;
        OffsetSeconds = offsetSeconds;
        FirstSegment = (int)(offsetSeconds / SegmentSeconds);
        Touch();
        _tool = Tool.Start("ffmpeg", Arguments(size, sound));
    }

    public double OffsetSeconds { get; }

    public int FirstSegment { get; }

    public int Segments => (int)Math.Ceiling(_film.DurationMs / 1000.0 / SegmentSeconds);

    public TimeSpan IdleFor => _clock.GetElapsedTime(Interlocked.Read(ref _touched));

    public static TranscodeRun Start(FakeFilm film, double offsetSeconds, (int Width, int Height) size, int sound, TimeProvider clock) =>
        new(film, offsetSeconds, size, sound, clock);

    public void Touch() => Interlocked.Exchange(ref _touched, _clock.GetTimestamp());

    public double LengthOf(int segment) => Math.Min(SegmentSeconds, _film.DurationMs / 1000.0 - segment * SegmentSeconds);

    /// <summary>The segment's file, or null when it does not come in time.</summary>
    public async Task<string?> SegmentAsync(int number, TimeSpan wait, CancellationToken ct)
    {
        var path = Path.Combine(_folder, string.Create(CultureInfo.InvariantCulture, $"{number:00000}.ts"));
        var asked = TimeProvider.System.GetTimestamp();
        // ffmpeg renames a segment when it is whole.
        while (!File.Exists(path))
        {
            if (number < FirstSegment || TimeProvider.System.GetElapsedTime(asked) > wait)
                return null;
            await Task.Delay(LookAgain, TimeProvider.System, ct);
        }
        return path;
    }

    public async ValueTask DisposeAsync()
    {
        await _tool.DisposeAsync();
        if (Directory.Exists(_folder))
            Directory.Delete(_folder, recursive: true);
    }

    private string[] Arguments((int Width, int Height) size, int sound)
    {
        var start = (FirstSegment * SegmentSeconds).ToString(CultureInfo.InvariantCulture);
        var box = string.Create(CultureInfo.InvariantCulture, $"{size.Width}:{size.Height}");
        return
        [
            "-hide_banner", "-nostdin", "-v", "error", "-ss", start, "-i", _film.Path,
            "-map", "0:v:0", "-map", string.Create(CultureInfo.InvariantCulture, $"0:a:{sound}?"), "-vf", $"scale={box}:force_original_aspect_ratio=decrease:force_divisible_by=2,format=yuv420p",
            "-c:v", "libx264", "-preset", "ultrafast", "-bf", "2", "-threads", "1", "-fps_mode", "passthrough",
            "-force_key_frames", string.Create(CultureInfo.InvariantCulture, $"expr:gte(t,n_forced*{SegmentSeconds})"),
            "-c:a", "aac", "-ac", "2", "-output_ts_offset", start,
            "-f", "hls", "-hls_time", SegmentSeconds.ToString(CultureInfo.InvariantCulture), "-hls_list_size", "0", "-hls_flags", "temp_file",
            "-start_number", FirstSegment.ToString(CultureInfo.InvariantCulture),
            "-hls_segment_filename", Path.Combine(_folder, "%05d.ts"), Path.Combine(_folder, "list.m3u8"),
        ];
    }
}
