using System.Buffers.Binary;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>Copies one text subtitle track into the clip (3GPP TS 26.245): cues trimmed to the clip, and empty ones where nothing is said.</summary>
/// <param name="reader">Delivers the cues.</param>
/// <param name="track">Number among the reader's text tracks.</param>
/// <param name="writer">The clip.</param>
/// <param name="output">The clip's track.</param>
/// <param name="startPts">Time of the first frame shown, in ticks of the video.</param>
/// <param name="videoTimescale">Ticks a second of the video.</param>
internal sealed class TextCopy(
    IPacketReader reader, int track, Mp4Writer writer, OutputTrack output, long startPts, uint videoTimescale)
{
    private const int LengthBytes = 2; // a cue begins with the length of its text
    private static readonly byte[] Nothing = new byte[LengthBytes];

    /// <summary>Reads the cues to the end of the reading and writes those that stand in the clip.</summary>
    /// <param name="endPts">End of the last frame, in ticks of the video.</param>
    /// <param name="shift">What the picture's grid was moved, in ticks of the video.</param>
    /// <param name="ct">Cancels.</param>
    public async Task FinishAsync(long endPts, long shift, CancellationToken ct)
    {
        var (start, end) = (Ticks(startPts), Ticks(endPts));
        var at = start;
        foreach (var cue in await CuesAsync(start, end, ct))
        {
            if (cue.From > at)
                Write(at, Nothing);
            Write(cue.From, cue.Text);
            at = cue.To;
        }
        if (output.Samples.Count == 0)
            return;
        if (at < end)
            Write(at, Nothing);
        output.LastDuration = Math.Max(1, end - output.Samples[^1].Pts);
        output.ShownFrom = start + Ticks(shift);
        output.ShownTo = end + Ticks(shift);
    }

    private async Task<List<(long From, long To, byte[] Text)>> CuesAsync(long start, long end, CancellationToken ct)
    {
        var cues = new List<(long From, long To, byte[] Text)>();
        while (await reader.ReadTextAsync(track, ct) is { } packet)
        {
            using (packet)
            {
                var (from, to) = (Math.Max(start, packet.Pts), Math.Min(end, packet.Pts + packet.Duration));
                if (to <= from || !HasText(packet.Data))
                    continue;
                if (cues.Count > 0 && cues[^1].To > from)
                    cues[^1] = cues[^1] with { To = from }; // a track shows one cue at a time
                cues.Add((from, to, packet.Data.ToArray()));
            }
        }
        cues.RemoveAll(c => c.To <= c.From);
        return cues;
    }

    private static bool HasText(ReadOnlySpan<byte> cue) => cue.Length > LengthBytes && BinaryPrimitives.ReadUInt16BigEndian(cue) > 0;

    private void Write(long pts, byte[] cue) => writer.Write(output, pts, sync: true, cue);

    private long Ticks(long videoTicks) => Rational.MulDiv(videoTicks, output.Format.Timescale, videoTimescale);
}
