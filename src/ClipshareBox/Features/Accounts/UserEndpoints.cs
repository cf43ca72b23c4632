using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Accounts;

/// <summary>The addresses for admins: accounts, and what was done with them.</summary>
internal static class UserEndpoints
{
    public static void MapUsers(this IEndpointRouteBuilder api)
    {
        var admin = api.MapGroup("/admin").WithTags("Administration").RequireAuthorization(Policies.Admin);
        admin.MapGet("/users", (UserActions users, Paging paging) => Reply.Ok(users.List(paging)))
            .WithSummary("All accounts by name.");
        admin.MapPost("/users", (UserActions users, Caller caller, NewUser wanted) => Reply.Created(users.Create(caller, wanted)))
            .WithSummary("Makes an account; 409 where the name is taken.");
        admin.MapPut("/users/{id}", (UserActions users, Caller caller, string id, UserChange wanted) => Reply.Ok(users.Update(caller, id, wanted)))
            .WithSummary("Changes role or password, disables or enables. Sessions that must end do so at once, with their open connections. 409 for the last admin.");
        admin.MapDelete("/users/{id}", (UserActions users, Caller caller, string id) =>
        {
            users.Delete(caller, id);
            return Reply.Done();
        }).WithSummary("Deletes an account; what it made stays, without a creator. 409 for the last admin.");
        admin.MapGet("/audit", (AuditLog audit, Paging paging) => Reply.Ok(audit.List(paging)))
            .WithSummary("Who did what to whom, the newest first; kept for 400 days.");
    }
}
