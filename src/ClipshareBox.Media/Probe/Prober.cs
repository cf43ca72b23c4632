using System.Text.Json;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Probe;

/// <summary>Finds out what a source is, by one run of ffprobe.</summary>
/// <remarks>The caller keeps the result: over HTTP each probe of a film reads its index anew, megabytes of it.</remarks>
public sealed class Prober(MediaTools tools, TimeProvider clock)
{
    // ffprobe's own codes are 0, 1 and, for a signal that it obeyed, 255; a process that a signal ended counts from 128.
    private const int KilledFrom = 128;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    // The packets tell encryption, the frames HDR metadata and the true field order. ffprobe has read these packets anyway to find
    // the streams; of the frames only key frames are decoded.
    private static readonly string[] Questions =
    [
        "-show_format", "-show_streams", "-show_chapters", "-show_packets", "-show_frames",
        "-skip_frame", "nokey", "-read_intervals", "%+#48",
        "-show_entries",
        "packet=stream_index:packet_side_data_list:frame=stream_index,interlaced_frame,top_field_first:frame_side_data_list",
        "-of", "json",
    ];

    /// <summary>Probes a source.</summary>
    /// <param name="ffmpegInput">The arguments that put the source in front of ffmpeg: whitelists, "-i" and a path or address.</param>
    /// <param name="displayName">What errors call the source.</param>
    /// <param name="ct">Stops the probe.</param>
    /// <exception cref="MediaException">
    /// The source is no media, cut off, encrypted, without picture or missing, or ffprobe did not answer within 20 s.
    /// </exception>
    public async Task<MediaInfo> ProbeAsync(IReadOnlyList<string> ffmpegInput, string displayName, CancellationToken ct)
    {
        string[] arguments = ["-hide_banner", "-v", "warning", .. Questions, .. ffmpegInput];
        var answer = await Tool.RunAsync(tools.Ffprobe, arguments, Limit, clock, ct);
        if (answer.ExitCode >= KilledFrom)
            throw new MediaException(MediaFault.ToolFailed, $"{displayName}: the probe was stopped from outside; try again.", answer.ErrorText);
        var failures = new ProbeFailures(displayName, ffmpegInput, answer.ErrorText);
        if (Parse(answer.Output) is not { Format: not null, Streams: not null } document)
            throw failures.Unreadable();
        return new MediaInfoReader(document, failures).Read();
    }

    /// <summary>Probes an opened source.</summary>
    /// <param name="source">The source; stays open.</param>
    /// <param name="ct">Stops the probe.</param>
    /// <exception cref="MediaException">As the other overload; a remote source's own fault goes before what ffprobe made of it.</exception>
    public async Task<MediaInfo> ProbeAsync(OpenSource source, CancellationToken ct)
    {
        try
        {
            var info = await ProbeAsync(source.FfmpegInput, source.Source.DisplayName, ct);
            return info with { SizeBytes = source.Bytes.Length };
        }
        catch (MediaException e) when (source.Fault is { } fault && fault != e)
        {
            throw new MediaException(fault.Fault, fault.Message, fault.Detail, e);
        }
    }

    private static ProbeDocument? Parse(byte[] output)
    {
        try
        {
            return JsonSerializer.Deserialize(output, ProbeJson.Default.ProbeDocument);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
