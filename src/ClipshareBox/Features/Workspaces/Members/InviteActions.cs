using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>Invites as producers see them.</summary>
internal sealed class InviteActions(Database database, WorkspaceRights rights, AuditLog audit, TimeProvider clock)
{
    private const int MostUses = 10_000;

    /// <summary>Makes an invite; this is the only time that its code is seen.</summary>
    /// <param name="caller">Who invites.</param>
    /// <param name="workspaceId">Where to.</param>
    /// <param name="wanted">What for.</param>
    /// <param name="box">The box's own address as the caller uses it.</param>
    /// <exception cref="Refusal">A field is wrong, or the caller may not.</exception>
    public Invite Make(Caller caller, string workspaceId, NewInvite wanted, string box)
    {
        rights.Require(caller, workspaceId, Permission.ManageMembers);
        var now = clock.GetUtcNow();
        if (wanted.ExpiresAt <= now)
            throw Refusal.Invalid("expiresAt", "lies in the past.");
        var code = Secret.Make();
        var invite = new InviteRow
        {
            Id = Guid.CreateVersion7(now).ToString("N"),
            WorkspaceId = workspaceId,
            Role = Check.OneOf("role", wanted.Role, MemberActions.Roles),
            CreatedBy = caller.UserId,
            CreatedAtMs = now.ToUnixTimeMilliseconds(),
            ExpiresAtMs = wanted.ExpiresAt?.ToUnixTimeMilliseconds(),
            MaxUses = wanted.MaxUses is { } most ? (int)Check.Within("maxUses", most, 1, MostUses) : null,
        };
        database.Write(change =>
        {
            InviteStore.Insert(change, invite, Secret.Hash(code));
            audit.Add(change, caller, Note("invite.make", invite.Id, workspaceId) with { Detail = invite.Role });
        });
        return Seen(invite) with { Code = code, Url = $"{box}/invite#{code}" };
    }

    /// <summary>The invites of a workspace without their codes, the newest first; also those that have ended or are used up.</summary>
    /// <exception cref="Refusal">The caller may not.</exception>
    public Page<Invite> List(Caller caller, string workspaceId, Paging paging)
    {
        rights.Require(caller, workspaceId, Permission.ManageMembers);
        var (rows, total) = database.Read(c => InviteStore.List(c, workspaceId, paging));
        return new Page<Invite>([.. rows.Select(Seen)], paging.Of(total));
    }

    /// <summary>Revokes an invite; those who came by it stay.</summary>
    /// <exception cref="Refusal">There is none, or the caller may not.</exception>
    public void Revoke(Caller caller, string workspaceId, string id)
    {
        rights.Require(caller, workspaceId, Permission.ManageMembers);
        database.Write(change =>
        {
            if (!InviteStore.Delete(change, workspaceId, id))
                throw Refusal.NotFound("invite");
            audit.Add(change, caller, Note("invite.revoke", id, workspaceId));
        });
    }

    private static AuditNote Note(string act, string id, string workspaceId) => new(act) { TargetId = id, TargetName = "invite", WorkspaceId = workspaceId };

    private static Invite Seen(InviteRow row) => new(
        row.Id,
        null,
        null,
        row.Role,
        row.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null,
        row.MaxUses,
        row.Uses,
        DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs));
}
