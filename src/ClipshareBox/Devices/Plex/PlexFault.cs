namespace ClipshareBox.Devices.Plex;

/// <summary>What went wrong between the box and Plex.</summary>
internal enum PlexFaultKind
{
    /// <summary>The token is not good (401; at plex.tv also 422).</summary>
    Unauthorized,

    /// <summary>A short-lived token is over (498): refresh it.</summary>
    TokenExpired,

    /// <summary>A good token without this right (403).</summary>
    Forbidden,

    /// <summary>There is no such thing (404, or no rows).</summary>
    NotFound,

    /// <summary>No connection, or it broke.</summary>
    Unreachable,

    /// <summary>The certificate does not fit the name.</summary>
    Certificate,

    /// <summary>Starting or under maintenance (503).</summary>
    Booting,

    /// <summary>No answer in time.</summary>
    TimedOut,

    /// <summary>Another error of the server (5xx).</summary>
    ServerError,

    /// <summary>Asked too often (429).</summary>
    TooMany,

    /// <summary>Something answers, but it is not Plex: a proxy, a router, a hotel's page.</summary>
    NotPlex,

    /// <summary>A Plex server, but another one.</summary>
    WrongServer,

    /// <summary>The answer can't be read.</summary>
    BadAnswer,

    /// <summary>The server will not do this (400, decision codes, bandwidth, relay).</summary>
    Refused,

    /// <summary>Too many faults lately: the box lets the server rest and does not ask.</summary>
    Resting,
}

/// <summary>A fault of Plex, with a text that tells people what to do. Never holds a token.</summary>
/// <param name="kind">What it is.</param>
/// <param name="message">For people: what happened and what to do.</param>
/// <param name="inner">The cause, or null.</param>
internal sealed class PlexFault(PlexFaultKind kind, string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What it is.</summary>
    public PlexFaultKind Kind { get; } = kind;

    /// <summary>The HTTP status, or 0.</summary>
    public int Status { get; init; }

    /// <summary>How long the other side asks to wait, or null.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>True when the same question may well be answered a little later.</summary>
    public bool IsPassing => Kind is PlexFaultKind.Unreachable or PlexFaultKind.Booting or PlexFaultKind.TimedOut
        or PlexFaultKind.ServerError or PlexFaultKind.TooMany or PlexFaultKind.BadAnswer;

    /// <summary>True when nobody was there to answer, so that an older answer may stand in.</summary>
    public bool IsAway => IsPassing || Kind is PlexFaultKind.Resting or PlexFaultKind.NotPlex or PlexFaultKind.WrongServer or PlexFaultKind.Certificate;
}
