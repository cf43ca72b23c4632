using System.Text;
using System.Text.RegularExpressions;
using DiffPlex;
using DiffPlex.Model;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>
/// Puts two edits of one text together, word by word; pure. Which of the two came first makes no difference: the same two edits
/// always give the same text, or always clash.
/// </summary>
internal static partial class TextMerge
{
    // Comparing takes as long as the product of both lengths; longer changes count as one.
    private const long Longest = 2_000_000;

    /// <summary>The text with both edits in it.</summary>
    /// <param name="before">What both were made on.</param>
    /// <param name="one">One edit.</param>
    /// <param name="other">The other.</param>
    /// <returns>The text; null where both changed the same words, each in its own way.</returns>
    public static string? Merge(string before, string one, string other)
    {
        if (one == other || other == before)
            return one;
        if (one == before)
            return other;
        var words = Words(before);
        var merged = Join(Hunks(words, Words(one)), Hunks(words, Words(other)));
        return merged is null ? null : Apply(words, merged);
    }

    private static string Apply(string[] words, List<Hunk> hunks)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var hunk in hunks)
        {
            text.AppendJoin("", words[at..hunk.Start]).Append(hunk.Text);
            at = hunk.End;
        }
        return text.AppendJoin("", words[at..]).ToString();
    }

    private static List<Hunk>? Join(List<Hunk> one, List<Hunk> other)
    {
        // Insertions before what is replaced at the same place; among themselves what goes on with the line first, then by their text:
        // an order that both sides agree on.
        List<Hunk> all = [.. one.Concat(other).Distinct()
            .OrderBy(h => h.Start).ThenBy(h => h.End).ThenBy(h => h.Text.StartsWith('\n')).ThenBy(h => h.Text, StringComparer.Ordinal)];
        for (var i = 1; i < all.Count; i++)
        {
            if (all[i].Start < all[i - 1].End)
                return null;
        }
        return all;
    }

    private static List<Hunk> Hunks(string[] before, string[] after)
    {
        var head = 0;
        while (head < before.Length && head < after.Length && before[head] == after[head])
            head++;
        var tail = 0;
        while (tail < before.Length - head && tail < after.Length - head && before[^(tail + 1)] == after[^(tail + 1)])
            tail++;
        var (old, now) = (before[head..^tail], after[head..^tail]);
        if ((long)old.Length * now.Length > Longest || old.Length == 0 || now.Length == 0)
            return [new Hunk(head, head + old.Length, string.Concat(now))];
        return [.. Compare(old, now).Select(block => new Hunk(
            head + block.DeleteStartA,
            head + block.DeleteStartA + block.DeleteCountA,
            string.Concat(now.Skip(block.InsertStartB).Take(block.InsertCountB))))];
    }

    // The library asks for the pieces of each text by the text; these are cut already, so a name stands for each.
    private static IList<DiffBlock> Compare(string[] old, string[] now) =>
        new Differ().CreateCustomDiffs("old", "now", ignoreWhiteSpace: false, name => name == "old" ? old : now).DiffBlocks;

    private static string[] Words(string text) => [.. Pieces().Matches(text).Select(m => m.Value)];

    // A word, a run of spaces, a line end, or a single other character with what combines with it.
    [GeneratedRegex(@"[\p{L}\p{N}_]+|\r?\n|[^\S\r\n]+|(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[\s\S])[\u200D\uFE0F\p{M}]*")]
    private static partial Regex Pieces();

    /// <summary>Words [Start, End) of the text before were replaced by a text.</summary>
    private readonly record struct Hunk(int Start, int End, string Text);
}
