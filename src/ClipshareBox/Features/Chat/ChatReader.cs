using System.Data;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Chat;

/// <summary>Rows as messages: with the names of now, and the beginning of what they answer.</summary>
internal static class ChatReader
{
    private const int QuoteLength = 140;

    public static IReadOnlyList<ChatMessage> Seen(IDbConnection connection, IReadOnlyList<ChatRow> rows)
    {
        if (rows.Count == 0)
            return [];
        var answered = ChatStore.Of(connection, [.. rows.Select(r => r.ReplyTo).OfType<string>().Distinct()]);
        var mentions = MentionStore.Of(connection, [.. rows.Concat(answered).Select(r => r.Id)]);
        var names = People.Names(connection, [.. mentions.SelectMany(m => m).Select(m => m.UserId).Distinct()]);
        var quotes = answered.ToDictionary(row => row.Id, row => Quote(Seen(row, mentions[row.Id], names)));
        return [.. rows.Select(row => Seen(row, mentions[row.Id], names) with { Quote = quotes.GetValueOrDefault(row.ReplyTo ?? "") })];
    }

    /// <summary>The beginning of a message, for the answers to it.</summary>
    public static ChatQuote Quote(ChatMessage message) => new(message.User, MentionText.Begin(message.Text, QuoteLength));

    private static ChatMessage Seen(ChatRow row, IEnumerable<MentionRow> mentions, IReadOnlyDictionary<string, string> names)
    {
        var (text, named) = MentionText.WithNames(
            row.Text, [.. mentions.Where(m => names.ContainsKey(m.UserId)).Select(m => new Mention(new HubUser(m.UserId, names[m.UserId]), m.StartAt, m.Length))]);
        return new ChatMessage(
            row.Id, row.WorkspaceId, new HubUser(row.UserId, row.UserName), text, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs))
        {
            BookmarkId = row.BookmarkId,
            BookmarkNumber = row.BookmarkNumber,
            ReplyTo = row.ReplyTo,
            Mentions = named,
        };
    }
}
