namespace Clipcut;

/// <summary>An option of a command.</summary>
/// <param name="Name">With its dashes.</param>
/// <param name="Value">What help calls its value; null when it takes none.</param>
/// <param name="Help">What it does.</param>
internal sealed record Option(string Name, string? Value, string Help);

/// <summary>A command line taken apart: the words in their order, and the options by name.</summary>
internal sealed class Arguments
{
    private readonly List<string> _words = [];
    private readonly List<(string Name, string Value)> _options = [];

    public IReadOnlyList<string> Words => _words;

    /// <summary>Takes a command line apart. "--name value" and "--name=value" are the same; behind "--" all are words.</summary>
    /// <exception cref="UsageException">An option that is not known, lacks its value or has one too many.</exception>
    public static Arguments Parse(ReadOnlySpan<string> line, IReadOnlyList<Option> known)
    {
        var parsed = new Arguments();
        for (var i = 0; i < line.Length; i++)
        {
            var argument = line[i];
            if (argument == "--")
            {
                parsed._words.AddRange(line[(i + 1)..]);
                break;
            }
            if (argument.Length < 2 || argument[0] != '-') // a lone dash is a word: standard input
            {
                parsed._words.Add(argument);
                continue;
            }
            var (name, value) = argument.Split('=', 2) is [var left, var right] ? (left, right) : (argument, null);
            var option = known.FirstOrDefault(o => o.Name == name) ?? throw new UsageException($"unknown option {name}");
            if (option.Value is null && value is not null)
                throw new UsageException($"{name} takes no value");
            if (option.Value is not null && value is null)
                value = ++i < line.Length ? line[i] : throw new UsageException($"{name} needs a value: {option.Value}");
            parsed._options.Add((name, value ?? ""));
        }
        return parsed;
    }

    public bool Has(string name) => _options.Any(o => o.Name == name);

    /// <summary>All values of an option that may stand several times.</summary>
    public IReadOnlyList<string> All(string name) => [.. _options.Where(o => o.Name == name).Select(o => o.Value)];

    /// <summary>The value of an option that may stand once, or null.</summary>
    /// <exception cref="UsageException">It stands twice.</exception>
    public string? One(string name) => All(name) switch
    {
        [] => null,
        [var value] => value,
        _ => throw new UsageException($"{name} stands more than once"),
    };

    /// <summary>The choice that an option's value names; <paramref name="otherwise"/> when the option does not stand.</summary>
    /// <exception cref="UsageException">It names none.</exception>
    public T Choice<T>(string name, T otherwise, params ReadOnlySpan<(string Word, T Meaning)> choices)
    {
        if (One(name) is not { } value)
            return otherwise;
        foreach (var (word, meaning) in choices)
        {
            if (word == value)
                return meaning;
        }
        throw new UsageException($"{name} is one of {string.Join(", ", choices.ToArray().Select(c => c.Word))}, not \"{value}\"");
    }
}
