using System.Text.Json.Serialization;
using ClipshareBox.Platform.Jobs;

namespace ClipshareBox.Features.Clips;

/// <summary>The file cut from a bookmark.</summary>
public sealed record Clip
{
    /// <summary>Its name in addresses; stays when it is cut again.</summary>
    public required string Id { get; init; }

    /// <summary>The bookmark.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>The workspace.</summary>
    public required string WorkspaceId { get; init; }

    /// <summary>The bookmark's number.</summary>
    public required int Number { get; init; }

    /// <summary>The bookmark's label when the clip was ordered.</summary>
    public string Label { get; init; } = "";

    /// <summary>A name that people gave the clip, or null.</summary>
    public string? Name { get; init; }

    /// <summary>True to keep it from retention.</summary>
    public bool Keep { get; init; }

    /// <summary>What is made: original, playout, 4k, 1080p, 720p or 480p.</summary>
    public required string Profile { get; init; }

    /// <summary>queued, processing, complete, error or cancelled: how the last order stands. An older file stays until the new one is whole.</summary>
    public required string State { get; init; }

    /// <summary>The job of the last order.</summary>
    public required string JobId { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? ErrorText { get; init; }

    /// <summary>Name on the share; null before there is a whole file.</summary>
    public string? FileName { get; init; }

    /// <summary>Path from the root of the share, with '/'.</summary>
    public string? Path { get; init; }

    /// <summary>Size of the file in bytes.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Length of the file in ms, handles included.</summary>
    public long? DurationMs { get; init; }

    /// <summary>The rate of the content, exact.</summary>
    public ClipRate? FrameRate { get; init; }

    /// <summary>IN in ms of the content, by which the file was cut.</summary>
    public long? StartMs { get; init; }

    /// <summary>OUT in ms of the content, by which the file was cut.</summary>
    public long? EndMs { get; init; }

    /// <summary>Spare material asked for at either end, in ms.</summary>
    public int? HandlesMs { get; init; }

    /// <summary>Counts the files.</summary>
    public required long Rev { get; init; }

    /// <summary>Address of the file, of this very version; null before there is one.</summary>
    public string? Url { get; init; }

    /// <summary>Address of what browsers can play: the file itself, or the rendering beside it; null until that is made.</summary>
    public string? PlayoutUrl { get; init; }

    /// <summary>Address of the poster.</summary>
    public string? PosterUrl { get; init; }

    /// <summary>How it was made.</summary>
    public ClipReport? Report { get; init; }

    /// <summary>When it was first ordered.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it changed last.</summary>
    public required DateTimeOffset UpdatedAt { get; init; }
}

/// <summary>A rate in frames a second.</summary>
public sealed record ClipRate(long Num, long Den);

/// <summary>Asks for a bookmark's clip.</summary>
/// <param name="Profile">original (as the source, exact), playout, 4k, 1080p, 720p or 480p; null is original, or what it was before.</param>
public sealed record ClipRequest(string? Profile = null);

/// <summary>Changes a clip; what is null stays.</summary>
/// <param name="Keep">True to keep it from retention.</param>
/// <param name="Name">Up to 200 characters; empty for none. The file keeps its name.</param>
public sealed record ClipChange(bool? Keep = null, string? Name = null);

/// <summary>How the clips of a workspace stand.</summary>
/// <param name="Total">Bookmarks.</param>
/// <param name="Queued">Clips that wait.</param>
/// <param name="Processing">Clips in the making.</param>
/// <param name="Complete">Clips whose file is whole.</param>
/// <param name="Error">Clips that failed.</param>
/// <param name="Missing">Bookmarks without a clip, or whose order was cancelled.</param>
/// <param name="Jobs">Jobs that wait or run.</param>
public sealed record ProcessState(int Total, int Queued, int Processing, int Complete, int Error, int Missing, IReadOnlyList<Job> Jobs);

/// <summary>Details of a 409: what stands now.</summary>
public sealed record CurrentClip(Clip Current);

/// <summary>Data of <c>clip_deleted</c>.</summary>
/// <param name="Id">The clip.</param>
/// <param name="BookmarkId">Its bookmark.</param>
/// <param name="Number">Its number.</param>
/// <param name="Reason">"deleted" by people, "age" or "space".</param>
public sealed record ClipDeleted(string Id, string BookmarkId, int Number, string Reason);

/// <summary>Data of <c>storage_warning</c>: what retention is going to do.</summary>
/// <param name="Reason">"space" or "age".</param>
/// <param name="FreeBytes">Free for clips.</param>
/// <param name="ReserveBytes">What is kept free.</param>
/// <param name="ClipIds">Clips that go next, the oldest first; a kept clip never.</param>
public sealed record StorageWarning(string Reason, long FreeBytes, long ReserveBytes, IReadOnlyList<string> ClipIds);

/// <summary>Clips as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, WriteIndented = false)]
[JsonSerializable(typeof(Clip))]
[JsonSerializable(typeof(IReadOnlyList<Clip>))]
[JsonSerializable(typeof(Clip[]))]
[JsonSerializable(typeof(ClipRequest))]
[JsonSerializable(typeof(ClipChange))]
[JsonSerializable(typeof(ClipReport))]
[JsonSerializable(typeof(ProcessState))]
[JsonSerializable(typeof(ClipDeleted))]
[JsonSerializable(typeof(StorageWarning))]
[JsonSerializable(typeof(RetentionChoice))]
[JsonSerializable(typeof(RetentionLook))]
[JsonSerializable(typeof(StorageLook))]
[JsonSerializable(typeof(ClipSheet))]
[JsonSerializable(typeof(CutOrder))]
[JsonSerializable(typeof(CurrentClip))]
internal sealed partial class ClipsJson : JsonSerializerContext;
