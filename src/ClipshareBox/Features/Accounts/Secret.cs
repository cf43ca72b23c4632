using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace ClipshareBox.Features.Accounts;

/// <summary>Secrets of sessions and tokens: 32 random bytes, of which the store keeps a hash only.</summary>
internal static class Secret
{
    /// <summary>A new one, in letters, digits, - and _.</summary>
    public static string Make() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>What is kept of it. A plain hash is enough: nobody guesses 256 random bits.</summary>
    public static string Hash(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));
}
