using System.Text.Json.Serialization;

namespace ClipshareBox.Features.Sources;

/// <summary>Where content comes from.</summary>
public sealed record Source
{
    /// <summary>Its name in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>folder or plex.</summary>
    public required string Kind { get; init; }

    /// <summary>1 to 100 characters.</summary>
    public required string Name { get; init; }

    /// <summary>Of a folder: its absolute path at the box; of a Plex server: its address.</summary>
    public required string Path { get; init; }

    /// <summary>indexing while it is looked through for the first time since the start, then ready; away while it can't be reached.</summary>
    public required string State { get; init; }

    /// <summary>True when changes are seen at once, false when only the regular look finds them (network shares, used-up watches).</summary>
    public required bool Watched { get; init; }

    /// <summary>What keeps it away, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>Contents that are there.</summary>
    public required long ItemCount { get; init; }

    /// <summary>Contents that have still to be probed.</summary>
    public required long WaitingCount { get; init; }

    /// <summary>When it was last looked through to its end.</summary>
    public DateTimeOffset? IndexedAt { get; init; }

    /// <summary>When it was added.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
}

/// <summary>Asks for a source.</summary>
/// <param name="Kind">folder or plex.</param>
/// <param name="Name">1 to 100 characters; a Plex server may go without and then has its own.</param>
/// <param name="Path">Of a folder: its absolute path at the box.</param>
/// <param name="Url">Of a Plex server: its address, such as http://192.168.1.10:32400.</param>
/// <param name="Token">Of a Plex server: a token of its owner; kept sealed and never shown.</param>
/// <param name="PathMap">Of a Plex server: folders of its files that the box sees too.</param>
public sealed record NewSource(
    string Kind, string? Name = null, string? Path = null, string? Url = null, string? Token = null, IReadOnlyList<PathPair>? PathMap = null);

/// <summary>A folder by its two names.</summary>
/// <param name="From">As the server names it.</param>
/// <param name="To">Absolute path as the box sees it.</param>
public sealed record PathPair(string From, string To);

/// <summary>How a source answers now.</summary>
/// <param name="Ok">True when it can be read.</param>
/// <param name="Message">What was found, or what to do.</param>
/// <param name="Field">The field that is wrong, where something that was entered is.</param>
public sealed record SourceTest(bool Ok, string Message, string? Field = null);

/// <summary>Details of a 409: the source that stands already.</summary>
public sealed record CurrentSource(Source Current);

/// <summary>A part of a source: a folder at its top, or the root with everything in it.</summary>
/// <param name="Key">Its name in addresses; <c>root</c> holds the whole source.</param>
/// <param name="Title">The folder's name, or the source's.</param>
/// <param name="Type">folder; of a Plex server movie, show, collection or playlist.</param>
/// <param name="ItemCount">Contents in it, at any depth; 0 where the server does not tell before it is opened.</param>
public sealed record Library(string Key, string Title, string Type, long ItemCount);

/// <summary>A content in a list.</summary>
public sealed record MediaItem
{
    /// <summary>Its name within the source.</summary>
    public required string Key { get; init; }

    /// <summary>Its name everywhere else; null for what only holds others.</summary>
    public required string? ContentKey { get; init; }

    /// <summary>Of a show, season, collection or playlist: the key under which its own items are listed, as those of a library; else null.</summary>
    public string? LibraryKey { get; init; }

    /// <summary>The source.</summary>
    public required string SourceId { get; init; }

    /// <summary>File name without extension and year.</summary>
    public required string Title { get; init; }

    /// <summary>The year in brackets behind the title, or null.</summary>
    public int? Year { get; init; }

    /// <summary>movie; of a Plex server also show, season, episode, clip, collection or playlist.</summary>
    public required string Type { get; init; }

    /// <summary>Folder within the source, empty at its top.</summary>
    public required string Folder { get; init; }

    /// <summary>Length in ms; null while it has not been probed.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Size of the file in bytes; 0 where it is not known.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>Address of a picture from it; null while it has not been probed.</summary>
    public string? PosterUrl { get; init; }

    /// <summary>Why it can't be played or cut, or null.</summary>
    public string? Fault { get; init; }

    /// <summary>When the box first saw it.</summary>
    public required DateTimeOffset AddedAt { get; init; }
}

/// <summary>Sources and media as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Source))]
[JsonSerializable(typeof(IReadOnlyList<Source>))]
[JsonSerializable(typeof(NewSource))]
[JsonSerializable(typeof(SourceTest))]
[JsonSerializable(typeof(CurrentSource))]
[JsonSerializable(typeof(IReadOnlyList<Library>))]
[JsonSerializable(typeof(IReadOnlyList<MediaItem>))]
[JsonSerializable(typeof(MediaDetails))]
internal sealed partial class SourcesJson : JsonSerializerContext;
