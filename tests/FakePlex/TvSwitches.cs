namespace FakePlex;

/// <summary>What plex.tv says of a pin that is over; sources disagree.</summary>
public enum PinEnd
{
    /// <summary>404 with code 1020.</summary>
    NotFound,

    /// <summary>410.</summary>
    Gone,

    /// <summary>200 with a null token for ever.</summary>
    NullForEver,
}

/// <summary>Behaviours of plex.tv on which sources disagree, or that a test wants.</summary>
public sealed class TvSwitches
{
    /// <summary>How a pin ends.</summary>
    public PinEnd PinEnd { get; set; }

    /// <summary>How long a pin lives.</summary>
    public TimeSpan PinLife { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>A revoked token is answered 422 instead of 401.</summary>
    public bool RevokedIs422 { get; set; }

    /// <summary>New tokens look like JWTs.</summary>
    public bool JwtTokens { get; set; }

    /// <summary>The name of the pin's token field is auth_token.</summary>
    public bool UnderscoreTokenField { get; set; }

    /// <summary>The list of resources begins with a row that no client can read.</summary>
    public bool MalformedResource { get; set; }

    /// <summary>Types drift, by this seed.</summary>
    public int? DriftSeed { get; set; }

    /// <summary>A person's token, also at a server, is the same after a restart: for the demonstration, whose box remembers it.</summary>
    public bool LastingTokens { get; set; }

    /// <summary>Everything fails: plex.tv is down (503).</summary>
    public bool Down { get; set; }

    /// <summary>The clock of pins.</summary>
    public TimeProvider Clock { get; set; } = TimeProvider.System;
}
