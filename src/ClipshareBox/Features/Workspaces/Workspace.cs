using System.Text.Json.Serialization;

namespace ClipshareBox.Features.Workspaces;

/// <summary>A team's room around one content.</summary>
public sealed record Workspace
{
    /// <summary>Its name in addresses.</summary>
    public required string Id { get; init; }

    /// <summary>1 to 200 characters.</summary>
    public required string Title { get; init; }

    /// <summary>Up to 4,000 characters.</summary>
    public string Description { get; init; } = "";

    /// <summary>The content.</summary>
    public required string ContentKey { get; init; }

    /// <summary>True to cut a bookmark as soon as it has both marks.</summary>
    public bool AutoCut { get; init; } = true;

    /// <summary>Spare material kept before IN and behind OUT of each clip, in ms, 0 to 60,000.</summary>
    public int HandlesMs { get; init; }

    /// <summary>Counts the changes of the workspace itself.</summary>
    public long Rev { get; init; }

    /// <summary>Bookmarks in it.</summary>
    public int BookmarkCount { get; init; }

    /// <summary>The caller's role in it.</summary>
    public string? Role { get; init; }

    /// <summary>What the caller may do in it: of <c>read:workspace</c>, <c>write:workspace</c>, <c>delete:workspace</c>, <c>manage:members</c>,
    /// <c>create:bookmark</c>, <c>edit:bookmark</c>, <c>delete:bookmark</c>, <c>export:obs</c> and <c>download:clips</c>.</summary>
    public IReadOnlyList<string> Permissions => [.. WorkspaceRights.Of(Role).Select(p => p.Spelled())];

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt => DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs);

    /// <summary>When it was changed last.</summary>
    public DateTimeOffset UpdatedAt => DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs);

    [JsonIgnore]
    internal long CreatedAtMs { get; init; }

    [JsonIgnore]
    internal long UpdatedAtMs { get; init; }
}

/// <summary>Asks for a workspace.</summary>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="ContentKey">The content, from a source's list.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="AutoCut">True to cut each bookmark at once.</param>
/// <param name="HandlesMs">Spare material at either end of a clip, 0 to 60,000 ms.</param>
public sealed record NewWorkspace(string Title, string ContentKey, string? Description = null, bool AutoCut = true, int HandlesMs = 0);

/// <summary>Changes a workspace; what is null stays.</summary>
/// <param name="Rev">The revision that the change was made on.</param>
/// <param name="Title">1 to 200 characters.</param>
/// <param name="Description">Up to 4,000 characters.</param>
/// <param name="AutoCut">True to cut each bookmark at once.</param>
/// <param name="HandlesMs">0 to 60,000 ms.</param>
public sealed record WorkspaceChange(long Rev, string? Title = null, string? Description = null, bool? AutoCut = null, int? HandlesMs = null);

/// <summary>Details of a 409: what stands now.</summary>
public sealed record CurrentWorkspace(Workspace Current);

/// <summary>Workspaces as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Workspace))]
[JsonSerializable(typeof(IReadOnlyList<Workspace>))]
[JsonSerializable(typeof(NewWorkspace))]
[JsonSerializable(typeof(WorkspaceChange))]
[JsonSerializable(typeof(CurrentWorkspace))]
internal sealed partial class WorkspacesJson : JsonSerializerContext;
