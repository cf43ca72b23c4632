using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;

namespace ClipshareBox.Features.Accounts;

/// <summary>The front door of accounts: what they put into the box, and their addresses.</summary>
internal static class AccountsFeature
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddSingleton<ClaimCode>();
        services.AddHostedService<ClaimNotice>();
        services.AddSingleton<Sessions>();
        services.AddHostedService<SessionSweep>();
        services.AddSingleton<Passwords>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<VouchedAccounts>();
        services.AddSingleton<AccountActions>();
        services.AddSingleton<TokenActions>();
        services.AddSingleton<UserActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(AccountsJson.Default);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton(provider => new DoorListener(
            address => provider.GetRequiredService<AuditLog>().Add(new AuditNote("sign-in.blocked") { Detail = address })));
        AddSignIn(services);
    }

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var setup = api.MapGroup("/setup").WithTags("Sign-in").AllowAnonymous();
        setup.MapGet("/", Setup)
            .WithSummary("Whether somebody owns the box; while nobody does, and to whoever is signed in, also where other devices of the network reach it.");
        setup.MapPost("/claim", Claim).WithMetadata(new DoorAttribute());

        var auth = api.MapGroup("/auth").WithTags("Sign-in");
        auth.MapPost("/login", Login).AllowAnonymous().WithMetadata(new DoorAttribute())
            .WithSummary("Signs in. After five failures in a minute the address is refused for five minutes (429).");
        auth.MapPost("/logout", Logout)
            .WithSummary("Ends the session, what it was remembered by, and its open connections.");
        // Open, because it also begins a session by the remember-me cookie; it refuses those who have neither.
        auth.MapGet("/session", Session).AllowAnonymous()
            .WithSummary("Who is signed in. A browser whose session has ended, but which is remembered, gets a new one here.");
        auth.MapPost("/password", ChangePassword).WithMetadata(new DoorAttribute())
            .WithSummary("Changes one's own password. All other sessions and all remember-me tokens end; API tokens stay.");

        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("/", (TokenActions actions, Caller caller) => Reply.Ok(actions.List(caller)));
        tokens.MapPost("/", (TokenActions actions, Caller caller, TokenRequest wanted) => Reply.Created(actions.Make(caller, wanted)));
        tokens.MapDelete("/{id}", (TokenActions actions, Caller caller, string id) =>
        {
            actions.Revoke(caller, id);
            return Reply.Done();
        });
        api.MapUsers();
    }

    private static Reply<SetupState> Setup(HttpContext http, AccountActions accounts, BoxAddresses network)
    {
        var claimed = accounts.IsClaimed;
        return Reply.Ok(new SetupState(claimed, !claimed || http.User.Identity is { IsAuthenticated: true } ? network.Network() : []));
    }

    private static void AddSignIn(IServiceCollection services)
    {
        // The core alone: the rest would bring keys for protected data, which nothing here needs.
        services.AddWebEncoders();
        services.AddAuthenticationCore(options =>
        {
            options.DefaultScheme = SignInHandler.Name;
            options.AddScheme<SignInHandler>(SignInHandler.Name, null);
        });
        services.AddOptions<AuthenticationSchemeOptions>(SignInHandler.Name);
        services.AddTransient<SignInHandler>();
        // Whatever does not say otherwise needs a sign-in: no address is open by accident.
        services.AddAuthorizationBuilder()
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build())
            .AddPolicy(Policies.Admin, p => p.RequireAuthenticatedUser().RequireRole("admin"));
    }

    private static Reply<SessionAnswer> Claim(HttpContext http, AccountActions accounts, ClaimRequest wanted)
    {
        var opened = accounts.Claim(wanted);
        SessionCookies.Set(http, opened);
        Doors.Forgive(http);
        return Reply.Created(opened.Answer());
    }

    private static Reply<SessionAnswer> Login(HttpContext http, AccountActions accounts, LoginRequest wanted)
    {
        var opened = accounts.SignIn(wanted);
        SessionCookies.Set(http, opened);
        Doors.Forgive(http);
        return Reply.Ok(opened.Answer());
    }

    private static Reply<object?> Logout(HttpContext http, AccountActions accounts, Caller caller)
    {
        accounts.SignOut(caller);
        SessionCookies.Forget(http);
        return Reply.Done();
    }

    private static Reply<object?> ChangePassword(HttpContext http, AccountActions accounts, Caller caller, PasswordRequest wanted)
    {
        accounts.ChangePassword(caller, wanted);
        Doors.Forgive(http);
        return Reply.Done();
    }

    private static Reply<SessionAnswer> Session(HttpContext http, Sessions sessions)
    {
        if (http.User.Identity is { IsAuthenticated: true })
            return Reply.Ok(Seen(http.User));
        var asks = http.Request.Headers.Authorization.Count == 0 ? http.Request.Cookies[SessionCookies.Remember] : null;
        if (asks is not { Length: > 0 } || sessions.Restore(asks) is not { } opened)
            throw new Refusal(ErrorCode.AuthenticationError, "Sign in first; the sign-in may have ended or been revoked.");
        SessionCookies.Set(http, opened);
        return Reply.Ok(opened.Answer());
    }

    private static SessionAnswer Seen(ClaimsPrincipal user)
    {
        var caller = Caller.Of(user);
        var ends = long.TryParse(user.FindFirstValue("expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : (DateTimeOffset?)null;
        var via = user.FindFirstValue(SignInHandler.ShownViaClaim) ?? caller.Via;
        var seen = new SessionUser(caller.UserId ?? "", caller.Name, user.FindFirstValue(SignInHandler.AvatarClaim), caller.IsAdmin ? "admin" : "user", via);
        return new SessionAnswer(seen, ends);
    }
}
