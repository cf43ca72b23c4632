using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Streaming;

/// <summary>A server's segment as browsers get it.</summary>
/// <param name="Header">What a player reads before all segments; the same for all of one stream.</param>
/// <param name="Bytes">The segment.</param>
/// <param name="DelayUs">How far the server's clock is ahead of the content's, in µs.</param>
public sealed record ServedSegment(byte[] Header, byte[] Bytes, long DelayUs)
{
    /// <summary>Header and bytes as one piece, to be kept.</summary>
    public byte[] Pack() => [.. BitConverter.GetBytes(Header.Length), .. Header, .. Bytes];

    /// <summary>Header and bytes of what <see cref="Pack"/> made.</summary>
    public static (byte[] Header, byte[] Bytes) Unpack(byte[] packed)
    {
        var length = BitConverter.ToInt32(packed);
        return (packed[4..(4 + length)], packed[(4 + length)..]);
    }
}

/// <summary>
/// Turns MPEG-TS segments of H.264 and AAC, which another server encoded, into fragmented MP4 whose times are the content's. The pictures
/// and the sound stay as they are; the clock of a transport stream has an offset of its own, which is found out at a segment whose place is known.
/// </summary>
/// <param name="tools">ffmpeg.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class ServedSegments(MediaTools tools, TimeProvider clock)
{
    private static readonly IReadOnlyList<string> Input = ["-hide_banner", "-v", "error", "-f", "mpegts", "-copyts", "-i", "pipe:0"];

    /// <summary>Turns one.</summary>
    /// <param name="info">The film.</param>
    /// <param name="grid">Where it is divided: <see cref="SegmentGrid.Served"/>.</param>
    /// <param name="number">Which segment.</param>
    /// <param name="delayUs">How far the server's clock is ahead, where that is known; else it is found out here.</param>
    /// <param name="read">Gets the server's segment of a number.</param>
    /// <param name="ct">Stops it.</param>
    /// <exception cref="MediaException">ffmpeg failed, or the pictures are not where the list says (<see cref="MediaFault.CannotCut"/>).</exception>
    public async Task<ServedSegment> TurnAsync(
        MediaInfo info, SegmentGrid grid, int number, long? delayUs, Func<int, CancellationToken, Task<byte[]>> read, CancellationToken ct)
    {
        var (start, end) = (grid.StartsUs[number], grid.EndOf(number));
        var bytes = await read(number, ct);
        List<StreamTrack> tracks = [];
        var sound = info.Audio.Count > 0 ? SoundAsync(bytes, ct) : null;
        try
        {
            tracks.Add(await PicturesAsync(bytes, ct));
            // The content may begin before its first picture; elsewhere a segment begins with one.
            var first = FirstUs(tracks[0]) - (number == 0 ? SegmentGrid.FrameAtOrBehind(info, 0) : start);
            var delay = delayUs ?? first;
            var frame = FrameUs(info);
            if (Math.Abs(first - delay) > frame)
                throw new MediaException(MediaFault.CannotCut, "The server's pictures are not where its list says; where a frame is could not be told.");
            if (sound is not null)
                tracks.Add(await WholeAsync(await sound, number + 1 < grid.Count ? t => read(number + 1, t) : null, start + delay, end + delay, ct));
            return new ServedSegment(
                SegmentWriter.Header([.. tracks.Select(t => t.Format)]), SegmentWriter.Segment(number, tracks, start, end, delay), delay);
        }
        finally
        {
            tracks.ForEach(t => t.Dispose());
            if (sound is not null && await Task.WhenAny(sound) is { IsCompletedSuccessfully: true })
                (await sound).Dispose();
        }
    }

    private async Task<StreamTrack> PicturesAsync(byte[] bytes, CancellationToken ct)
    {
        var track = await FragmentRun.RunAsync((tools, clock), [.. Input, "-map", "0:v:0", "-c", "copy", .. FragmentRun.Format, "pipe:1"], bytes, ct);
        if (track.Packets is [{ Key: true }, ..])
            return track;
        track.Dispose();
        throw new MediaException(MediaFault.CannotCut, "A segment of the server does not begin with a key frame.");
    }

    // Pictures wait for those they are made of; so the last of the sound lies in the following segment. None may begin before the segment.
    private async Task<StreamTrack> WholeAsync(
        StreamTrack here, Func<CancellationToken, Task<byte[]>>? following, long startUs, long endUs, CancellationToken ct)
    {
        var kept = new List<Packet>();
        var lastEnd = Take(here, kept, startUs, endUs);
        if (lastEnd < endUs && following is not null)
        {
            using var next = await SoundAsync(await following(ct), ct);
            Take(next, kept, Math.Max(startUs, lastEnd - 1_000), endUs);
        }
        return new StreamTrack(here.Format, kept);
    }

    private async Task<StreamTrack> SoundAsync(byte[] bytes, CancellationToken ct) => await FragmentRun.RunAsync(
        (tools, clock),
        [.. Input, "-map", "0:a:0", "-c", "copy", "-bsf:a", "aac_adtstoasc", .. FragmentRun.Format, "-movflags", "+delay_moov", "pipe:1"], bytes, ct);

    // Copies what begins in the span; returns where the last one ends.
    private static long Take(StreamTrack track, List<Packet> kept, long startUs, long endUs)
    {
        var lastEnd = startUs;
        foreach (var packet in track.Packets)
        {
            var us = Us(packet.Pts, track);
            if (us < startUs || us >= endUs)
                continue;
            var copy = Packet.Rent(packet.Data.Length, packet.Pts, packet.Duration, packet.Key);
            packet.Data.CopyTo(copy.Data);
            kept.Add(copy);
            lastEnd = Us(packet.Pts + packet.Duration, track);
        }
        return lastEnd;
    }

    private static long FirstUs(StreamTrack track) => Us(track.Packets[0].Pts, track);

    private static long Us(long ticks, StreamTrack track) => Rational.MulDiv(ticks, 1_000_000, track.Format.Timescale);

    private static long FrameUs(MediaInfo info) => info.Video.FrameRate is { IsKnown: true } rate ? 1_000_000 * rate.Den / rate.Num : 40_000;
}
