using System.Text;

namespace Clipcut;

/// <summary>One command: what its help says and what it does.</summary>
/// <param name="Name">The first word of the command line.</param>
/// <param name="Words">The words behind it, as help writes them.</param>
/// <param name="Least">Least number of words.</param>
/// <param name="Most">Most words.</param>
/// <param name="Summary">One line.</param>
/// <param name="Notes">What else help says; may be empty.</param>
/// <param name="Options">Its options.</param>
/// <param name="RunAsync">Runs it and returns the exit code.</param>
internal sealed record Command(
    string Name,
    string Words,
    int Least,
    int Most,
    string Summary,
    string Notes,
    IReadOnlyList<Option> Options,
    Func<Arguments, Terminal, CancellationToken, Task<int>> RunAsync)
{
    public string Usage => $"clipcut {Name} {Words}".TrimEnd() + (Options.Count > 0 ? " [OPTIONS]" : "");

    public string Help()
    {
        var help = new StringBuilder($"usage: {Usage}\n{Summary}\n");
        if (Notes.Length > 0)
            help.Append('\n').Append(Notes.TrimEnd()).Append('\n');
        var names = Options.Select(o => o.Value is null ? o.Name : $"{o.Name} {o.Value}").ToArray();
        var width = names.Select(n => n.Length).DefaultIfEmpty(0).Max();
        if (Options.Count > 0)
            help.Append("\noptions:\n");
        foreach (var (name, option) in names.Zip(Options))
            help.Append("  ").Append(name.PadRight(width)).Append("  ").Append(option.Help).Append('\n');
        return help.ToString();
    }
}
