using System.Diagnostics;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>A child that runs beside the tests and ends with them, killed by its own id.</summary>
internal sealed class ObsProgram : IAsyncDisposable
{
    private const int KeptLines = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;
    private readonly Queue<string> _said = new();
    private readonly TaskCompletionSource<string> _firstLine = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ObsProgram(Process process) => _process = process;

    public bool HasEnded => _process.HasExited;

    /// <summary>The last lines that it printed.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    /// <summary>Starts a program; timeout(1) ends it should the tests themselves be killed.</summary>
    public static ObsProgram Start(string file, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        Assert.True(File.Exists(file), $"{file} is missing; `make test-obs` installs it.");
        var start = new ProcessStartInfo("timeout", ["--kill-after=10", "3600", file, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var program = new ObsProgram(new Process { StartInfo = start });
        program._process.OutputDataReceived += (_, line) => program.Hear(line.Data);
        program._process.ErrorDataReceived += (_, line) => program.Hear(line.Data);
        program._process.Start();
        program._process.BeginOutputReadLine();
        program._process.BeginErrorReadLine();
        return program;
    }

    /// <summary>Waits for the first line that it prints.</summary>
    public Task<string> FirstLineAsync(CancellationToken ct) => _firstLine.Task.WaitAsync(Patience, ct);

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true); // what it would save at a quit is thrown away anyhow
        using var limit = new CancellationTokenSource(Patience);
        await _process.WaitForExitAsync(limit.Token);
        _process.Dispose();
    }

    private void Hear(string? line)
    {
        if (line is null)
            return;
        _firstLine.TrySetResult(line);
        lock (_said)
        {
            _said.Enqueue(line);
            if (_said.Count > KeptLines)
                _said.Dequeue();
        }
    }
}
