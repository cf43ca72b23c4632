using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Clips;

/// <summary>Tells the rooms what happened to clips.</summary>
internal sealed class ClipNews(LiveHub hub, TimeProvider clock)
{
    public long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>A clip, or what browsers play of it, is whole.</summary>
    public void Ready(ClipRow clip) => hub.Publish(clip.WorkspaceId, "clip_ready", clip.For(null));

    /// <summary>Someone changed what is said of a clip.</summary>
    public void Changed(Clip clip) => hub.Publish(clip.WorkspaceId, "clip_updated", clip);

    /// <summary>A clip is no longer there.</summary>
    public void Gone(ClipRow clip, string reason) =>
        hub.Publish(clip.WorkspaceId, "clip_deleted", new ClipDeleted(clip.Id, clip.BookmarkId, clip.Number, reason));

    /// <summary>Says what retention is going to do.</summary>
    public void Warn(StorageWarning warning) => hub.ShowAll("storage_warning", warning);
}
