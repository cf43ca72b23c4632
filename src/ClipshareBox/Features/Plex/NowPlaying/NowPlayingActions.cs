using System.Globalization;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Decks;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>What plays at the servers now, and the ways from there to a workspace and to a clip.</summary>
internal sealed class NowPlayingActions(
    RunningSessions sessions, PlexContents contents, WorkspaceActions workspaces, BookmarkActions bookmarks, DeckActions decks)
{
    private const int LongestBackMs = 600_000;
    private const int UsualBackMs = 15_000;

    /// <summary>What plays: for the owner and the box's admins all sessions, for others those that the server tells them of.</summary>
    /// <exception cref="Refusal">No server answers.</exception>
    public async Task<IReadOnlyList<NowPlayingItem>> ListAsync(Caller caller, CancellationToken ct)
    {
        var board = await sessions.BoardAsync(caller, ct);
        return board is { Items: [], Faults: [var fault, ..] } ? throw new Refusal(ErrorCode.PlexConnectionError, fault) : board.Items;
    }

    /// <summary>Opens a workspace at about the place where it plays: the caller's latest on that title, or a new one.</summary>
    /// <exception cref="Refusal">It plays no more, or can't be opened.</exception>
    public async Task<Workspace> OpenAsync(Caller caller, string id, CancellationToken ct)
    {
        var playing = await FindAsync(caller, id, ct);
        var workspace = await RoomAsync(caller, playing, ct);
        decks.Do(caller, workspace.Id, new DeckCommand { Command = "seek", Ms = playing.PositionMs }, "web");
        return workspace;
    }

    /// <summary>Marks what was just seen, and so has it cut.</summary>
    /// <exception cref="Refusal">It plays no more, or nothing of it has been seen.</exception>
    public async Task<Bookmark> MarkAsync(Caller caller, string id, NowPlayingMark wanted, CancellationToken ct)
    {
        var back = Check.Within("lastMs", wanted.LastMs ?? UsualBackMs, 500, LongestBackMs);
        var playing = await FindAsync(caller, id, ct);
        if (playing.PositionMs < 500)
            throw new Refusal(ErrorCode.Conflict, $"{playing.Title} has only just begun; there is nothing behind it yet.");
        var workspace = await RoomAsync(caller, playing, ct);
        return bookmarks.Create(caller, new NewBookmark
        {
            WorkspaceId = workspace.Id,
            StartMs = Math.Max(0, playing.PositionMs - back),
            EndMs = playing.PositionMs,
            Label = wanted.Label,
            PublicNotes = string.Create(
                CultureInfo.InvariantCulture, $"From {playing.Player ?? "a Plex player"}, about {back / 1000.0:0.#} s; the place is approximate, by up to 10 s."),
        }, "web");
    }

    // With the file that plays, and the place in that.
    private async Task<NowPlayingItem> FindAsync(Caller caller, string id, CancellationToken ct)
    {
        var playing = (await ListAsync(caller, ct)).FirstOrDefault(p => p.Id == id) ?? throw Refusal.NotFound("session; it may have ended");
        if (PlexContentKey.Parse(playing.ContentKey) is not { } title)
            return playing;
        var file = await PlexTold.AskAsync(() => contents.PlayedAsync(title, caller, playing.File, playing.PositionMs, ct));
        return playing with { ContentKey = file.Key.ToString(), PositionMs = file.PositionMs };
    }

    private async Task<Workspace> RoomAsync(Caller caller, NowPlayingItem playing, CancellationToken ct) =>
        workspaces.Latest(caller, playing.ContentKey)
        ?? await workspaces.CreateAsync(caller, new NewWorkspace(playing.Title, playing.ContentKey), ct);
}
