namespace ClipshareBox.Tests;

/// <summary>A clock that stands until it is moved; its timers ring on the way.</summary>
public sealed class TestClock : TimeProvider
{
    private readonly Lock _lock = new();
    private readonly List<Alarm> _alarms = [];

    // Today: a browser's cookies end by the real clock.
    private DateTimeOffset _now = System.GetUtcNow();

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Unix time in ms.</summary>
    public double NowMs => (GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>How often a timer rang while the clock was moved.</summary>
    public int Rings { get; private set; }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_lock)
            return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        lock (_lock)
            _alarms.Add(alarm);
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Moves the clock; whatever falls due on the way rings at its own time.</summary>
    public void Advance(TimeSpan by)
    {
        var end = GetUtcNow() + by;
        while (NextDue(end) is { } alarm)
        {
            Rings++;
            alarm.Ring();
        }
        lock (_lock)
            _now = end;
    }

    /// <summary>Moves the clock as if the machine had slept, for days and months: whatever fell due meanwhile rings once.</summary>
    public void Jump(TimeSpan by)
    {
        List<Alarm> due;
        lock (_lock)
        {
            _now += by;
            due = [.. _alarms.Where(a => a.Due <= _now)];
            due.ForEach(alarm => alarm.Wake());
        }
        due.ForEach(alarm => alarm.Ring());
    }

    private Alarm? NextDue(DateTimeOffset end)
    {
        lock (_lock)
        {
            var next = _alarms.Where(a => a.Due <= end).MinBy(a => a.Due);
            if (next is { Due: { } due } && due > _now)
                _now = due;
            next?.Rearm();
            return next;
        }
    }

    private sealed class Alarm(TestClock clock, Action ring) : ITimer
    {
        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        public DateTimeOffset? Due { get; private set; }

        public Action Ring => ring;

        public void Rearm() => Due = _period > TimeSpan.Zero ? Due + _period : null;

        public void Wake() => Due = _period > TimeSpan.Zero ? clock._now + _period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._lock)
            {
                _period = period;
                Due = dueTime < TimeSpan.Zero ? null : clock._now + dueTime;
            }
            return true;
        }

        public void Dispose()
        {
            lock (clock._lock)
                clock._alarms.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
