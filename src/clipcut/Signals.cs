using System.Runtime.InteropServices;

namespace Clipcut;

/// <summary>Turns Ctrl-C and a polite kill into a cancelled token; a second one ends the program at once.</summary>
internal sealed class Signals : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly PosixSignalRegistration[] _registrations;

    public Signals() => _registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, 2)),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, 15)),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => Stop(context, 1)),
    ];

    public CancellationToken Token => _stop.Token;

    /// <summary>128 and the signal's number, as shells have it; 0 when none came.</summary>
    public int ExitCode { get; private set; }

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _stop.Dispose();
    }

    private void Stop(PosixSignalContext context, int number)
    {
        if (ExitCode != 0)
            return;
        context.Cancel = true;
        ExitCode = 128 + number;
        _stop.Cancel();
    }
}
