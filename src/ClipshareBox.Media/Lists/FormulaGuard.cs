namespace ClipshareBox.Media.Lists;

/// <summary>
/// Keeps texts of a table from becoming formulas in a spreadsheet, which would run them on the reader's machine (OWASP, CSV Injection):
/// an apostrophe goes before a text that begins as formulas do, and goes off again when it is read.
/// </summary>
/// <remarks>Texts that begin with apostrophes and then a formula get one more, so that reading gives back exactly what was written.</remarks>
public static class FormulaGuard
{
    /// <summary>The text as it may stand in a table.</summary>
    public static string On(string text) => LooksGuarded(text) ? $"'{text}" : text;

    /// <summary>The text that was meant.</summary>
    public static string Off(string text) => text.StartsWith('\'') && LooksGuarded(text) ? text[1..] : text;

    // The wide forms too: some spreadsheets take them for the narrow ones.
    private static bool LooksGuarded(string text) =>
        text.AsSpan().TrimStart('\'') is [var first, ..] && first is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠';
}
