using ClipshareBox.Media.Isom.Write;

namespace ClipshareBox.Media.Cutting;

/// <summary>What a cut put into the file.</summary>
/// <param name="StartPts">Time of the first frame shown, in ticks of the source.</param>
/// <param name="EndPts">End of the last frame shown, in ticks of the source.</param>
/// <param name="Timescale">Ticks a second.</param>
/// <param name="Copied">Frames copied and shown.</param>
/// <param name="Encoded">Frames encoded.</param>
/// <param name="Hidden">Frames that only help to decode others.</param>
/// <param name="Samples">The pictures in decode order, as they lie in the file.</param>
internal sealed record CutResult(
    long StartPts, long EndPts, uint Timescale, int Copied, int Encoded, int Hidden, IReadOnlyList<OutputSample> Samples);
