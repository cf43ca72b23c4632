namespace ClipshareBox.Devices.Plex;

/// <summary>Reads people, servers and shares out of plex.tv's answers, JSON and XML alike.</summary>
internal static class PlexPeopleReader
{
    /// <summary>A person.</summary>
    /// <exception cref="PlexFault">The answer holds no person.</exception>
    public static PlexUser User(PlexNode body)
    {
        if (body.Number("id") is not { } id)
            throw new PlexFault(PlexFaultKind.BadAnswer, "plex.tv's answer about the person can't be read; try again.");
        var name = body.Text("friendlyName") ?? body.Text("title") ?? body.Text("username") ?? body.Text("email") ?? "Plex user";
        return new PlexUser(id, body.Text("uuid"), name, body.Text("email"), body.Text("thumb"), body.Flag("restricted") ?? false);
    }

    /// <summary>Servers; players and rows that can't be read are left out.</summary>
    public static IReadOnlyList<PlexResource> Resources(PlexNode body) => [.. body.Rows().Select(Resource).OfType<PlexResource>()];

    /// <summary>People an owner shares with.</summary>
    public static IReadOnlyList<PlexGuest> Guests(PlexNode container) =>
    [
        .. from row in container.Rows("User")
           let id = row.Number("id")
           where id is not null
           select new PlexGuest(
               id.Value, row.Text("title") ?? row.Text("username") ?? "Plex user", row.Text("email"),
               [.. row.Rows("Server").Where(s => s.Text("machineIdentifier") is not null)
                   .Select(s => new PlexShare(s.Text("machineIdentifier") ?? "", s.Flag("pending") ?? false))]),
    ];

    private static PlexResource? Resource(PlexNode row)
    {
        var provides = (row.Text("provides") ?? "").Split(',', StringSplitOptions.TrimEntries);
        if (!provides.Contains("server") || row.Text("clientIdentifier") is not { } machine || TokenOf(row) is not { } token)
            return null;
        return new PlexResource(machine, row.Text("name") ?? "Plex server", row.Flag("owned") ?? false, token, [.. Connections(row)])
        {
            OwnerName = row.Text("sourceTitle"),
            NeedsHttps = row.Flag("httpsRequired") ?? false,
            IsSameNetwork = row.Flag("publicAddressMatches") ?? false,
        };
    }

    private static PlexToken? TokenOf(PlexNode row) =>
        row.Text("accessToken") is { } text && text.All(c => c is > ' ' and <= '~') ? new PlexToken(text) : null;

    private static IEnumerable<PlexConnection> Connections(PlexNode row) =>
        from connection in row.Rows("connections")
        let uri = Uri.TryCreate(connection.Text("uri"), UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" ? parsed : null
        where uri is not null
        select new PlexConnection(
            uri, connection.Text("address"), PlexItemReader.Int(connection.Number("port")) ?? uri.Port,
            connection.Flag("local") ?? false, connection.Flag("relay") ?? false);
}
