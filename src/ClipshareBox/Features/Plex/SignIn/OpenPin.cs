using ClipshareBox.Devices.Plex;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>How a sign-in stands.</summary>
internal enum PinStand
{
    /// <summary>Nobody confirmed yet, or plex.tv could not say yet who it is.</summary>
    Waiting,

    /// <summary>Confirmed by someone who may come in.</summary>
    Authorized,

    /// <summary>Over.</summary>
    Expired,

    /// <summary>Confirmed by someone who may not come in, or refused.</summary>
    Denied,
}

/// <summary>A sign-in that has begun and what is known of it; it lives in memory only.</summary>
internal sealed record OpenPin
{
    /// <summary>The box's own name of it, 256 random bits: plex.tv's number is not told.</summary>
    public required string Id { get; init; }

    /// <summary>Hash of the secret that the browser's cookie holds.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The network address that began it.</summary>
    public required string Address { get; init; }

    /// <summary>The account that is linked by it; null where it signs in.</summary>
    public required string? LinkTo { get; init; }

    /// <summary>The pin at plex.tv.</summary>
    public required PlexPin Plex { get; init; }

    /// <summary>How it stands.</summary>
    public PinStand Stand { get; init; }

    /// <summary>Why; for people.</summary>
    public string? Message { get; init; }

    /// <summary>The token of who confirmed, until it is known who that is.</summary>
    public PlexToken? Token { get; init; }

    /// <summary>Who confirmed, until the browser has fetched its session.</summary>
    public PlexNewcomer? Newcomer { get; init; }

    /// <summary>When plex.tv is asked next.</summary>
    public DateTimeOffset DueAt { get; init; }

    /// <summary>When the browser asked last.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>It with its end: whatever was secret in it is forgotten.</summary>
    public OpenPin Ended(PinStand stand, string message) => this with { Stand = stand, Message = message, Token = null, Newcomer = null };
}

/// <summary>Someone who confirmed and may come in.</summary>
/// <param name="User">Who it is at Plex.</param>
/// <param name="Kept">What the box keeps of it.</param>
internal sealed record PlexNewcomer(PlexUser User, PlexKept Kept);
