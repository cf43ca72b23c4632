namespace ClipshareBox.Platform;

/// <summary>The box stops and comes back by itself, in the same process.</summary>
internal sealed class Comeback(IHostApplicationLifetime life)
{
    private volatile bool _asked;

    /// <summary>True when the stop is no end.</summary>
    public bool IsAsked => _asked;

    /// <summary>Stops the box, to be started again at once.</summary>
    public void Ask()
    {
        _asked = true;
        life.StopApplication();
    }
}
