using System.Text.Json;
using System.Text.Json.Serialization;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Workspaces.Members;

/// <summary>A member of a workspace.</summary>
/// <param name="User">Who.</param>
/// <param name="Role">"producer" or "collaborator".</param>
/// <param name="AddedAt">Since when.</param>
public sealed record Member(HubUser User, string Role, DateTimeOffset AddedAt);

/// <summary>Makes someone a member.</summary>
/// <param name="Username">The name of an account.</param>
/// <param name="Role">"producer" or "collaborator".</param>
public sealed record NewMember(string Username, string Role);

/// <summary>Gives a member another role.</summary>
/// <param name="Role">"producer" or "collaborator".</param>
public sealed record MemberChange(string Role);

/// <summary>Data of <c>member_changed</c>.</summary>
/// <param name="User">Who came, changed or went.</param>
/// <param name="Role">The new role; null for someone who is no member any more.</param>
public sealed record MemberNews(HubUser User, string? Role);

/// <summary>Details of a 409: the member as it stands.</summary>
public sealed record CurrentMember(Member Current);

/// <summary>Makes an invite.</summary>
/// <param name="Role">"producer" or "collaborator": what those who come by it become.</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="MaxUses">How many may come by it, 1 to 10,000; null for any number.</param>
public sealed record NewInvite(string Role, DateTimeOffset? ExpiresAt = null, int? MaxUses = null);

/// <summary>An invite to a workspace.</summary>
/// <param name="Id">Its id, for the list and for revoking it.</param>
/// <param name="Url">The link to send; null in lists. The code stands behind the #, so that it is in no server's log.</param>
/// <param name="Code">The code in the link; null in lists: it is shown once, when it is made.</param>
/// <param name="Role">"producer" or "collaborator".</param>
/// <param name="ExpiresAt">When it ends; null for never.</param>
/// <param name="MaxUses">How many may come by it; null for any number.</param>
/// <param name="Uses">How many have come.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record Invite(
    string Id, string? Url, string? Code, string Role, DateTimeOffset? ExpiresAt, int? MaxUses, int Uses, DateTimeOffset CreatedAt);

/// <summary>Comes in by an invite.</summary>
/// <param name="Code">The code from the link.</param>
/// <param name="DisplayName">The new account's name, 1 to 64 characters; may be left out by those who are signed in.</param>
public sealed record InviteUse(string Code, string? DisplayName = null);

/// <summary>Where an invite led.</summary>
/// <param name="User">The account that is signed in now.</param>
/// <param name="ExpiresAt">When the sign-in that has just begun ends; null for those who were signed in already.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Role">The account's role in it.</param>
public sealed record InviteAnswer(SessionUser User, DateTimeOffset? ExpiresAt, string WorkspaceId, string Role);

/// <summary>Members and invites as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(Member))]
[JsonSerializable(typeof(IReadOnlyList<Member>))]
[JsonSerializable(typeof(NewMember))]
[JsonSerializable(typeof(MemberChange))]
[JsonSerializable(typeof(MemberNews))]
[JsonSerializable(typeof(CurrentMember))]
[JsonSerializable(typeof(NewInvite))]
[JsonSerializable(typeof(Invite))]
[JsonSerializable(typeof(IReadOnlyList<Invite>))]
[JsonSerializable(typeof(InviteUse))]
[JsonSerializable(typeof(InviteAnswer))]
internal sealed partial class MembersJson : JsonSerializerContext;
