using System.Globalization;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Lists;

/// <summary>Reads a list with the header row in,out,name[,source], in any order; other columns are kept with their rows.</summary>
internal static class CsvListReader
{
    private sealed record Columns(int In, int Out, int Name, int Source, IReadOnlyList<string> Headers);

    public static CutList Read(string text)
    {
        var entries = new List<CutListEntry>();
        var faults = new List<CutListFault>();
        Columns? columns = null;
        foreach (var row in CsvText.Rows(text).Where(row => !row.IsEmpty))
        {
            if (columns is null)
            {
                columns = ReadHeader(row);
                continue;
            }
            ReadRow(row, columns, entries, faults);
            CutList.CheckSize(entries.Count + faults.Count, row.Line);
        }
        return columns is null ? throw NoHeader(1) : new CutList(entries, faults);
    }

    private static Columns ReadHeader(CsvText.Row row)
    {
        var headers = row.Fields.Select(f => f.Trim()).ToList();
        int Find(string name) => headers.FindIndex(f => f.Equals(name, StringComparison.OrdinalIgnoreCase));
        var columns = new Columns(Find("in"), Find("out"), Find("name"), Find("source"), headers);
        return columns is { In: >= 0, Out: >= 0 } ? columns : throw NoHeader(row.Line);
    }

    private static void ReadRow(CsvText.Row row, Columns columns, List<CutListEntry> entries, List<CutListFault> faults)
    {
        string? At(int column) =>
            column >= 0 && column < row.Fields.Count && FormulaGuard.Off(row.Fields[column].Trim()) is { Length: > 0 } text ? text : null;
        if (At(columns.In) is not { } inText || At(columns.Out) is not { } outText)
            faults.Add(new CutListFault(row.Line, "IN or OUT is missing."));
        else if (!MarkTime.TryParse(inText, out var markIn, out var reason) | !MarkTime.TryParse(outText, out var markOut, out var outReason))
            faults.Add(new CutListFault(row.Line, reason.Length > 0 ? $"IN {reason}" : $"OUT {outReason}"));
        else
            entries.Add(new CutListEntry(row.Line, At(columns.Name) ?? DefaultName(row.Line), markIn, markOut, At(columns.Source))
            {
                IsNamed = At(columns.Name) is not null,
                Columns = Others(columns, At),
            });
    }

    private static Dictionary<string, string> Others(Columns columns, Func<int, string?> at)
    {
        var others = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        for (var i = 0; i < columns.Headers.Count; i++)
        {
            if (i != columns.In && i != columns.Out && i != columns.Name && i != columns.Source && at(i) is { } text)
                others.TryAdd(columns.Headers[i], text);
        }
        return others;
    }

    private static string DefaultName(int line) => string.Create(CultureInfo.InvariantCulture, $"line {line}");

    private static MediaException NoHeader(int line) =>
        new(MediaFault.BadRange, $"Line {line}: the list must begin with the header in,out,name (and source, where there are several).");
}
