using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>Where an invite led.</summary>
/// <param name="User">Who came.</param>
/// <param name="WorkspaceId">Where to.</param>
/// <param name="Role">What they are there.</param>
/// <param name="Opened">The session of a new account; null for those who were signed in already.</param>
internal sealed record InviteEntry(HubUser User, string WorkspaceId, string Role, OpenedSession? Opened);

/// <summary>Lets people in by their invites: as the account that is signed in, or as a new one without a password.</summary>
internal sealed class InviteDoor(Database database, MemberActions members, AccountBook book, TimeProvider clock)
{
    private const int LongestCode = 200;

    /// <summary>Lets someone in. Who is a member with that role already is so without using the invite up.</summary>
    /// <param name="caller">Who is signed in; null for nobody.</param>
    /// <param name="wanted">The code, and a name for those who have no account.</param>
    /// <exception cref="Refusal">The invite is not good, or the name is taken.</exception>
    public InviteEntry Enter(Caller? caller, InviteUse wanted)
    {
        var hash = Secret.Hash(Check.Text("code", wanted.Code, LongestCode));
        return database.Write(change =>
        {
            var invite = InviteStore.Good(change, hash, clock.GetUtcNow().ToUnixTimeMilliseconds())
                ?? throw new Refusal(ErrorCode.NotFound, "This invite is not good, or no longer: it has ended, was revoked or is used up. Ask for another.");
            var opened = caller is null ? book.Welcome(change, wanted.DisplayName ?? "") : null;
            var user = opened is null ? new HubUser(caller?.UserId, caller?.Name ?? "") : new HubUser(opened.SignIn.UserId, opened.SignIn.UserName);
            var (role, changed) = members.Admit(change, caller, "invite.use", invite.WorkspaceId, user, invite.Role);
            if (changed)
                InviteStore.Use(change, invite.Id);
            return new InviteEntry(user, invite.WorkspaceId, role, opened);
        });
    }
}
