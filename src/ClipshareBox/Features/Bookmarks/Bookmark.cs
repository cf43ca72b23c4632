using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>A numbered range of a content, with label and notes.</summary>
public sealed record Bookmark
{
    /// <summary>Its name in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>Its spoken number: counts up in the workspace, is never used again.</summary>
    public required int Number { get; init; }

    /// <summary>The workspace.</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>Who made it; null for a panel, or when the account is gone.</summary>
    public HubUser? CreatedBy { get; init; }

    /// <summary>Up to 200 characters.</summary>
    public string Label { get; init; } = "";

    /// <summary>Notes that all members see, up to 10,000 characters.</summary>
    public string PublicNotes { get; init; } = "";

    /// <summary>The reader's own notes; each member has his own, and nobody else sees them.</summary>
    public string PrivateNotes { get; init; } = "";

    /// <summary>IN in ms from the content's start, included.</summary>
    public required long StartMs { get; init; }

    /// <summary>OUT in ms from the content's start, excluded.</summary>
    public required long EndMs { get; init; }

    /// <summary>The first frame whose start lies at or behind IN, counted from 0 on the content's rate.</summary>
    public required long StartFrame { get; init; }

    /// <summary>The first frame behind the range.</summary>
    public required long EndFrame { get; init; }

    /// <summary>Timecodes of both frames.</summary>
    public required TimecodePair Timecode { get; init; }

    /// <summary>A colour as #rrggbb, or null.</summary>
    public string? Colour { get; init; }

    /// <summary>0 to 5.</summary>
    public int Rating { get; init; }

    /// <summary>Up to 20 words of up to 40 characters.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Counts its changes.</summary>
    public required long Rev { get; init; }

    /// <summary>Who keeps others from changing it, or null.</summary>
    public string? LockedBy { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? LockedAt { get; init; }

    /// <summary>Its clip, or null before one was asked for.</summary>
    public BookmarkClip? Clip { get; init; }

    /// <summary>Where it was made: web, panel, mqtt or api.</summary>
    public required string Origin { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>Timecodes, HH:MM:SS:FF or HH:MM:SS;FF for drop-frame.</summary>
/// <param name="In">Of the first frame.</param>
/// <param name="Out">Of the first frame behind the range.</param>
public sealed record TimecodePair(string In, string Out);

/// <summary>How a bookmark's clip stands.</summary>
/// <param name="State">queued, processing, complete, error or cancelled.</param>
/// <param name="JobId">The job that makes it.</param>
/// <param name="FileName">Name on the share once it is there.</param>
/// <param name="SizeBytes">Its size.</param>
/// <param name="Url">Its address at the box.</param>
public sealed record BookmarkClip(string State, string? JobId, string? FileName, long? SizeBytes, string? Url);

/// <summary>Asks for a bookmark.</summary>
public sealed record NewBookmark
{
    /// <summary>The workspace.</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>IN in ms, included.</summary>
    public required long StartMs { get; init; }

    /// <summary>OUT in ms, excluded.</summary>
    public required long EndMs { get; init; }

    /// <summary>Up to 200 characters.</summary>
    public string? Label { get; init; }

    /// <summary>Up to 10,000 characters.</summary>
    public string? PublicNotes { get; init; }

    /// <summary>Up to 10,000 characters.</summary>
    public string? PrivateNotes { get; init; }

    /// <summary>#rrggbb, or null.</summary>
    public string? Colour { get; init; }

    /// <summary>0 to 5.</summary>
    public int Rating { get; init; }

    /// <summary>Up to 20 words.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>Changes a bookmark; what is null stays.</summary>
public sealed record BookmarkChange
{
    /// <summary>The revision that the change was made on.</summary>
    public required long Rev { get; init; }

    /// <summary>IN in ms.</summary>
    public long? StartMs { get; init; }

    /// <summary>OUT in ms.</summary>
    public long? EndMs { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>Notes for all.</summary>
    public string? PublicNotes { get; init; }

    /// <summary>The caller's own notes, which only he sees; anybody who may read the bookmark may have some.</summary>
    public string? PrivateNotes { get; init; }

    /// <summary>#rrggbb; empty for none.</summary>
    public string? Colour { get; init; }

    /// <summary>0 to 5.</summary>
    public int? Rating { get; init; }

    /// <summary>Up to 20 words.</summary>
    public IReadOnlyList<string>? Tags { get; init; }
}

/// <summary>Locks or unlocks a bookmark.</summary>
/// <param name="Locked">True to keep others from changing it; also renews a lock that is held.</param>
/// <param name="TakeOver">True to take it from someone who holds it; producers only.</param>
public sealed record LockChange(bool Locked, bool TakeOver = false);

/// <summary>Data of <c>bookmark_updated</c>.</summary>
/// <param name="Bookmark">The bookmark as it stands.</param>
/// <param name="UpdatedBy">Who changed it.</param>
public sealed record BookmarkUpdated(Bookmark Bookmark, HubUser UpdatedBy);

/// <summary>Data of <c>bookmark_deleted</c>.</summary>
public sealed record BookmarkDeleted(string Id, int Number, HubUser DeletedBy);

/// <summary>Names a bookmark in a hub message.</summary>
public sealed record BookmarkName(string Id);

/// <summary>A change by a hub message.</summary>
public sealed record BookmarkChangeById(string Id, BookmarkChange Change);

/// <summary>A lock by a hub message.</summary>
public sealed record BookmarkLockById(string Id, bool Locked, bool TakeOver = false);

/// <summary>Details of a 409: what stands now, and which fields clash, each with both values.</summary>
/// <param name="Current">The bookmark as it stands.</param>
/// <param name="Fields">Names of the fields that clash.</param>
/// <param name="Clashes">Their values.</param>
public sealed record BookmarkClash(Bookmark Current, IReadOnlyList<string> Fields, IReadOnlyList<FieldClash> Clashes);

/// <summary>A field that two people changed, each in his own way; all values as texts, tags one a line.</summary>
/// <param name="Field">Its name.</param>
/// <param name="Before">What both began with; null when it is no longer known.</param>
/// <param name="Yours">What this change wants.</param>
/// <param name="Theirs">What stands now.</param>
public sealed record FieldClash(string Field, string? Before, string Yours, string Theirs);

/// <summary>What an undo did.</summary>
/// <param name="Undone">The edit that was taken back: created, changed or deleted.</param>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="Number">Its number.</param>
/// <param name="Bookmark">As it stands now; null when it is gone with its making.</param>
public sealed record UndoAnswer(string Undone, string BookmarkId, int Number, Bookmark? Bookmark);

/// <summary>Details of a 409 of an undo: who changed the bookmark since.</summary>
public sealed record UndoBarred(Bookmark? Current);

/// <summary>Details of a 423.</summary>
public sealed record LockedDetails(string LockedBy);

/// <summary>Bookmarks as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Bookmark))]
[JsonSerializable(typeof(IReadOnlyList<Bookmark>))]
[JsonSerializable(typeof(NewBookmark))]
[JsonSerializable(typeof(BookmarkChange))]
[JsonSerializable(typeof(LockChange))]
[JsonSerializable(typeof(BookmarkUpdated))]
[JsonSerializable(typeof(BookmarkDeleted))]
[JsonSerializable(typeof(BookmarkName))]
[JsonSerializable(typeof(BookmarkChangeById))]
[JsonSerializable(typeof(BookmarkLockById))]
[JsonSerializable(typeof(BookmarkClash))]
[JsonSerializable(typeof(LockedDetails))]
[JsonSerializable(typeof(UndoAnswer))]
[JsonSerializable(typeof(UndoBarred))]
[JsonSerializable(typeof(BookmarkBefore))]
internal sealed partial class BookmarksJson : JsonSerializerContext;
