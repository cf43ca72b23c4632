using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>Who belongs to a workspace. A workspace always has a producer.</summary>
internal sealed class MemberActions(Database database, WorkspaceRights rights, LiveHub hub, AuditLog audit, TimeProvider clock)
{
    /// <summary>The roles there are.</summary>
    public static IReadOnlyList<string> Roles { get; } = ["producer", "collaborator"];

    /// <summary>The members, the longest there first.</summary>
    /// <exception cref="Refusal">The caller is no member.</exception>
    public Page<Member> List(Caller caller, string workspaceId, Paging paging)
    {
        rights.Require(caller, workspaceId, Permission.ReadWorkspace);
        return database.Read(c =>
        {
            var (rows, total) = MemberStore.List(c, workspaceId, paging);
            var names = People.Names(c, [.. rows.Select(r => r.UserId)]);
            return new Page<Member>([.. rows.Select(r => Seen(r, new HubUser(r.UserId, names.GetValueOrDefault(r.UserId, ""))))], paging.Of(total));
        });
    }

    /// <summary>Makes someone a member.</summary>
    /// <exception cref="Refusal">There is no such account, he is one already, or the caller may not.</exception>
    public Member Add(Caller caller, string workspaceId, NewMember wanted)
    {
        rights.Require(caller, workspaceId, Permission.ManageMembers);
        var name = Check.Text("username", wanted.Username, 64);
        var role = Check.OneOf("role", wanted.Role, Roles);
        return database.Write(change =>
        {
            var user = People.ByName(change, name) ?? throw Refusal.NotFound("user; an admin makes accounts, or send an invite");
            if (MemberStore.Find(change, workspaceId, user.Id ?? "") is { } present)
                throw new Refusal(ErrorCode.Conflict, $"{user.Name} is a member already.", new CurrentMember(Seen(present, user)));
            return Put(change, caller, "member.add", workspaceId, user, role);
        });
    }

    /// <summary>Gives a member another role.</summary>
    /// <exception cref="Refusal">He is none, he is the last producer, or the caller may not.</exception>
    public Member Change(Caller caller, string workspaceId, string userId, MemberChange wanted)
    {
        rights.Require(caller, workspaceId, Permission.ManageMembers);
        var role = Check.OneOf("role", wanted.Role, Roles);
        return database.Write(change =>
        {
            var (member, user) = Present(change, workspaceId, userId);
            if (role == member.Role)
                return Seen(member, user);
            RequireAnotherProducer(change, member);
            return Put(change, caller, "member.role", workspaceId, user, role);
        });
    }

    /// <summary>Ends a membership; everyone may end his own. What he made stays, what he has open of the workspace ends at once.</summary>
    /// <exception cref="Refusal">He is none, he is the last producer, or the caller may not.</exception>
    public void Remove(Caller caller, string workspaceId, string userId)
    {
        var isOwn = caller.UserId == userId;
        rights.Require(caller, workspaceId, isOwn ? Permission.ReadWorkspace : Permission.ManageMembers);
        database.Write(change =>
        {
            var (member, user) = Present(change, workspaceId, userId);
            RequireAnotherProducer(change, member);
            End(change, member, user);
            audit.Add(change, caller, Note(isOwn ? "member.leave" : "member.remove", workspaceId, user));
        });
    }

    /// <summary>Makes someone a member as part of another change, or raises his role; nobody falls by this.</summary>
    /// <returns>His role now, and whether anything changed.</returns>
    public (string Role, bool Changed) Admit(Change change, Caller? by, string act, string workspaceId, HubUser user, string role)
    {
        if (MemberStore.Find(change, workspaceId, user.Id ?? "") is { } present && (present.Role == role || present.Role == "producer"))
            return (present.Role, false);
        Put(change, by, act, workspaceId, user, role);
        return (role, true);
    }

    /// <summary>
    /// An account goes. Where it was the last producer, the longest member becomes one; where nobody else is there, an admin: else nobody could ever
    /// open or delete that workspace again.
    /// </summary>
    public void AccountGoing(Change change, Caller by, string userId)
    {
        foreach (var member in MemberStore.Of(change, userId))
        {
            var others = MemberStore.Others(change, member);
            if (member.Role == "producer" && !others.Any(o => o.Role == "producer"))
            {
                var heir = others.Count > 0 ? People.Find(change, others[0].UserId) : People.OtherAdmin(change, userId, by.UserId);
                if (heir is not null)
                    Put(change, by, "member.heir", member.WorkspaceId, heir, "producer");
            }
            if (People.Find(change, userId) is { } user)
                End(change, member, user);
        }
    }

    private Member Put(Change change, Caller? by, string act, string workspaceId, HubUser user, string role)
    {
        var row = new MemberRow
        {
            WorkspaceId = workspaceId,
            UserId = user.Id ?? "",
            Role = role,
            AddedAtMs = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        var before = MemberStore.Find(change, workspaceId, row.UserId)?.Role;
        MemberStore.Put(change, row);
        audit.Add(change, by, Note(act, workspaceId, user) with { Detail = before is null ? role : AuditNote.Changes(("role", before, role)) });
        change.AfterCommit(() => hub.Publish(workspaceId, "member_changed", new MemberNews(user, role)));
        return Seen(MemberStore.Find(change, workspaceId, row.UserId) ?? row, user);
    }

    private void End(Change change, MemberRow member, HubUser user)
    {
        MemberStore.Delete(change, member);
        change.AfterCommit(() =>
        {
            // He hears that he is out, and nothing after it.
            hub.Publish(member.WorkspaceId, "member_changed", new MemberNews(user, null));
            hub.Expel(member.WorkspaceId, member.UserId);
        });
    }

    private static (MemberRow Member, HubUser User) Present(Change change, string workspaceId, string userId) =>
        MemberStore.Find(change, workspaceId, userId) is { } member && People.Find(change, userId) is { } user
            ? (member, user)
            : throw Refusal.NotFound("member");

    private static void RequireAnotherProducer(Change change, MemberRow member)
    {
        if (member.Role == "producer" && !MemberStore.Others(change, member).Any(o => o.Role == "producer"))
            throw new Refusal(ErrorCode.Conflict, "This is the workspace's last producer; make someone else one first, or delete the workspace.");
    }

    private static AuditNote Note(string act, string workspaceId, HubUser user) =>
        new(act) { TargetId = user.Id, TargetName = user.Name, WorkspaceId = workspaceId };

    private static Member Seen(MemberRow row, HubUser user) => new(user, row.Role, DateTimeOffset.FromUnixTimeMilliseconds(row.AddedAtMs));
}
