using System.Globalization;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;

namespace ClipshareBox.Media.Streaming;

/// <summary>Encodes the pictures of a segment, on its own and from any place: H.264 that every browser plays.</summary>
internal sealed class EncodedPictures(CutSource source, QualityRung rung, EncoderCatalogue encoders)
{
    private const int Ticks = 90_000; // a second
    private const long HalfMsInUs = 500;
    private const long SeekMarginUs = 500_000;
    private const int RunUpSeconds = 12; // a frame that stands longer is shown late
    private const long TransportStreamMarginUs = 3_000_000;

    private readonly EncodeProfile _profile = ProfileOf(rung);

    /// <summary>How pictures are encoded for browsers: never made larger, whole pictures of interlaced ones.</summary>
    public static EncodeProfile ProfileOf(QualityRung rung) => new() { Quality = rung, Pad = false, Interlace = InterlaceHandling.Deinterlace };

    /// <summary>Encodes the frames that start in the segment.</summary>
    /// <param name="startUs">Start in µs from the content's start.</param>
    /// <param name="endUs">End in µs from the content's start.</param>
    /// <param name="ct">Stops ffmpeg.</param>
    /// <exception cref="MediaException">ffmpeg failed, or there are no pictures here.</exception>
    public async Task<StreamTrack> ReadAsync(long startUs, long endUs, CancellationToken ct)
    {
        var track = await FragmentRun.RunAsync(source, Arguments(startUs, endUs), ct);
        return track.Packets.Count > 0
            ? track
            : throw new MediaException(MediaFault.NotMedia, $"The film has no pictures from {startUs / 1000} ms to {endUs / 1000} ms.");
    }

    private string[] Arguments(long startUs, long endUs)
    {
        var video = source.Info.Video;
        var plan = PicturePlan.For(video, _profile);
        var encoder = encoders.ForWholeClip(video, _profile);
        var colour = EncodeJob.OutputColour(video.Colour, plan);
        var margin = source.Info.IsTransportStream ? TransportStreamMarginUs : SeekMarginUs;
        var seekUs = Math.Max(0, startUs - margin);
        return
        [
            "-nostdin", "-hide_banner", "-v", "error", "-copyts", "-noaccurate_seek", "-ss", Seconds(seekUs), .. source.Open.FfmpegInput,
            "-map", string.Create(CultureInfo.InvariantCulture, $"0:{video.Index}"), "-vf", Filter(plan, startUs, endUs),
            "-fps_mode", "passthrough", "-enc_time_base", $"1:{Ticks}",
            .. CodingArguments.For(encoder, _profile, plan, colour, Rate, constant: true),
            "-video_track_timescale", $"{Ticks}", .. FragmentRun.Format, "pipe:1",
        ];
    }

    // Compared in µs on the source's clock, whatever its ticks are. trim ends the reading behind the last frame, as select would not.
    private string Filter(PicturePlan plan, long startUs, long endUs)
    {
        var origin = source.Info.StartUs - HalfMsInUs;
        string[] fields = plan.Deinterlace ? ["bwdif=mode=send_frame:deint=all"] : [];
        var window = source.Info.Video.MayBeVariableRate || !source.Info.Video.FrameRate.IsKnown
            ? Even(startUs, endUs)
            : [startUs == 0 ? $"trim=end={Seconds(endUs + origin)}" : $"trim=start={Seconds(startUs + origin)}:end={Seconds(endUs + origin)}"];
        return string.Join(',', [.. fields, "settb=AVTB", .. window, .. VideoChain.Shape(plan, source.Info.Video, []), $"settb=1/{Ticks}"]);
    }

    // Frames that last unequally long are shown at a constant rate: at each instant the one that stands there, be it from well before.
    // Counted in ticks of which a frame has a whole number, from an origin at 0, for the filter rounds both.
    private string[] Even(long startUs, long endUs)
    {
        var second = Rate.Num * Math.Max(1, Ticks / Rate.Num);
        var frame = Rate.Den * second / Rate.Num;
        var runUp = RunUpSeconds * Rate.Num / Rate.Den;
        var frames = Math.Max(1, Time.Rational.MulDiv(endUs - startUs, Rate.Num, Rate.Den * 1_000_000));
        var first = Time.Rational.MulDiv(startUs + source.Info.StartUs, second, 1_000_000) - runUp * frame;
        return
        [
            $"trim=end={Seconds(endUs + source.Info.StartUs)}", $"settb=1/{second}", $"setpts=PTS-({first})",
            "tpad=stop_mode=clone:stop=1", // the rate filter shows the last frame only when it knows what comes behind it
            $"fps={Rate.Num}/{Rate.Den}:round=up:start_time=0:eof_action=pass", $"tpad=stop_mode=clone:stop={runUp + frames}",
            $"trim=start_frame={runUp}:end_frame={runUp + frames}", $"settb=1/{second}", $"setpts=PTS+({first})",
        ];
    }

    private Time.Rational Rate => source.Info.Video.FrameRate.IsKnown ? source.Info.Video.FrameRate : new Time.Rational(25, 1);

    private static string Seconds(long us) => (us / 1e6m).ToString("0.######", CultureInfo.InvariantCulture);
}
