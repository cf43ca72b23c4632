namespace ClipshareBox.Platform.Hub;

/// <summary>
/// Holds one client's flood back, so that it costs the others nothing: a bucket that holds one second's worth and fills steadily.
/// </summary>
internal sealed class Pace(int mostASecond, TimeProvider clock)
{
    private double _left = mostASecond;
    private long _filledAt = clock.GetTimestamp();

    /// <summary>Waits until the next message is due; at once for those who keep the pace.</summary>
    public async ValueTask NextAsync(CancellationToken ct)
    {
        var now = clock.GetTimestamp();
        _left = Math.Min(mostASecond, _left + (clock.GetElapsedTime(_filledAt, now).TotalSeconds * mostASecond));
        _filledAt = now;
        _left--;
        if (_left < 0)
            await Task.Delay(TimeSpan.FromSeconds(-_left / mostASecond), clock, ct);
    }
}
