using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Encodes a clip in one go: picture and sound from one reading of the source.</summary>
internal sealed class ForwardEncode(MediaTools tools, TimeProvider clock)
{
    /// <returns>False when the decoder gave other frames than the job has.</returns>
    public async Task<bool> RunAsync(
        EncodeJob job, IReadOnlyList<AudioInfo> audio, IReadOnlyList<string?> loudness, BurnInFilters burnIn, TimeSpan stall,
        IProgress<double>? progress, CancellationToken ct)
    {
        var video = $"0:{job.Video.Index}";
        string[] turn = job.Plan.TurnPixels ? [] : ["-noautorotate"];
        string[] arguments =
        [
            .. Quiet, "-nostdin", "-copyts", .. turn, .. job.Window.ReadOptions(job.Request.Info.StartUs), .. job.Request.Input,
            "-map", video, "-filter:v:0", $"{VideoChain.Look(job, job.Window, burnIn.Filters(0))},{VideoChain.Times(job)}",
            .. Picture(job),
            .. audio.SelectMany((track, at) => new[] { "-map", $"0:{track.Index}", $"-filter:a:{at}", AudioChain.For(job, track, loudness[at]) }),
            .. audio.SelectMany((track, at) => AudioChain.Coding(job, track, at)),
            .. Container(job),
            .. EncodeRun.Witness(video, VideoChain.Select(job.Window), job.Window.TimeBase),
        ];
        return await new EncodeRun(tools, clock).RunAsync(arguments, job.Window.Pts, stall, null, progress, ct);
    }

    public static IReadOnlyList<string> Quiet { get; } = ["-hide_banner", "-v", "error", "-y"];

    /// <summary>Timing and coding of the picture.</summary>
    public static IEnumerable<string> Picture(EncodeJob job) =>
    [
        "-fps_mode", "passthrough", "-enc_time_base:v", $"{job.TimeBase.Num}:{job.TimeBase.Den}",
        .. CodingArguments.For(job.Encoder, job.Profile, job.Plan, job.Colour, job.OutputRate, job.SourceRate is not null),
        .. Durations(job),
    ];

    // A variable-rate frame says by the next one how long it lasts; the last has none, and would get the length of another. A slowed
    // one would get the source's.
    private static IEnumerable<string> Durations(EncodeJob job)
    {
        if (job.Profile.Container == ClipContainer.WebM)
            return [];
        var times = job.OutputTimes();
        var duration = job.SourceRate is not null
            ? $"{job.Step}"
            : $"if(gte(PTS\\,{times[^2]})\\,{times[^1] - times[^2]}\\,DURATION)";
        // The filter counts in the encoder's ticks or in the track's, by version: so they have to be the same.
        return ["-video_track_timescale", $"{job.TimeBase.Den}", "-bsf:v", $"setts=pts=PTS:dts=DTS:duration={duration}"];
    }

    /// <summary>The file.</summary>
    public static IEnumerable<string> Container(EncodeJob job)
    {
        string[] format = job.Profile.Container == ClipContainer.WebM ? ["-avoid_negative_ts", "disabled", "-f", "webm"] : ["-movflags", "+faststart", "-f", "mp4"];
        return ["-map_metadata", "-1", "-map_chapters", "-1", "-max_muxing_queue_size", "8192", .. format, $"file:{job.Request.Destination}"];
    }
}
