using System.Globalization;
using System.Text;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Accounts;

/// <summary>Someone whom another service vouches for.</summary>
/// <param name="Origin">The service: one of <see cref="Origins"/>.</param>
/// <param name="Name">The name there, of any form.</param>
/// <param name="AvatarUrl">Address of the picture, or null.</param>
internal sealed record Vouched(string Origin, string Name, string? AvatarUrl);

/// <summary>Accounts of people whom another service vouches for: made without a password, named as there, let in and put out by its word.</summary>
internal sealed class VouchedAccounts(AccountBook book, Sessions sessions, AuditLog audit)
{
    private const int LongestName = 64;

    /// <summary>Makes an account; where the name is taken it gets a number.</summary>
    /// <returns>The account's id.</returns>
    public string Make(Change change, Vouched person)
    {
        var draft = new Account { Id = "", Name = FreeName(change, person.Name, null), Role = "user", AvatarUrl = person.AvatarUrl };
        return book.Make(change, null, $"user.{person.Origin}", draft).Id;
    }

    /// <summary>Gives an account the person's present name, where it is free, and the present picture.</summary>
    public void Follow(Change change, string userId, Vouched person)
    {
        if (AccountStore.Find(change, userId) is not { } account)
            return;
        var name = FreeName(change, person.Name, account.Id);
        AccountStore.Rename(change, account.Id, name, person.AvatarUrl);
        if (name != account.Name)
            audit.Add(change, null, new AuditNote("user.rename") { TargetId = account.Id, TargetName = account.Name, Detail = name });
    }

    /// <summary>Gives an account the person's picture; its name is its own.</summary>
    public static void SetAvatar(Change change, string userId, string? avatarUrl)
    {
        if (AccountStore.Find(change, userId) is { } account)
            AccountStore.Rename(change, account.Id, account.Name, avatarUrl);
    }

    /// <summary>Signs in, remembered.</summary>
    /// <exception cref="Refusal">The account is disabled or gone.</exception>
    public OpenedSession LetIn(Change change, string userId, string origin) => AccountStore.Find(change, userId) is { Disabled: false } account
        ? sessions.Open(change, account, remember: true, origin)
        : throw new Refusal(ErrorCode.PermissionDenied, "This account is disabled; ask an admin of the box.");

    /// <summary>
    /// Ends what a service has vouched for. Of an account that has no other way in, the API tokens end too: they were made by its right.
    /// </summary>
    /// <param name="change">The change.</param>
    /// <param name="userId">The account.</param>
    /// <param name="origin">The service.</param>
    /// <param name="hasOtherWay">True where the account was there before.</param>
    /// <param name="why">For the audit log; null for nothing to note.</param>
    public void PutOut(Change change, string userId, string origin, bool hasOtherWay, string? why)
    {
        if (AccountStore.Find(change, userId) is not { } account)
            return;
        sessions.EndAllOf(change, userId, origin);
        if (!hasOtherWay && account.PasswordHash is null)
            sessions.EndTokens(change, userId);
        if (why is not null)
            audit.Add(change, null, new AuditNote($"{origin}.access-ended") { TargetId = account.Id, TargetName = account.Name, Detail = why });
    }

    // "Gwen", or "Gwen 2" where another account has that name.
    private static string FreeName(Change change, string name, string? ownId)
    {
        var clean = Shortened(name, LongestName);
        clean = clean.Length == 0 ? "Guest" : clean;
        var free = clean;
        for (var n = 2; AccountStore.ByName(change, free) is { } other && other.Id != ownId; n++)
        {
            var number = n.ToString(CultureInfo.InvariantCulture);
            free = $"{Shortened(clean, LongestName - number.Length - 1)} {number}";
        }
        return free;
    }

    // Whole characters only; control characters and broken ones are left out.
    private static string Shortened(string text, int most)
    {
        var kept = new StringBuilder();
        foreach (var rune in text.Trim().EnumerateRunes().Where(r => r != Rune.ReplacementChar && !Rune.IsControl(r)))
        {
            if (kept.Length + rune.Utf16SequenceLength > most)
                break;
            kept.Append(rune.ToString());
        }
        return kept.ToString().Trim();
    }
}
