namespace ClipshareBox.Platform.Audit;

/// <summary>One act in the audit log.</summary>
/// <param name="Id">Its id.</param>
/// <param name="At">When.</param>
/// <param name="Act">What: <c>claim</c>, <c>user.create</c>, <c>user.role</c>, <c>member.remove</c> and so on.</param>
/// <param name="Actor">Who; null for the box itself and for those who are not signed in.</param>
/// <param name="Target">To whom or what; null where that is the actor.</param>
/// <param name="WorkspaceId">In which workspace.</param>
/// <param name="Detail">What helps to understand it, such as the new role or an address; never a secret.</param>
public sealed record AuditEntry(
    string Id, DateTimeOffset At, string Act, AuditName? Actor, AuditName? Target, string? WorkspaceId, string? Detail);

/// <summary>Someone or something in the audit log, by the name it had then.</summary>
public sealed record AuditName(string? Id, string? Name);
