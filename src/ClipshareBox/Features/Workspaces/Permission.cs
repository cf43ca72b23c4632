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
