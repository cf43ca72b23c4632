using System.Globalization;
using TestMedia;

namespace Benchmarks;

/// <summary>What was asked for on the command line.</summary>
/// <param name="Clipcut">The published program.</param>
/// <param name="Places">Places of each film that are cut.</param>
/// <param name="Only">Runs only films whose name holds this text.</param>
internal sealed record BenchOptions(string Clipcut, int Places, string Only)
{
    public static BenchOptions? Parse(string[] args)
    {
        var options = new BenchOptions("", 5, "");
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            options = args[i] switch
            {
                "--clipcut" => options with { Clipcut = args[i + 1] },
                "--places" => options with { Places = int.Parse(args[i + 1], CultureInfo.InvariantCulture) },
                "--only" => options with { Only = args[i + 1] },
                _ => options with { Clipcut = "" },
            };
        }
        return options.Clipcut.Length > 0 && args.Length % 2 == 0 ? options : null;
    }
}

/// <summary>A film to be cut.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ClipSeconds">Lengths of the clips in s.</param>
/// <param name="Encoder">The encoder that a full encode of it uses.</param>
internal sealed record Film(string Name, SourceKind Kind, int[] ClipSeconds, string Encoder);
