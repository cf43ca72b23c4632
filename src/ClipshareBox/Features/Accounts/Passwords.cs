using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Identity;

namespace ClipshareBox.Features.Accounts;

/// <summary>Passwords, by the framework's hasher: slow by intent, so never within a change of the store.</summary>
internal sealed class Passwords(IPasswordHasher<Account> hasher)
{
    private static readonly Account Nobody = new() { Id = "", Name = "", Role = "user" };

    // Hashing takes as long for a name that nobody has, so that the time of a refusal tells nothing. Not before someone signs in: it is slow by intent.
    private readonly Lazy<string> _nobodysHash = new(() => hasher.HashPassword(Nobody, Secret.Make()));

    /// <summary>Checks a new password and hashes it.</summary>
    /// <exception cref="Refusal">It is too short or too long.</exception>
    public string Hash(string? password) => password is { Length: >= 10 and <= 200 }
        ? hasher.HashPassword(Nobody, password)
        : throw Refusal.Invalid("password", "has 10 to 200 characters; a few words in a row are easy to remember.");

    /// <summary>Whether a password is that of an account.</summary>
    /// <param name="account">The account, or null where nobody has that name.</param>
    /// <param name="password">The password.</param>
    /// <param name="newHash">A stronger hash to keep instead, where the present one is of an older kind.</param>
    public bool Fits(Account? account, string password, out string? newHash)
    {
        var fits = hasher.VerifyHashedPassword(account ?? Nobody, account?.PasswordHash ?? _nobodysHash.Value, password);
        newHash = fits == PasswordVerificationResult.SuccessRehashNeeded ? hasher.HashPassword(Nobody, password) : null;
        return fits != PasswordVerificationResult.Failed && account?.PasswordHash is not null;
    }
}
