using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ClipshareBox.Media.Processes;

/// <summary>A child process: arguments as a list, standard error kept (last 4 kB), stopped gently and then with its whole tree.</summary>
/// <remarks>
/// .NET reads anonymous pipes by blocking pool threads. With two cores the pool has two of them and adds one in half a second, so
/// standard error has a thread of its own here, and whoever reads <see cref="Output"/> or writes <see cref="Input"/> does it on a
/// thread of its own too (<see cref="OwnThread"/>).
/// </remarks>
public sealed partial class Tool : IAsyncDisposable
{
    private static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(300);

    private readonly Process _process;
    private readonly ErrorTail _errors = new();
    private readonly Task _errorsRead;

    private Tool(Process process, string name)
    {
        _process = process;
        Name = name;
        _errorsRead = OwnThread.Run($"{name} stderr", ReadErrors);
    }

    /// <summary>The program's name without its folder.</summary>
    public string Name { get; }

    /// <summary>Standard input; only when asked for at the start.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Standard output.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>The last 4 kB of standard error so far.</summary>
    public string ErrorText => _errors.ToString();

    /// <summary>Starts a program.</summary>
    /// <param name="fileName">Path or name.</param>
    /// <param name="arguments">One element an argument; no shell sees them.</param>
    /// <param name="withInput">True to open standard input; otherwise it is empty.</param>
    /// <param name="isPatient">True for work that nobody waits for: it gets what processor time others leave.</param>
    /// <exception cref="MediaException">The program cannot be started (<see cref="MediaFault.ToolFailed"/>).</exception>
    public static Tool Start(string fileName, IEnumerable<string> arguments, bool withInput = false, bool isPatient = false)
    {
        var start = new ProcessStartInfo(fileName, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        KeepOnlyPlainEnvironment(start);
        var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new MediaException(MediaFault.ToolFailed, $"{fileName} cannot be started; install it or set its path.", e.Message, e);
        }
        if (!withInput)
            process.StandardInput.Close();
        if (isPatient)
            Yield(process);
        return new Tool(process, Path.GetFileName(fileName));
    }

    /// <summary>Runs a program to its end and returns what it printed.</summary>
    /// <param name="fileName">Path or name.</param>
    /// <param name="arguments">One element an argument.</param>
    /// <param name="limit">Time limit.</param>
    /// <param name="clock">The clock the limit is measured with.</param>
    /// <param name="ct">Stops the program.</param>
    /// <exception cref="MediaException">It cannot be started, or it did not end in time (<see cref="MediaFault.ToolFailed"/>).</exception>
    public static async Task<ToolResult> RunAsync(
        string fileName, IEnumerable<string> arguments, TimeSpan limit, TimeProvider clock, CancellationToken ct)
    {
        await using var tool = Start(fileName, arguments);
        using var timeout = new CancellationTokenSource(limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        var output = new MemoryStream();
        var reading = OwnThread.Run($"{tool.Name} stdout", () => tool.Output.CopyTo(output));
        try
        {
            await reading.WaitAsync(either.Token);
            var exitCode = await tool.WaitAsync(either.Token);
            return new ToolResult(exitCode, output.ToArray(), tool.ErrorText);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MediaException(
                MediaFault.ToolFailed, $"{tool.Name} did not end within {limit.TotalSeconds:0} s and was stopped.", tool.ErrorText);
        }
    }

    /// <summary>Waits for the end; returns the exit code after standard error was read to its end.</summary>
    public async Task<int> WaitAsync(CancellationToken ct)
    {
        await _process.WaitForExitAsync(ct);
        await _errorsRead.WaitAsync(ct);
        return _process.ExitCode;
    }

    /// <summary>Asks the program to end, kills it and its children if it has not after 0.3 s, and reaps it.</summary>
    public async Task StopAsync()
    {
        if (!_process.HasExited)
        {
            _ = Kill(_process.Id, SigTerm);
            using var grace = new CancellationTokenSource(Grace);
            try
            {
                await _process.WaitForExitAsync(grace.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        await _process.WaitForExitAsync(CancellationToken.None);
        await _errorsRead;
    }

    /// <summary>Stops the program if it runs and frees its pipes.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }

    private static void Yield(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.Idle;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            // It has ended already, or the system forbids it: then it runs like others.
        }
    }

    // Secrets reach a service by its environment; no child has any use for them.
    private static void KeepOnlyPlainEnvironment(ProcessStartInfo start)
    {
        string[] kept = ["PATH", "HOME", "LANG", "TMPDIR", "LD_LIBRARY_PATH"];
        foreach (var name in start.Environment.Keys.Except(kept).ToArray())
            start.Environment.Remove(name);
    }

    private void ReadErrors()
    {
        var buffer = new byte[1024];
        var stream = _process.StandardError.BaseStream;
        while (stream.Read(buffer) is > 0 and var read)
            _errors.Append(buffer.AsSpan(0, read));
    }

    private const int SigTerm = 15; // signal(7)

    // kill(2): int kill(pid_t pid, int sig), <signal.h>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}

/// <summary>What a finished program left.</summary>
/// <param name="ExitCode">0 is success.</param>
/// <param name="Output">All of standard output.</param>
/// <param name="ErrorText">The last 4 kB of standard error.</param>
public sealed record ToolResult(int ExitCode, byte[] Output, string ErrorText);
