using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Remote;

/// <summary>A server's title that becomes a content, probed.</summary>
internal sealed record RemoteContent
{
    public required string ContentKey { get; init; }
    public required string SourceId { get; init; }

    /// <summary>Which title, as the server names it.</summary>
    public required string Folder { get; init; }

    /// <summary>Which file, as the server names it; another one when it was replaced.</summary>
    public required string Name { get; init; }
    public required string Library { get; init; }
    public required string Title { get; init; }
    public int? Year { get; init; }
    public required long SizeBytes { get; init; }
    public required string Info { get; init; }
    public required long DurationMs { get; init; }
    public required long NowMs { get; init; }
}

/// <summary>What servers' titles write into the table <c>contents</c>.</summary>
internal static class RemoteContentStore
{
    /// <summary>Puts a title in, or in the place of what was known of it before.</summary>
    public static void Put(Change change, RemoteContent content) => change.Execute(
        """
        insert into contents (content_key, source_id, folder, name, library, title, title_key, search_key, year, size_bytes, changed_at, state,
            due_at_ms, duration_ms, info, added_at_ms)
        values (@ContentKey, @SourceId, @Folder, @Name, @Library, @Title, lower(@Title), lower(@Title), @Year, @SizeBytes, @NowMs, 'ready',
            0, @DurationMs, @Info, @NowMs)
        on conflict (content_key) do update set name = @Name, title = @Title, title_key = lower(@Title), search_key = lower(@Title), year = @Year,
            size_bytes = @SizeBytes, changed_at = @NowMs, duration_ms = @DurationMs, info = @Info, fault = null, away_at_ms = null, state = 'ready'
        """,
        content);
}
