namespace ClipshareBox.Media.Cutting;

/// <summary>Takes down what happened when in a cut.</summary>
internal sealed class Timeline(TimeProvider clock)
{
    private readonly long _start = clock.GetTimestamp();
    private readonly Lock _lock = new();
    private readonly List<CutStep> _steps = [];

    /// <summary>ms since the cut began.</summary>
    public double NowMs => clock.GetElapsedTime(_start).TotalMilliseconds;

    /// <summary>The steps so far, by their start.</summary>
    public IReadOnlyList<CutStep> Steps
    {
        get
        {
            lock (_lock)
                return [.. _steps.OrderBy(s => s.FromMs)];
        }
    }

    /// <summary>Starts a step; it ends when the result is disposed.</summary>
    public IDisposable Step(string name) => new Running(this, name);

    private sealed class Running(Timeline timeline, string name) : IDisposable
    {
        private readonly double _from = timeline.NowMs;

        public void Dispose()
        {
            lock (timeline._lock)
                timeline._steps.Add(new CutStep(name, Math.Round(_from, 1), Math.Round(timeline.NowMs, 1)));
        }
    }
}
