namespace Clipcut;

/// <summary>Where a command prints: results on standard output, everything else on standard error.</summary>
internal sealed class Terminal(TextWriter output, TextWriter errors, TextReader input)
{
    public TextReader Input { get; } = input;

    /// <summary>Text of a result, with its line ends.</summary>
    public void Write(string text) => output.Write(text);

    /// <summary>A line of a result.</summary>
    public void WriteLine(string text) => output.WriteLine(text);

    /// <summary>One clear line for people.</summary>
    public void Complain(string message)
    {
        var oneLine = string.Join(' ', message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        errors.WriteLine($"clipcut: {oneLine}");
    }

    /// <summary>What a tool said, where it was asked for.</summary>
    public void ShowDetail(string? detail)
    {
        foreach (var line in (detail ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            errors.WriteLine($"  {line.TrimEnd()}");
    }

    /// <summary>A line of progress.</summary>
    public void Progress(string line)
    {
        lock (errors)
            errors.WriteLine(line);
    }
}
