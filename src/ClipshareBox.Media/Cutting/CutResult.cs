using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>What a cut put into the file.</summary>
/// <param name="StartPts">Time of the first frame shown, in ticks of the source.</param>
/// <param name="EndPts">End of the last frame shown, in ticks of the source.</param>
/// <param name="Timescale">Ticks a second.</param>
/// <param name="Head">Frames encoded at the start.</param>
/// <param name="Copied">Frames copied and shown.</param>
/// <param name="Tail">Frames encoded at the end.</param>
/// <param name="Samples">The pictures in decode order as they lie in the file, with their final times.</param>
/// <param name="VideoFormat">The clip's video track.</param>
internal sealed record CutResult(
    long StartPts, long EndPts, uint Timescale, int Head, int Copied, int Tail, IReadOnlyList<OutputSample> Samples,
    TrackFormat VideoFormat)
{
    /// <summary>Frames shown before the mark.</summary>
    public int Early { get; init; }

    /// <summary>Frames encoded.</summary>
    public int EncodedFrames => Head + Tail;

    /// <summary>Frames that only help to decode others.</summary>
    public int Hidden => Math.Max(0, Samples.Count - Head - Copied - Tail);

    /// <summary>What frames at the seams must look like: the source's, by their final times in the clip.</summary>
    public IReadOnlyList<(long Pts, byte[] Thumbnail)> Expected { get; init; } = [];

    /// <summary>The result of a whole encode.</summary>
    /// <param name="whole">What it made.</param>
    /// <param name="timeBase">Seconds a tick of its times.</param>
    public static CutResult OfWhole(WholeEncodeResult whole, Rational timeBase)
    {
        const uint microseconds = 1_000_000;
        var perTick = new Rational(timeBase.Num * microseconds, timeBase.Den);
        var format = new TrackFormat("vide", microseconds, [], 0, 0, null, "und");
        return new CutResult(perTick.Scale(whole.FirstPts), perTick.Scale(whole.EndPts), microseconds, whole.Frames, 0, 0, [], format);
    }
}
