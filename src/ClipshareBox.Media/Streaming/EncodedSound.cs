using System.Globalization;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Streaming;

/// <summary>Encodes the sound of a segment as AAC, stereo, 48 kHz, so that segments made apart join without a gap.</summary>
/// <remarks>
/// All segments lie on one grid of AAC frames. Each encode begins two frames early and ends one late: what overlaps between
/// neighbouring frames of a transform codec is then the same as if all had been encoded in one go.
/// </remarks>
internal sealed class EncodedSound(CutSource source, AudioInfo sound)
{
    private const int Rate = 48_000;
    private const int FrameSamples = 1024;
    private const int RunUpFrames = 2;
    private const int Priming = 1024; // samples that ffmpeg's encoder puts before the first
    private const long SeekMarginUs = 500_000;

    // ffmpeg counts the length it is to read from the key frame it finds before; without any, a film whose sound ends early is read through.
    private const long ReadBehindUs = 45_000_000;

    private const string BitRate = "192k";

    /// <summary>Encodes.</summary>
    /// <param name="startUs">Start in µs from the content's start.</param>
    /// <param name="endUs">End in µs from the content's start.</param>
    /// <param name="ct">Stops ffmpeg.</param>
    /// <exception cref="MediaException">ffmpeg failed.</exception>
    public async Task<StreamTrack> ReadAsync(long startUs, long endUs, CancellationToken ct)
    {
        var (first, behind) = (FrameAt(startUs), FrameAt(endUs));
        var from = first - RunUpFrames;
        var seekUs = Math.Max(0, startUs - SeekMarginUs);
        var output = await FragmentRun.RunAsync(source, Arguments(seekUs, endUs, from * FrameSamples, behind - from + 1), ct);
        // Times are counted from the first sample that went in; -1,024 is the encoder's own start.
        var kept = new List<Packet>();
        foreach (var packet in output.Packets)
        {
            var frame = from + packet.Pts / FrameSamples;
            if (packet.Pts >= 0 && frame >= first && frame < behind)
                kept.Add(Placed(packet, frame * FrameSamples + OriginSamples));
            packet.Dispose();
        }
        return new StreamTrack(output.Format, kept);
    }

    private long OriginSamples => Time.Rational.MulDiv(source.Info.StartUs, Rate, 1_000_000);

    private static long FrameAt(long us) => (us * Rate + 1_000_000L * FrameSamples - 1) / (1_000_000L * FrameSamples);

    private static Packet Placed(Packet packet, long pts)
    {
        var placed = Packet.Rent(packet.Data.Length, pts, FrameSamples, key: true);
        packet.Data.CopyTo(placed.Data);
        return placed;
    }

    private string[] Arguments(long seekUs, long endUs, long firstSample, long frames) =>
    [
        "-nostdin", "-hide_banner", "-v", "error", "-copyts", "-noaccurate_seek", "-ss", Seconds(seekUs),
        "-t", Seconds(endUs - seekUs + ReadBehindUs), .. source.Open.FfmpegInput,
        "-map", string.Create(CultureInfo.InvariantCulture, $"0:{sound.Index}"), "-af", Filter(firstSample, frames * FrameSamples),
        "-c:a", "aac", "-b:a", BitRate, .. FragmentRun.Format, "pipe:1",
    ];

    // Filled or trimmed to begin at the very sample, holes closed with silence; then counted from there.
    private string Filter(long firstSample, long samples) => string.Create(
        CultureInfo.InvariantCulture,
        $"aresample={Rate}:async=1:min_comp=0.00001:min_hard_comp=0.05:max_soft_comp=0:first_pts={firstSample + OriginSamples},"
        + $"aformat=channel_layouts=stereo,asetpts=N,apad=whole_len={samples},atrim=end_sample={samples + Priming}");

    private static string Seconds(long us) => (us / 1e6m).ToString("0.######", CultureInfo.InvariantCulture);
}
