using System.Globalization;
using System.Text;

namespace Clipcut;

/// <summary>Lines of a name and a value, one under the other.</summary>
internal sealed class Sheet
{
    private readonly List<(string Name, string Value)> _lines = [];

    /// <summary>Adds a line; one without a value is left out.</summary>
    public Sheet Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            _lines.Add((name, value));
        return this;
    }

    public override string ToString()
    {
        var width = _lines.Select(l => l.Name.Length).DefaultIfEmpty(0).Max();
        var text = new StringBuilder();
        foreach (var (name, value) in _lines)
            text.Append(name.PadRight(width)).Append("  ").Append(value).Append('\n');
        return text.ToString();
    }

    /// <summary>HH:MM:SS.mmm</summary>
    public static string Clock(long ms) => string.Create(
        CultureInfo.InvariantCulture, $"{ms / 3_600_000:00}:{ms / 60_000 % 60:00}:{ms / 1000 % 60:00}.{ms % 1000:000}");

    public static string Seconds(long ms) => string.Create(CultureInfo.InvariantCulture, $"{ms / 1000.0:0.00} s");

    public static string Bytes(long bytes) => bytes switch
    {
        < 10_000 => $"{bytes} B",
        < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0} kB"),
        < 1_000_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e9:0.00} GB"),
    };
}
