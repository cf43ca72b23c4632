using System.Collections.Concurrent;

namespace ClipshareBox.Tests.Tokens;

/// <summary>Looks at the command lines and environments of all that runs on the machine, some ten times a second, from the first box of a run to its last.</summary>
internal sealed class ProcessWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _mark;
    private readonly ConcurrentDictionary<string, bool> _found = new();
    private readonly ConcurrentDictionary<string, string> _known = new();
    private readonly Lock _looking = new();
    private readonly Timer _timer;

    /// <summary>Begins to look.</summary>
    /// <param name="mark">What must show nowhere.</param>
    public ProcessWatch(string mark)
    {
        _mark = mark;
        _timer = new Timer(_ => LookIfFree(), null, Interval, Interval);
    }

    /// <summary>What was found, told once.</summary>
    public IReadOnlyList<string> Take()
    {
        Look();
        return [.. _found.Keys.Where(k => _found.TryRemove(k, out _))];
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    // On a busy machine a look takes longer than the time to the next.
    private void LookIfFree()
    {
        if (!_looking.TryEnter())
            return;
        try
        {
            Look();
        }
        finally
        {
            _looking.Exit();
        }
    }

    private void Look()
    {
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => char.IsAsciiDigit(Path.GetFileName(p)[0])))
        {
            try
            {
                var line = File.ReadAllText(Path.Combine(process, "cmdline"));
                // One that was looked at before has changed nothing since, unless it runs another program now.
                if (_known.TryGetValue(process, out var before) && before == line)
                    continue;
                _known[process] = line;
                if (line.Contains(_mark, StringComparison.Ordinal))
                    _found[$"the command line of {line.Split('\0')[0]}"] = true;
                if (File.ReadAllText(Path.Combine(process, "environ")).Contains(_mark, StringComparison.Ordinal))
                    _found[$"the environment of {line.Split('\0')[0]}"] = true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                _known.TryRemove(process, out _); // it has ended
            }
        }
    }
}
