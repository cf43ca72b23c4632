using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Vtr;

/// <summary>What can be done with the player. Pages, programs and panels all come through here.</summary>
internal sealed class VtrActions(Player player, RollSource clips, WorkspaceRights rights, ProgramKey keys, ProgramPages pages)
{
    private const int LongestId = 100;

    /// <summary>How the player stands.</summary>
    public VtrState Get() => player.Seen();

    /// <summary>Puts a clip on its IN frame.</summary>
    /// <exception cref="Refusal">A clip is on air, there is no such clip, or the caller may not.</exception>
    public async Task<VtrState> CueAsync(Caller caller, VtrTarget target, CancellationToken ct)
    {
        RequireOne(target);
        var turn = player.Turn();
        return player.Press(VtrKey.Cue, await FindAsync(caller, target, ct), turn: turn);
    }

    /// <summary>Cues and rolls in one; ignored while something rolls.</summary>
    /// <exception cref="Refusal">It came too late, there is no such clip, or the caller may not.</exception>
    public async Task<VtrState> FireAsync(Caller caller, VtrTarget target, CancellationToken ct)
    {
        RequireOne(target);
        player.RequireFresh(target.AtServerMs);
        var pressedAtMs = target.AtServerMs ?? player.NowMs;
        if (player.IsRolling)
        {
            rights.RequireAnywhere(caller, Permission.ExportObs);
            return player.Press(VtrKey.Fire, pressedAtMs: pressedAtMs);
        }
        var turn = player.Turn();
        return player.Press(VtrKey.Fire, await FindAsync(caller, target, ct), pressedAtMs, turn);
    }

    /// <summary>Plays what is cued; ignored while it rolls.</summary>
    /// <exception cref="Refusal">It came too late, nothing is cued, or the caller may not.</exception>
    public VtrState Roll(Caller caller, double? atServerMs)
    {
        player.RequireFresh(atServerMs);
        if (player.Clip is { } clip)
            rights.Require(caller, clip.WorkspaceId, Permission.ExportObs);
        else
            rights.RequireAnywhere(caller, Permission.ExportObs);
        return player.Press(VtrKey.Roll, pressedAtMs: atServerMs);
    }

    /// <summary>Stop, hold or eject: there is one player, and whoever may play clips somewhere may halt it.</summary>
    /// <exception cref="Refusal">409: not in this state; or the caller may not.</exception>
    public VtrState Halt(Caller caller, VtrKey key)
    {
        rights.RequireAnywhere(caller, Permission.ExportObs);
        return player.Press(key);
    }

    /// <summary>Makes a new key for the program page; the old one ends, and with it the connections that it opened.</summary>
    public ProgramKeyAnswer RenewKey(Caller caller)
    {
        if (!caller.IsAdmin)
            rights.RequireAnywhere(caller, Permission.ExportObs);
        var key = keys.Renew(caller);
        pages.DropKeys();
        return new ProgramKeyAnswer(key, $"/program?key={key}");
    }

    private async Task<RollClip> FindAsync(Caller caller, VtrTarget target, CancellationToken ct)
    {
        var clip = await clips.FindAsync(caller, target.ClipId, target.BookmarkId, ct);
        rights.Require(caller, clip.WorkspaceId, Permission.ExportObs);
        return clip;
    }

    private static void RequireOne(VtrTarget target)
    {
        if (target.Slot is not null)
            throw Refusal.Invalid("slot", "there is no rundown yet; name a clipId or a bookmarkId.");
        if (target.ClipId is null == target.BookmarkId is null)
            throw Refusal.Invalid("clipId", "name either clipId or bookmarkId.");
        Check.Text(target.ClipId is null ? "bookmarkId" : "clipId", target.ClipId ?? target.BookmarkId, LongestId);
    }
}
