namespace ClipshareBox.Platform.Logs;

/// <summary>One line of the log.</summary>
/// <param name="Seq">Counts up, also over restarts of the box.</param>
/// <param name="At">When it was written.</param>
/// <param name="Level">debug, information, warning, error or critical.</param>
/// <param name="Source">Which part of the box wrote it.</param>
/// <param name="Message">What it says, up to 2,000 characters, without secrets.</param>
/// <param name="Fault">The exception, up to 8,000 characters, without secrets.</param>
public sealed record LogLine(long Seq, DateTimeOffset At, string Level, string Source, string Message, string? Fault);

/// <summary>The last lines of the log, in memory; the whole log lies where the machine keeps it.</summary>
internal sealed class LogTail(TimeProvider clock)
{
    /// <summary>Lines that are remembered.</summary>
    public const int Most = 2_000;

    private const int LongestMessage = 2_000;
    private const int LongestFault = 8_000;

    private static readonly string[] Levels = ["trace", "debug", "information", "warning", "error", "critical", "none"];

    private readonly Lock _lock = new();
    private readonly Queue<(LogLevel Level, LogLine Line)> _lines = new(Most);

    // A page that has seen lines of an earlier run asks for those behind them: a run begins where none before it came to.
    private long _last = clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>How a level is called.</summary>
    public static string Name(LogLevel level) => Levels[(int)level];

    /// <summary>Remembers a line and forgets the oldest.</summary>
    public void Add(LogLevel level, string source, string message, Exception? fault)
    {
        var said = Cut(message, LongestMessage);
        var why = fault is null ? null : Cut(fault.ToString(), LongestFault);
        lock (_lock)
        {
            if (_lines.Count == Most)
                _lines.Dequeue();
            _lines.Enqueue((level, new LogLine(++_last, clock.GetUtcNow(), Name(level), source, said, why)));
        }
    }

    /// <summary>The newest lines, the oldest of them first.</summary>
    /// <param name="least">The lowest level that is wanted.</param>
    /// <param name="after">Only lines behind this number.</param>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<LogLine> Read(LogLevel least, long after, int most)
    {
        List<LogLine> wanted;
        lock (_lock)
            wanted = [.. _lines.Where(l => l.Level >= least && l.Line.Seq > after).Select(l => l.Line).TakeLast(most)];
        // Here and not where a line comes in: whoever logs waits for nothing.
        return [.. wanted.Select(l => l with { Message = LogSecrets.Remove(l.Message), Fault = l.Fault is null ? null : LogSecrets.Remove(l.Fault) })];
    }

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most), "…");
}
