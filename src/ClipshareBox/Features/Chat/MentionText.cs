using System.Text;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Chat;

/// <summary>Finds who is named in a text, and puts the names of now into it. Pure.</summary>
internal static class MentionText
{
    /// <summary>Every <c>@</c> that stands before a member's name, in the text's order; of names that begin alike the longest one.</summary>
    /// <param name="text">The text; capitals make no difference.</param>
    /// <param name="members">Who can be named; those without an id or a name can't.</param>
    public static IReadOnlyList<Mention> Find(string text, IEnumerable<HubUser> members)
    {
        var longest = members.Where(m => m is { Id: not null, Name.Length: > 0 }).OrderByDescending(m => m.Name.Length).ToList();
        var found = new List<Mention>();
        for (var at = text.IndexOf('@'); at >= 0; at = text.IndexOf('@', at + 1))
        {
            // In mail@example.com nobody is named.
            if ((at == 0 || !char.IsLetterOrDigit(text[at - 1])) && longest.Find(m => Names(text, at + 1, m.Name)) is { } named)
                found.Add(new Mention(named, at, named.Name.Length + 1));
        }
        return found;
    }

    /// <summary>The text with other names where people are named; what stands beside them stays.</summary>
    /// <param name="text">The text as it was stored.</param>
    /// <param name="mentions">Where people are named in it, in its order, with their names of now.</param>
    public static (string Text, IReadOnlyList<Mention> Mentions) WithNames(string text, IReadOnlyList<Mention> mentions)
    {
        if (mentions.Count == 0)
            return (text, mentions);
        var (told, moved, end) = (new StringBuilder(), new List<Mention>(), 0);
        foreach (var mention in mentions)
        {
            told.Append(text, end, mention.Start - end);
            moved.Add(new Mention(mention.User, told.Length, mention.User.Name.Length + 1));
            told.Append('@').Append(mention.User.Name);
            end = mention.Start + mention.Length;
        }
        return (told.Append(text, end, text.Length - end).ToString(), moved);
    }

    /// <summary>The beginning of a text, as one line.</summary>
    /// <param name="text">The text.</param>
    /// <param name="most">UTF-16 units at most, with the dots.</param>
    public static string Begin(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        if (line.Length <= most)
            return line;
        var end = most - 1;
        return line[..(char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)] + "…";
    }

    private static bool Names(string text, int at, string name)
    {
        var end = at + name.Length;
        return string.Compare(text, at, name, 0, name.Length, StringComparison.OrdinalIgnoreCase) == 0
            && (end >= text.Length || !char.IsLetterOrDigit(text[end]));
    }
}
