using System.Globalization;

namespace Benchmarks.Load;

/// <summary>What the load program was asked for.</summary>
/// <param name="Program">The published box.</param>
internal sealed record LoadOptions(string Program)
{
    public const string Usage =
        "benchmarks --load PROGRAM [--clients 100,500] [--rate 20] [--seconds 20] [--bookmarks 10000] [--files 100000] [--rounds 1000] [--only hub|lists|edits|streams|plex]";

    /// <summary>Clients in the workspace, one run for each number.</summary>
    public IReadOnlyList<int> Clients { get; init; } = [100, 500];

    /// <summary>Broadcasts a second.</summary>
    public int Rate { get; init; } = 20;

    /// <summary>Length of each measurement in s.</summary>
    public int Seconds { get; init; } = 20;

    /// <summary>Bookmarks of the list.</summary>
    public int Bookmarks { get; init; } = 10_000;

    /// <summary>Files of the library.</summary>
    public int Files { get; init; } = 100_000;

    /// <summary>Rounds of two editors.</summary>
    public int Rounds { get; init; } = 1_000;

    /// <summary>One part, or null for all.</summary>
    public string? Only { get; init; }

    /// <summary>Reads the command line behind --load; null where it makes no sense.</summary>
    public static LoadOptions? Parse(string[] args)
    {
        if (args.Length % 2 == 0)
            return null;
        var options = new LoadOptions(args[0]);
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            var value = args[i + 1];
            if (args[i] switch
            {
                "--clients" => options with { Clients = [.. value.Split(',').Select(Number)] },
                "--rate" => options with { Rate = Number(value) },
                "--seconds" => options with { Seconds = Number(value) },
                "--bookmarks" => options with { Bookmarks = Number(value) },
                "--files" => options with { Files = Number(value) },
                "--rounds" => options with { Rounds = Number(value) },
                "--only" => options with { Only = value },
                _ => null,
            } is not { } next)
                return null;
            options = next;
        }
        return options;
    }

    /// <summary>True when this part is to run.</summary>
    public bool Wants(string part) => Only is null || Only == part;

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
