using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Workspaces;

/// <summary>A feature that wants to hear of workspaces registers one of these.</summary>
/// <param name="Opened">A workspace was made, or someone chose to look at it.</param>
/// <param name="Deleting">A workspace is about to go, within the transaction that removes it.</param>
internal sealed record WorkspaceListener(Action<string>? Opened = null, Action<Change, string>? Deleting = null);

/// <summary>Tells the features that listen.</summary>
internal sealed class WorkspaceEvents(IServiceProvider services)
{
    // Looked up late: those who listen may themselves need workspaces.
    private IEnumerable<WorkspaceListener> Listeners => services.GetServices<WorkspaceListener>();

    public void Opened(string workspaceId)
    {
        foreach (var listener in Listeners)
            listener.Opened?.Invoke(workspaceId);
    }

    public void Deleting(Change change, string workspaceId)
    {
        foreach (var listener in Listeners)
            listener.Deleting?.Invoke(change, workspaceId);
    }
}
