namespace ClipshareBox.Devices.Plex;

/// <summary>A pin: a code that a person confirms at Plex. Its id and code belong to the browser that began: whoever polls first gets the token.</summary>
/// <param name="Id">plex.tv's number.</param>
/// <param name="Code">4 characters to type, or about 25 for the consent page alone.</param>
/// <param name="ExpiresAt">When it is over, by this box's clock.</param>
internal sealed record PlexPin(long Id, string Code, DateTimeOffset ExpiresAt);

/// <summary>How a pin stands.</summary>
internal enum PlexPinState
{
    /// <summary>Nobody confirmed yet, or plex.tv did not answer just now.</summary>
    Waiting,

    /// <summary>Confirmed.</summary>
    Authorized,

    /// <summary>Over: by plex.tv's word (404, 410) or by the clock.</summary>
    Expired,

    /// <summary>Refused (401, 403).</summary>
    Denied,
}

/// <summary>Answer to a poll.</summary>
/// <param name="State">How it stands.</param>
/// <param name="Token">The person's token when authorized: read once, then drop the pin.</param>
/// <param name="Wait">Poll again not before this.</param>
internal sealed record PlexPinAnswer(PlexPinState State, PlexToken? Token, TimeSpan Wait);

/// <summary>A person at plex.tv.</summary>
/// <param name="Id">The key of people: names and mails change.</param>
/// <param name="Uuid">A second key, or null.</param>
/// <param name="Name">What to show.</param>
/// <param name="Email">Mail, or null (managed home users).</param>
/// <param name="Avatar">Address of the picture, or null.</param>
/// <param name="IsRestricted">A managed profile with limits.</param>
internal sealed record PlexUser(long Id, string? Uuid, string Name, string? Email, string? Avatar, bool IsRestricted);

/// <summary>A server that a person can reach, as plex.tv knows it.</summary>
/// <param name="MachineIdentifier">Which server.</param>
/// <param name="Name">Its name.</param>
/// <param name="IsOwned">The person's own.</param>
/// <param name="AccessToken">This person's token at this server: the account's own one is refused at shared servers.</param>
/// <param name="Connections">Its addresses.</param>
internal sealed record PlexResource(
    string MachineIdentifier, string Name, bool IsOwned, PlexToken AccessToken, IReadOnlyList<PlexConnection> Connections)
{
    /// <summary>The owner's name when it is shared; or null.</summary>
    public string? OwnerName { get; init; }

    /// <summary>Plain http is refused.</summary>
    public bool NeedsHttps { get; init; }

    /// <summary>The box and the server come to plex.tv from one public address: private addresses are worth a try.</summary>
    public bool IsSameNetwork { get; init; }
}

/// <summary>One address of a server.</summary>
/// <param name="Uri">Whole address, with its plex.direct name.</param>
/// <param name="Address">IP address, or null.</param>
/// <param name="Port">TCP port.</param>
/// <param name="IsLocal">A private address.</param>
/// <param name="IsRelay">Plex's relay.</param>
internal sealed record PlexConnection(Uri Uri, string? Address, int Port, bool IsLocal, bool IsRelay);

/// <summary>Somebody with whom an owner shares.</summary>
/// <param name="Id">plex.tv's number.</param>
/// <param name="Name">What to show.</param>
/// <param name="Email">Mail, or null.</param>
/// <param name="Servers">The servers, and whether the invitation still waits.</param>
internal sealed record PlexGuest(long Id, string Name, string? Email, IReadOnlyList<PlexShare> Servers);

/// <summary>A share.</summary>
/// <param name="MachineIdentifier">Which server.</param>
/// <param name="IsPending">Invited, not accepted: no access.</param>
internal sealed record PlexShare(string MachineIdentifier, bool IsPending);

/// <summary>Whether a person may use a server.</summary>
/// <param name="User">The person.</param>
/// <param name="Resource">The server with the person's token; null when there is no access.</param>
internal sealed record PlexAccess(PlexUser User, PlexResource? Resource)
{
    /// <summary>True for owner and guests who accepted.</summary>
    public bool IsAllowed => Resource is not null;

    /// <summary>True for the owner.</summary>
    public bool IsOwner => Resource is { IsOwned: true };
}
