using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Interchange;

/// <summary>Hands a workspace's bookmarks over to other programs.</summary>
internal sealed class ExportActions(WorkspaceActions workspaces, BookmarkActions bookmarks, ContentCatalogue contents)
{
    /// <summary>The bookmarks of a workspace, ready to be written.</summary>
    /// <exception cref="Refusal">The caller is no member, or nothing is known of the film yet.</exception>
    public MarkList List(Caller caller, string workspaceId)
    {
        var workspace = workspaces.Get(caller, workspaceId);
        return MarkList.Of(workspace.Title, contents.Get(workspace.ContentKey), bookmarks.All(caller, workspaceId));
    }
}
