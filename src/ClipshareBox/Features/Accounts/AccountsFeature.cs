using System.Globalization;
using System.Security.Claims;
using System.Text.Json.Serialization.Metadata;
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
        services.AddSingleton<AccountActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(AccountsJson.Default);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
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

    public static void MapAccounts(this IEndpointRouteBuilder api)
    {
        var setup = api.MapGroup("/setup").WithTags("Sign-in").AllowAnonymous();
        setup.MapGet("/", (AccountActions accounts) => Reply.Ok(new SetupState(accounts.IsClaimed)));
        setup.MapPost("/claim", Claim);

        var auth = api.MapGroup("/auth").WithTags("Sign-in");
        auth.MapPost("/login", Login).AllowAnonymous();
        auth.MapPost("/logout", Logout);
        auth.MapGet("/session", Session);

        var tokens = api.MapGroup("/tokens").WithTags("Tokens");
        tokens.MapGet("/", (AccountActions accounts, Caller caller) => Reply.Ok(accounts.Tokens(caller)));
        tokens.MapPost("/", (AccountActions accounts, Caller caller, TokenRequest wanted) => Reply.Created(accounts.MakeToken(caller, wanted)));
        tokens.MapDelete("/{id}", (AccountActions accounts, Caller caller, string id) =>
        {
            accounts.RevokeToken(caller, id);
            return Reply.Done();
        });
    }

    private static Reply<SessionAnswer> Claim(HttpContext http, AccountActions accounts, ClaimRequest wanted)
    {
        var (signIn, secret) = accounts.Claim(wanted);
        SignInHandler.Set(http, signIn, secret, lasting: true);
        return Reply.Created(Answer(signIn));
    }

    private static Reply<SessionAnswer> Login(HttpContext http, AccountActions accounts, LoginRequest wanted)
    {
        var (signIn, secret) = accounts.SignIn(wanted);
        SignInHandler.Set(http, signIn, secret, wanted.Remember);
        return Reply.Ok(Answer(signIn));
    }

    private static Reply<object?> Logout(HttpContext http, AccountActions accounts, Caller caller)
    {
        accounts.SignOut(caller);
        http.Response.Cookies.Delete(SignInHandler.Cookie);
        return Reply.Done();
    }

    private static Reply<SessionAnswer> Session(HttpContext http, Caller caller)
    {
        var ends = long.TryParse(http.User.FindFirstValue("expires"), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
            ? DateTimeOffset.FromUnixTimeMilliseconds(ms)
            : (DateTimeOffset?)null;
        return Reply.Ok(new SessionAnswer(
            new SessionUser(caller.UserId ?? "", caller.Name, null, caller.IsAdmin ? "admin" : "user", caller.Via), ends));
    }

    private static SessionAnswer Answer(SignIn signIn) => new(
        new SessionUser(signIn.UserId, signIn.UserName, null, signIn.Role, signIn.Kind),
        signIn.ExpiresAtMs is { } end ? DateTimeOffset.FromUnixTimeMilliseconds(end) : null);
}
