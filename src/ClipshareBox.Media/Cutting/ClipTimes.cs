using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>The times of a clip's pictures: on the exact grid of a constant-rate source, else as the source has them.</summary>
internal sealed class ClipTimes
{
    private const uint LeastTimescale = 12_000;

    private readonly IReadOnlyList<OutputSample> _samples;
    private readonly IReadOnlySet<int> _hidden;
    private readonly FrameGrid? _grid;
    private readonly long _ticksPerFrame;
    private readonly long _start;

    public ClipTimes(
        IReadOnlyList<OutputSample> samples, IReadOnlySet<int> hidden, long startPts, long? nextPts, uint timescale, Rational rate)
    {
        (_samples, _hidden, _start) = (samples, hidden, startPts);
        var shown = Enumerable.Range(0, samples.Count).Where(i => !hidden.Contains(i)).Select(i => samples[i].Pts).Order().ToList();
        _grid = FrameGrid.Find(shown, timescale, rate);
        var frame = rate.IsKnown ? Rational.MulDiv(timescale, rate.Den, rate.Num) : timescale / 25;
        EndPts = nextPts ?? shown[^1] + Math.Max(1, frame);
        if (_grid is null)
        {
            Timescale = timescale;
            return;
        }
        var factor = (LeastTimescale + rate.Num - 1) / rate.Num;
        Timescale = (uint)(rate.Num * factor);
        _ticksPerFrame = rate.Den * factor;
        Shift = _grid.Shift;
    }

    /// <summary>Ticks a second in the clip.</summary>
    public uint Timescale { get; }

    /// <summary>End of the last frame shown, in ticks of the source.</summary>
    public long EndPts { get; }

    /// <summary>What the grid was moved against the first frame's stated time, in ticks of the source.</summary>
    public long Shift { get; }

    /// <summary>Gives the track its final times. Hidden pictures get one tick each, in order, before the first or behind the last frame.</summary>
    public void ApplyTo(OutputTrack video)
    {
        var (from, to) = (Final(_start), Final(EndPts));
        var before = _hidden.Where(i => _samples[i].Pts < _start).OrderBy(i => _samples[i].Pts).ToList();
        var behind = _hidden.Where(i => _samples[i].Pts >= _start).OrderBy(i => _samples[i].Pts).ToList();
        var places = new Dictionary<int, long>();
        for (var i = 0; i < before.Count; i++)
            places[before[i]] = from - before.Count + i;
        for (var i = 0; i < behind.Count; i++)
            places[behind[i]] = to + i;
        var shown = _samples.Select(s => s.Pts).ToList();
        video.Retime(i => places.TryGetValue(i, out var place) ? place : Final(shown[i]));
        video.ShownFrom = from;
        video.ShownTo = to;
        video.LastDuration = behind.Count > 0 ? 1 : Math.Max(1, to - video.Samples.Max(s => s.Pts));
    }

    private long Final(long pts) => _grid is null ? pts : _grid.SlotOf(pts) * _ticksPerFrame;
}
