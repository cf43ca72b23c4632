namespace ClipshareBox.Features.Workspaces;

/// <summary>What a member of a workspace may do.</summary>
internal enum Permission
{
    /// <summary>read:workspace.</summary>
    ReadWorkspace,

    /// <summary>write:workspace.</summary>
    WriteWorkspace,

    /// <summary>delete:workspace.</summary>
    DeleteWorkspace,

    /// <summary>manage:members.</summary>
    ManageMembers,

    /// <summary>create:bookmark.</summary>
    CreateBookmark,

    /// <summary>edit:bookmark; a collaborator's reaches his own only.</summary>
    EditBookmark,

    /// <summary>delete:bookmark.</summary>
    DeleteBookmark,

    /// <summary>export:obs; also cue, roll and stop.</summary>
    ExportObs,

    /// <summary>download:clips.</summary>
    DownloadClips,
}

/// <summary>How permissions are spelled in answers.</summary>
internal static class Permissions
{
    /// <summary>All nine.</summary>
    public static IReadOnlyList<Permission> All { get; } = Enum.GetValues<Permission>();

    /// <summary>The permission as the contract spells it: <c>ReadWorkspace</c> is <c>read:workspace</c>.</summary>
    public static string Spelled(this Permission permission) =>
        string.Concat(permission.ToString().Select((c, i) => i > 0 && char.IsUpper(c) ? $":{char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));
}
