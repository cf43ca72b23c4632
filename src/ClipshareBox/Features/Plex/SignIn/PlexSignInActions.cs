using System.Security.Cryptography;
using System.Text;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>The browser that asks.</summary>
/// <param name="Address">Its network address, as doors count it.</param>
/// <param name="Secret">The secret of the sign-in that it began, from its cookie; or null.</param>
/// <param name="Caller">Who is signed in there, or null.</param>
internal sealed record PinBrowser(string Address, string? Secret, Caller? Caller);

/// <summary>How a sign-in stands for the browser that began it.</summary>
/// <param name="Status">How it stands.</param>
/// <param name="Opened">The session, where this is the moment that it begins.</param>
internal sealed record PinAnswer(PlexPinStatus Status, OpenedSession? Opened);

/// <summary>Signing in by Plex: beginning, asking how it stands, forgetting.</summary>
internal sealed class PlexSignInActions(PinDesk desk, PlexTv tv, PlexEntry entry, TimeProvider clock)
{
    private const string Meanwhile = "The browser was signed in as someone else when this began; begin again.";
    private static readonly TimeSpan FirstLook = TimeSpan.FromSeconds(1);

    /// <summary>Begins.</summary>
    /// <param name="browser">Who begins; an account that is signed in will be linked.</param>
    /// <param name="forward">Where Plex's page sends the browser afterwards.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>The answer, and the secret for the browser's cookie.</returns>
    /// <exception cref="Refusal">plex.tv is away, or too many sign-ins are open.</exception>
    public async Task<(PlexPinBegun Begun, string Secret)> BeginAsync(PinBrowser browser, Uri forward, CancellationToken ct)
    {
        desk.RequireRoom();
        var plex = await CreateAsync(ct);
        var now = clock.GetUtcNow();
        var secret = Secret.Make();
        var pin = new OpenPin
        {
            Id = Secret.Make(),
            SecretHash = Secret.Hash(secret),
            Address = browser.Address,
            LinkTo = browser.Caller?.UserId,
            Plex = plex,
            DueAt = now + FirstLook,
            AskedAt = now,
        };
        desk.Add(pin, browser.Secret is null ? null : Secret.Hash(browser.Secret));
        return (new PlexPinBegun(pin.Id, plex.Code, tv.ConsentPage(plex, forward), tv.LinkPage(plex), plex.ExpiresAt, tv.IsStandIn), secret);
    }

    /// <summary>How a sign-in stands; when someone has come in, this begins his session, once.</summary>
    /// <param name="browser">Who asks.</param>
    /// <param name="id">Its id.</param>
    /// <param name="stolen">Called where it is another browser's: someone guesses, or has seen an id.</param>
    /// <exception cref="Refusal">There is none, or none of this browser's.</exception>
    public PinAnswer Ask(PinBrowser browser, string id, Action stolen)
    {
        if (desk.Find(id) is not { } pin)
            throw Unknown();
        if (!Fits(pin, browser.Secret))
        {
            stolen();
            throw Unknown();
        }
        desk.Watch(id);
        return pin.Stand == PinStand.Authorized && desk.Take(id) is { } newcomer ? Enter(browser, pin, newcomer) : new PinAnswer(Seen(pin), null);
    }

    /// <summary>Forgets the caller's Plex, also at plex.tv.</summary>
    /// <exception cref="Refusal">There is no Plex at this account.</exception>
    public async Task ForgetAsync(Caller caller, CancellationToken ct)
    {
        if (entry.Forget(caller) is not { } token)
            return;
        try
        {
            await tv.SignOutAsync(token, ct);
        }
        catch (PlexFault)
        {
            // Here it is forgotten already; the box stays on the person's list of devices at plex.tv.
        }
    }

    private async Task<PlexPin> CreateAsync(CancellationToken ct)
    {
        try
        {
            return await tv.CreatePinAsync(ct);
        }
        catch (PlexFault fault)
        {
            throw new Refusal(
                ErrorCode.PlexConnectionError,
                $"{fault.Message} Check the box's way to the internet and try again; meanwhile accounts of the box itself sign in with name and password.");
        }
    }

    private PinAnswer Enter(PinBrowser browser, OpenPin pin, PlexNewcomer newcomer)
    {
        try
        {
            if (pin.LinkTo is null)
                return new PinAnswer(Seen(pin), entry.SignIn(newcomer));
            if (browser.Caller is not { } caller || caller.UserId != pin.LinkTo)
                throw new Refusal(ErrorCode.Conflict, Meanwhile);
            entry.Link(caller, newcomer);
            return new PinAnswer(Seen(pin), null);
        }
        catch (Refusal refusal)
        {
            desk.Deny(pin.Id, refusal.Message);
            return new PinAnswer(new PlexPinStatus("denied", refusal.Message), null);
        }
        catch
        {
            desk.Deny(pin.Id, "The box could not sign you in; begin again.");
            throw;
        }
    }

    private static PlexPinStatus Seen(OpenPin pin) => pin.Stand switch
    {
        PinStand.Waiting => new PlexPinStatus("waiting", pin.Token is null ? null : "Plex has said yes; the box asks who you are."),
        PinStand.Authorized => new PlexPinStatus("authorized"),
        PinStand.Expired => new PlexPinStatus("expired", pin.Message),
        _ => new PlexPinStatus("denied", pin.Message),
    };

    private static bool Fits(OpenPin pin, string? secret) => secret is not null
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(pin.SecretHash), Encoding.ASCII.GetBytes(Secret.Hash(secret)));

    private static Refusal Unknown() => new(ErrorCode.NotFound, "There is no such sign-in in this browser; begin another.");
}
