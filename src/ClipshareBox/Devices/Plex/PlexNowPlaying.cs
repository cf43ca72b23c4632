namespace ClipshareBox.Devices.Plex;

/// <summary>Something that plays at somebody's.</summary>
/// <param name="SessionKey">Its key; changes between pause and stop at times.</param>
/// <param name="ItemKey">ratingKey of what plays.</param>
/// <param name="Title">Its name, with the show's before it.</param>
internal sealed record PlexPlaying(string SessionKey, string ItemKey, string Title)
{
    /// <summary>movie, episode or clip.</summary>
    public required string Type { get; init; }

    /// <summary>The account at the server: "1" is the owner, others are plex.tv's numbers.</summary>
    public string? UserId { get; init; }

    /// <summary>The person's name, or null.</summary>
    public string? UserName { get; init; }

    /// <summary>The player's name for people, or null.</summary>
    public string? Player { get; init; }

    /// <summary>playing, paused or buffering.</summary>
    public string State { get; init; } = "playing";

    /// <summary>Where the player last said it is, in ms: in steps of about 10 s.</summary>
    public long ViewOffsetMs { get; init; }

    /// <summary>Length in ms, or null.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Media.id, or null.</summary>
    public string? VersionId { get; init; }

    /// <summary>Part.id, or null.</summary>
    public string? PartId { get; init; }

    /// <summary>When the box first read that it is there.</summary>
    public DateTimeOffset SeenAt { get; init; }

    // Players report each 10 s, 20 s over the air: one that is silent for longer has most likely gone.
    private const long MostAheadMs = 60_000;

    /// <summary>
    /// About where it is: goes on while playing, for a minute after the last report at most and never behind the end. Approximate, by up to the
    /// 10 s between a player's reports.
    /// </summary>
    /// <param name="now">The instant meant.</param>
    public long AboutMsAt(DateTimeOffset now)
    {
        var since = State == "playing" ? Math.Clamp((long)(now - SeenAt).TotalMilliseconds, 0, MostAheadMs) : 0;
        return Math.Min(ViewOffsetMs + since, DurationMs ?? long.MaxValue);
    }
}

/// <summary>What plays now.</summary>
internal sealed class PlexNowPlaying(PlexVisit visit)
{
    private static readonly string[] Lists = ["Metadata", "Video"];

    /// <summary>Films, episodes and clips of this server that play; no live television, prerolls, music or rows without a title.</summary>
    /// <exception cref="PlexFault">Forbidden (or Unauthorized at older servers) for all but the owner.</exception>
    public async Task<IReadOnlyList<PlexPlaying>> SessionsAsync(CancellationToken ct)
    {
        var now = visit.Server.Gear.Clock.GetUtcNow();
        var read = await visit.AskAsync(new PlexAsk("/status/sessions"), container => Read(container, now), ct);
        return visit.Server.Reports.Since(read, now);
    }

    private static IReadOnlyList<PlexPlaying> Read(PlexNode container, DateTimeOffset now) =>
    [
        .. Lists.SelectMany(container.Rows).Select(row => Session(row, now)).OfType<PlexPlaying>().DistinctBy(p => p.SessionKey),
    ];

    private static PlexPlaying? Session(PlexNode row, DateTimeOffset now)
    {
        var known = row.Text("type") is "movie" or "episode" or "clip" && row.Flag("live") != true && (row.Number("librarySectionID") ?? -1) >= 0;
        if (!known || row.Text("sessionKey") is not { } session || row.Text("ratingKey") is not { } item || row.Text("title") is not { } title)
            return null;
        var media = Selected(row, "Media");
        return new PlexPlaying(session, item, row.Text("grandparentTitle") is { } show ? $"{show}: {title}" : title)
        {
            Type = row.Text("type") ?? "",
            UserId = row.Child("User")?.Text("id"),
            UserName = row.Child("User")?.Text("title"),
            Player = row.Child("Player")?.Text("title") ?? row.Child("Player")?.Text("product"),
            State = row.Child("Player")?.Text("state") ?? "playing",
            ViewOffsetMs = Math.Max(0, row.Number("viewOffset") ?? 0),
            DurationMs = row.Number("duration") is > 0 and var length ? length : null,
            VersionId = media?.Text("id"),
            PartId = media is { } version ? Selected(version, "Part")?.Text("id") : null,
            SeenAt = now,
        };
    }

    private static PlexNode? Selected(PlexNode row, string name) =>
        row.Rows(name).OrderByDescending(m => m.Flag("selected") == true).Select(m => (PlexNode?)m).FirstOrDefault();
}
