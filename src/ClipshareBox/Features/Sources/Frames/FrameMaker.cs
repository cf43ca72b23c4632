using System.Globalization;
using ClipshareBox.Media;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Features.Sources.Frames;

/// <summary>Makes a JPEG of the frame that is on the picture at an instant.</summary>
/// <remarks>
/// It is the last frame that starts at or before the instant, with half a ms of tolerance, as everywhere in the box. Reading starts
/// well before it and the window's last frame is taken: a seek that lands late, or frames that last long, then show as an empty
/// window and not as a wrong picture.
/// </remarks>
internal sealed class FrameMaker(MediaTools tools, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(12);

    private const long HalfMsInUs = 500;

    // How far before the instant reading starts, and how much of that is looked at; further each time that nothing is found.
    private static readonly (long FromMs, long LookMs)[] Windows = [(1_500, 0), (12_000, 12_000), (90_000, 90_000)];

    /// <summary>Makes the picture.</summary>
    /// <param name="lease">The content.</param>
    /// <param name="ms">Instant in ms from the content's start.</param>
    /// <param name="height">Height in px; pictures are never made larger than they are.</param>
    /// <param name="ct">Stops ffmpeg.</param>
    /// <exception cref="MediaException">There is no picture to be had, or ffmpeg did not answer in its time.</exception>
    public async Task<byte[]> MakeAsync(SourceLease lease, long ms, int height, CancellationToken ct)
    {
        var frameMs = (long)(1.6 * 1000 / lease.Content.FrameRate.ToDouble()) + 1;
        foreach (var (from, look) in Windows)
        {
            var start = Math.Max(0, ms - from);
            var first = look == 0 ? Math.Max(0, ms - start - frameMs) : 0;
            if (await RunAsync(lease, start, $"trim=start={At(lease, start + first)}:end={At(lease, ms, HalfMsInUs)}", height, ct) is { } picture)
                return picture;
            if (start + first == 0)
                break;
        }
        // The pictures of some files begin after their sound: until then the first one stands.
        return await RunAsync(lease, 0, "trim=end_frame=1", height, ct)
            ?? throw new MediaException(MediaFault.ToolFailed, $"No picture could be read from {lease.Content.Title} at {ms} ms.");
    }

    private async Task<byte[]?> RunAsync(SourceLease lease, long startMs, string window, int height, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), $"clipsharebox-frame-{Guid.NewGuid():N}.jpg");
        try
        {
            var answer = await Tool.RunAsync(tools.Ffmpeg, Arguments(lease, startMs, window, height, path), Limit, clock, ct);
            if (answer.ExitCode != 0)
                throw Failed(lease, answer); // even where a picture is there: it need not be the last
            return File.Exists(path) ? await File.ReadAllBytesAsync(path, ct) : null;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static MediaException Failed(SourceLease lease, ToolResult answer) =>
        lease.Source.Fault ?? new MediaException(MediaFault.ToolFailed, $"No picture could be read from {lease.Content.Title}.", answer.ErrorText);

    // The file is written over by each frame of the window: what is left is the last. Times are those of the source's own clock:
    // left to itself, ffmpeg counts those of a transport stream from the first of the streams that it happens to use. They are
    // compared in µs, whatever the stream's ticks are; the encoder has to count as finely, or refuses frames of unequal length.
    // The height is that of the picture as it is shown, turned and with its pixels' shape made square.
    private static string[] Arguments(SourceLease lease, long startMs, string window, int height, string path) =>
    [
        "-hide_banner", "-nostdin", "-v", "error", "-copyts", "-noaccurate_seek", "-ss", Seconds(startMs * 1000), .. lease.Source.FfmpegInput,
        "-map", $"0:{lease.Content.Info.Video.Index}", "-an", "-sn", "-dn",
        "-vf", $"settb=AVTB,{window},scale=w='max(2,2*trunc(min(ih,{height})*dar/2+0.5))':h='max(2,2*trunc(min(ih,{height})/2))',setsar=1,format=yuvj420p",
        "-fps_mode", "passthrough", "-enc_time_base", "1:1000000", "-c:v", "mjpeg", "-q:v", "3", "-f", "image2", "-update", "1", "-y", path,
    ];

    private static string At(SourceLease lease, long ms, long us = 0) => Seconds(ms * 1000 + us + lease.Content.Info.StartUs);

    private static string Seconds(long us) => (us / 1e6m).ToString("0.000000", CultureInfo.InvariantCulture);
}
