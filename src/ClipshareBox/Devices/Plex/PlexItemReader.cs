namespace ClipshareBox.Devices.Plex;

/// <summary>Reads titles out of answers. A row that is no title is left out, and the others stay.</summary>
internal static class PlexItemReader
{
    private static readonly string[] ItemLists = ["Metadata", "Video", "Directory", "Playlist"];

    /// <summary>All titles of a container; other rows ("All episodes", persons) have no ratingKey and are left out.</summary>
    public static IReadOnlyList<PlexItem> Items(PlexNode container) =>
        [.. ItemLists.SelectMany(container.Rows).Select(row => Item(row, container)).OfType<PlexItem>()];

    /// <summary>One title, or null when the row is none.</summary>
    /// <param name="row">The row.</param>
    /// <param name="container">Its container: what all rows share is written there alone.</param>
    public static PlexItem? Item(PlexNode row, PlexNode container)
    {
        if (row.Text("ratingKey") is not { } key || row.Text("type") is not { } type || row.Text("title") is not { } title)
            return null;
        return new PlexItem(key, type, title)
        {
            Guid = row.Text("guid"),
            Year = Int(row.Number("year")),
            DurationMs = Positive(row.Number("duration")),
            Summary = row.Text("summary"),
            SectionKey = row.Text("librarySectionID") ?? container.Text("librarySectionID"),
            Parent = Parent(row, container, "parent"),
            Grandparent = Parent(row, container, "grandparent"),
            Index = Int(row.Number("index")),
            AirDate = row.Text("originallyAvailableAt"),
            Thumb = row.Text("thumb") ?? row.Text("composite"),
            Art = row.Text("art"),
            ViewOffsetMs = row.Number("viewOffset"),
            AddedAt = row.Instant("addedAt"),
            UpdatedAt = row.Instant("updatedAt"),
            ChildCount = Int(row.Number("leafCount") ?? row.Number("childCount")),
            PlaylistRow = row.Text("playlistItemID"),
            Versions = Versions(row),
            Chapters = Chapters(row),
            Markers = [.. row.Rows("Marker").Select(Marker).OfType<PlexMarker>().OrderBy(m => m.StartMs)],
        };
    }

    /// <summary>Narrowed to what an int holds.</summary>
    internal static int? Int(long? number) => number is >= int.MinValue and <= int.MaxValue ? (int)number : null;

    private static PlexParent? Parent(PlexNode row, PlexNode container, string which)
    {
        var key = row.Text($"{which}RatingKey") ?? container.Text($"{which}RatingKey");
        var title = row.Text($"{which}Title") ?? container.Text($"{which}Title");
        return key is null && title is null ? null : new PlexParent(key, title, Int(row.Number($"{which}Index")));
    }

    private static IReadOnlyList<PlexVersion> Versions(PlexNode row) =>
        [.. row.Rows("Media").Select((media, number) => Version(media, number))];

    private static PlexVersion Version(PlexNode media, int number) =>
        new(media.Text("id") ?? "", number, [.. media.Rows("Part").Select((part, at) => Part(part, at)).OfType<PlexPart>()])
        {
            DurationMs = Positive(media.Number("duration")),
            Width = Int(media.Number("width")),
            Height = Int(media.Number("height")),
            Bitrate = Int(media.Number("bitrate")),
            Resolution = media.Text("videoResolution")?.ToLowerInvariant(),
            Container = media.Text("container"),
            VideoCodec = media.Text("videoCodec"),
            AudioCodec = media.Text("audioCodec"),
            FrameRateClass = media.Text("videoFrameRate"),
            IsOptimized = media.Number("proxyType") == OptimizedVersion,
        };

    private const int OptimizedVersion = 42;

    private static PlexPart? Part(PlexNode part, int number) => part.Text("key") is not { } path || !path.StartsWith('/')
        ? null
        : new PlexPart(part.Text("id") ?? "", number, path)
        {
            File = part.Text("file"),
            SizeBytes = Positive(part.Number("size")),
            DurationMs = Positive(part.Number("duration")),
            Container = part.Text("container"),
            Exists = part.Flag("exists"),
            Streams = [.. part.Rows("Stream").Select(Stream).OfType<PlexStream>()],
        };

    private static PlexStream? Stream(PlexNode stream)
    {
        if (stream.Text("id") is not { } id)
            return null;
        var kind = stream.Number("streamType") is >= 1 and <= 3 and var number ? (PlexStreamKind)number : PlexStreamKind.Other;
        return new PlexStream(id, kind)
        {
            Index = Int(stream.Number("index")),
            Codec = stream.Text("codec"),
            Language = stream.Text("languageCode"),
            Title = stream.Text("extendedDisplayTitle") ?? stream.Text("displayTitle") ?? stream.Text("title"),
            Path = stream.Text("key"),
            IsSelected = stream.Flag("selected") ?? false,
            IsForced = stream.Flag("forced") ?? false,
            Channels = Int(stream.Number("channels")),
            FrameRate = stream.Real("frameRate"),
            Transfer = stream.Text("colorTrc"),
            DolbyVision = stream.Flag("DOVIPresent") == true ? Int(stream.Number("DOVIProfile")) ?? 0 : null,
        };
    }

    private static IReadOnlyList<PlexChapter> Chapters(PlexNode row) =>
    [
        .. row.Rows("Chapter").Where(c => c.Number("startTimeOffset") is not null)
            .OrderBy(c => c.Number("startTimeOffset"))
            .Select((c, at) => new PlexChapter(at + 1, c.Text("tag"), c.Number("startTimeOffset") ?? 0, c.Number("endTimeOffset") ?? 0)),
    ];

    private static PlexMarker? Marker(PlexNode marker) =>
        marker.Text("type") is { } type && marker.Number("startTimeOffset") is { } start && marker.Number("endTimeOffset") is { } end
            ? new PlexMarker(type, start, end)
            : null;

    private static long? Positive(long? number) => number > 0 ? number : null;
}
