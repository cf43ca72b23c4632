using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>The encoders of this machine, tested when somebody first asks: a cut that encodes nothing never waits for it.</summary>
/// <param name="tools">ffmpeg to ask.</param>
/// <param name="cacheFile">Where results are kept from one start to the next; null keeps none.</param>
/// <param name="clock">Clock of the time limits.</param>
public sealed class ProvenEncoders(MediaTools tools, string? cacheFile, TimeProvider clock)
{
    private readonly Lock _lock = new();
    private Task<EncoderCatalogue>? _found;

    /// <summary>The encoders. Who asks first starts the tests, all wait for the same ones; a failure is not kept.</summary>
    /// <param name="ct">Ends the waiting, not the tests: others may wait for them too.</param>
    /// <exception cref="MediaException">ffmpeg cannot be started (<see cref="MediaFault.ToolFailed"/>).</exception>
    public Task<EncoderCatalogue> GetAsync(CancellationToken ct)
    {
        lock (_lock)
        {
            if (_found is null or { IsFaulted: true } or { IsCanceled: true })
                _found = Task.Run(() => EncoderCatalogue.DetectAsync(tools, cacheFile, clock, CancellationToken.None), CancellationToken.None);
            return _found.WaitAsync(ct);
        }
    }
}
