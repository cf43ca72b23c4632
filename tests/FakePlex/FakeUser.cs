using System.Security.Cryptography;
using System.Text;

namespace FakePlex;

/// <summary>A person of the fake plex.tv.</summary>
/// <param name="Id">plex.tv's number.</param>
/// <param name="Username">Sign-in name; empty for managed home users.</param>
/// <param name="Title">The name shown.</param>
/// <param name="Email">Mail address; empty for managed home users.</param>
public sealed record FakeUser(long Id, string Username, string Title, string Email)
{
    /// <summary>Stable hex id.</summary>
    public string Uuid => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"user {Id}")))[..16];

    /// <summary>True for a home profile with limits.</summary>
    public bool Restricted { get; init; }

    /// <summary>All secrets begin with it, so that a test sees one wherever it shows.</summary>
    public const string Mark = "PxSecret";

    /// <summary>A new secret of the usual form: 20 characters.</summary>
    internal static string NewToken() => Mark + RandomNumberGenerator.GetString("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_", 20 - Mark.Length);

    /// <summary>A secret that follows from what it is for: no secret at all, but of the usual form.</summary>
    internal static string LastingToken(string what) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"demo {what}")))[..20];

    /// <summary>A new secret in the form of a JWT: three parts with dots.</summary>
    internal static string NewJwt() => $"eyJhbGciOiJFZERTQSJ9.{NewToken()}{NewToken()}.{NewToken()}{NewToken()}";
}
