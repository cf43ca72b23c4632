using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Panels;

/// <summary>The workspace that panels act on: the one that someone chose, else the one that was opened last.</summary>
internal sealed class ActivePanelWorkspace(Database database, SettingStore settings, WorkspaceRights rights)
{
    private const string Chosen = "panels.active";
    private const string Opened = "panels.opened";

    /// <summary>The workspace; null while there is none.</summary>
    public string? Id => Existing(Chosen) ?? Existing(Opened);

    /// <summary>The workspace as a person may know of it.</summary>
    public ActiveWorkspace Seen(Caller caller) =>
        new(Id is { } id && (rights.Of(caller) is not { } known || known.Contains(id)) ? id : null);

    /// <summary>Chooses a workspace.</summary>
    /// <exception cref="Refusal">The caller may not mark there.</exception>
    public ActiveWorkspace Choose(Caller caller, string workspaceId)
    {
        rights.Require(caller, workspaceId, Permission.CreateBookmark);
        database.Write(change => SettingStore.Set(change, Chosen, workspaceId));
        return new ActiveWorkspace(workspaceId);
    }

    /// <summary>Someone opened a workspace.</summary>
    public void Open(string workspaceId)
    {
        if (settings.Get(Opened) != workspaceId)
            database.Write(change => SettingStore.Set(change, Opened, workspaceId));
    }

    private string? Existing(string name) =>
        settings.Get(name) is { Length: > 0 } id && database.Read(c => WorkspaceStore.Find(c, id, null)) is not null ? id : null;
}
