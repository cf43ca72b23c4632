using System.Globalization;

namespace Benchmarks;

/// <summary>Prints rows as an aligned table.</summary>
internal sealed class Table(params string[] heads)
{
    private readonly List<string[]> _rows = [heads];

    public void Add(params string[] cells) => _rows.Add(cells);

    public void Print()
    {
        var widths = Enumerable.Range(0, heads.Length).Select(i => _rows.Max(r => r[i].Length)).ToArray();
        for (var row = 0; row < _rows.Count; row++)
        {
            Console.WriteLine("| " + string.Join(" | ", _rows[row].Select((c, i) => i == 0 ? c.PadRight(widths[i]) : c.PadLeft(widths[i]))) + " |");
            if (row == 0)
                Console.WriteLine("| " + string.Join(" | ", widths.Select(w => new string('-', w))) + " |");
        }
        Console.WriteLine();
    }

    public static string Number(double value, string format = "0.00") => value.ToString(format, CultureInfo.InvariantCulture);
}
