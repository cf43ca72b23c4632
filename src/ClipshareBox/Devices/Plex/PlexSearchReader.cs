namespace ClipshareBox.Devices.Plex;

/// <summary>Reads what both searches answer: videos alone, each once.</summary>
internal static class PlexSearchReader
{
    /// <summary>/library/search: each result holds one title.</summary>
    public static IReadOnlyList<PlexItem> Results(PlexNode container) => Videos(
        from result in container.Rows("SearchResult")
        from row in result.Rows("Metadata")
        select PlexItemReader.Item(row, container));

    /// <summary>/hubs/search: a list for each kind, most of them empty.</summary>
    public static IReadOnlyList<PlexItem> Hubs(PlexNode container) => Videos(
        from hub in container.Rows("Hub")
        from row in hub.Rows("Metadata")
        select PlexItemReader.Item(row, hub));

    private static IReadOnlyList<PlexItem> Videos(IEnumerable<PlexItem?> items) =>
        [.. items.OfType<PlexItem>().Where(item => item.IsPlayable || item.Type == "show").DistinctBy(item => item.Key)];
}
