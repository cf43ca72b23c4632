using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>The addresses of members and invites.</summary>
internal static class MembersFeature
{
    public static void AddMembers(this IServiceCollection services)
    {
        services.AddSingleton<MemberActions>();
        services.AddSingleton<InviteActions>();
        services.AddSingleton<InviteDoor>();
        services.AddSingleton<IJsonTypeInfoResolver>(MembersJson.Default);
        services.AddSingleton(provider => new AccountListener(
            (change, by, userId) => provider.GetRequiredService<MemberActions>().AccountGoing(change, by, userId)));
    }

    public static void MapMembers(this IEndpointRouteBuilder api)
    {
        var members = api.MapGroup("/workspaces/{id}/members").WithTags("Members");
        members.MapGet("/", (MemberActions actions, Caller caller, string id, Paging paging) => Reply.Ok(actions.List(caller, id, paging)))
            .WithSummary("The members, the longest there first.");
        members.MapPost("/", (MemberActions actions, Caller caller, string id, NewMember wanted) => Reply.Created(actions.Add(caller, id, wanted)))
            .WithSummary("Makes an account a member. Producers only, as all that changes members.");
        members.MapPatch("/{userId}", (MemberActions actions, Caller caller, string id, string userId, MemberChange wanted) =>
            Reply.Ok(actions.Change(caller, id, userId, wanted)))
            .WithSummary("Gives a member another role; 409 for the last producer.");
        members.MapDelete("/{userId}", (MemberActions actions, Caller caller, string id, string userId) =>
        {
            actions.Remove(caller, id, userId);
            return Reply.Done();
        }).WithSummary("Ends a membership, at once on open connections too; everyone may end their own. 409 for the last producer.");

        var invites = api.MapGroup("/workspaces/{id}/invites").WithTags("Members");
        invites.MapGet("/", (InviteActions actions, Caller caller, string id, Paging paging) => Reply.Ok(actions.List(caller, id, paging)))
            .WithSummary("The invites, the newest first, without their codes. Producers only.");
        invites.MapPost("/", (InviteActions actions, Caller caller, HttpRequest request, string id, NewInvite wanted) =>
            Reply.Created(actions.Make(caller, id, wanted, $"{request.Scheme}://{request.Host}")))
            .WithSummary("Makes an invite. Its code and link are shown this once.");
        invites.MapDelete("/{inviteId}", (InviteActions actions, Caller caller, string id, string inviteId) =>
        {
            actions.Revoke(caller, id, inviteId);
            return Reply.Done();
        }).WithSummary("Revokes an invite; those who came by it stay.");

        api.MapGroup("/auth").WithTags("Sign-in").MapPost("/invite", Enter).AllowAnonymous().WithMetadata(new DoorAttribute())
            .WithSummary("Comes in by an invite: makes an account without a password and signs in, or joins the account that is signed in.");
    }

    private static Reply<InviteAnswer> Enter(HttpContext http, InviteDoor door, InviteUse wanted)
    {
        var caller = http.User.Identity is { IsAuthenticated: true } ? Caller.Of(http.User) : null;
        var entry = door.Enter(caller, wanted);
        if (entry.Opened is { } opened)
            SessionCookies.Set(http, opened);
        Doors.Forgive(http);
        var user = entry.Opened?.Answer().User
            ?? new SessionUser(entry.User.Id ?? "", entry.User.Name, null, caller is { IsAdmin: true } ? "admin" : "user", caller?.Via ?? "");
        return Reply.Created(new InviteAnswer(user, entry.Opened?.Answer().ExpiresAt, entry.WorkspaceId, entry.Role));
    }
}
