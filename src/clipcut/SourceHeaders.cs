namespace Clipcut;

/// <summary>Request headers from the command line and from a file.</summary>
internal static class SourceHeaders
{
    private const int MostCharacters = 64 * 1024;

    public static readonly IReadOnlyList<Option> Options =
    [
        new("--header", "'K: V'", "request header of a remote source; may stand several times"),
        new("--header-file", "FILE|-", "request headers, one a line; - reads standard input"),
        new("--redirect-host", "HOST", "a server that a redirect may lead to (gets no headers); may stand several times"),
    ];

    public static bool AreGiven(Arguments arguments) => arguments.Has("--header") || arguments.Has("--header-file");

    /// <exception cref="UsageException">A header that is none, or a file that cannot be read.</exception>
    public static async Task<IReadOnlyDictionary<string, string>> ReadAsync(Arguments arguments, TextReader input, CancellationToken ct)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        if (arguments.One("--header-file") is { } file)
        {
            foreach (var line in (await ReadFileAsync(file, input, ct)).Split('\n'))
            {
                if (!string.IsNullOrWhiteSpace(line) && !line.StartsWith('#'))
                    Add(headers, line, $"a line of {(file == "-" ? "standard input" : file)}");
            }
        }
        foreach (var header in arguments.All("--header"))
            Add(headers, header, "--header");
        return headers;
    }

    private static async Task<string> ReadFileAsync(string file, TextReader input, CancellationToken ct)
    {
        try
        {
            using var opened = file == "-" ? null : new StreamReader(file);
            var text = new char[MostCharacters];
            var length = await (opened ?? input).ReadBlockAsync(text, ct);
            return length < MostCharacters ? new string(text, 0, length) : throw new UsageException("the headers are longer than 64 kB");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"the header file cannot be read: {e.Message}");
        }
    }

    // The value may be a token: an error never repeats it.
    private static void Add(Dictionary<string, string> headers, string line, string where)
    {
        if (line.Split(':', 2) is not [var name, var value] || !name.Trim().All(IsTokenCharacter) || name.Trim().Length == 0)
            throw new UsageException($"{where} is no header; write 'Name: value'");
        if (value.Any(c => char.IsControl(c) && c is not ('\r' or '\t')))
            throw new UsageException($"the value of {name.Trim()} holds control characters");
        headers[name.Trim()] = value.Trim();
    }

    // RFC 9110, 5.6.2
    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);
}
