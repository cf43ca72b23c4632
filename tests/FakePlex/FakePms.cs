using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>A Plex Media Server for tests and for the demonstration, over true media files.</summary>
public sealed class FakePms : IAsyncDisposable
{
    private const string UserKey = "user";
    private readonly FakeTranscoder _transcoder;
    private FakeHost? _host;

    private FakePms(string name)
    {
        Name = name;
        MachineIdentifier = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("server " + name)))[..40];
        Notices = new NoticeBoard(this);
        _transcoder = new FakeTranscoder(this);
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => _host?.Address ?? throw new InvalidOperationException("It is not started.");

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>40 hex digits, made of the name.</summary>
    public string MachineIdentifier { get; }

    /// <summary>Whose it is; set by registering it at the fake plex.tv.</summary>
    public FakeUser? Owner { get; internal set; }

    /// <summary>Tokens that it takes, and whose they are.</summary>
    public ConcurrentDictionary<string, FakeUser> Tokens { get; } = new();

    /// <summary>What was asked.</summary>
    public SeenCalls Calls { get; } = new();

    /// <summary>What goes wrong.</summary>
    public Faults Faults { get; } = new();

    /// <summary>Behaviours that tests choose.</summary>
    public PmsSwitches Switches { get; } = new();

    /// <summary>Sections and titles.</summary>
    public FakeLibrary Library { get; } = new();

    /// <summary>Rows of /status/sessions; tests write them (see <see cref="FakeSessions"/>).</summary>
    public ConcurrentDictionary<string, JsonObject> Sessions { get; } = new();

    /// <summary>The notification socket and webhooks.</summary>
    public NoticeBoard Notices { get; }

    /// <summary>Transcode sessions that run.</summary>
    public IReadOnlyCollection<string> TranscodeSessions => _transcoder.Running;

    /// <summary>Timeline reports that came: a cutter sends none that changes what a person watched.</summary>
    public ConcurrentBag<string> Timelines { get; } = [];

    /// <summary>Client and session pairs that decided on direct play.</summary>
    internal ConcurrentDictionary<string, bool> DirectPlay { get; } = new();

    /// <summary>Starts it.</summary>
    /// <param name="name">Its name; the machine identifier follows from it.</param>
    /// <param name="port">TCP port on loopback; 0 for any.</param>
    /// <param name="ct">Cancels.</param>
    /// <param name="certificate">Serves TLS with it; plain HTTP when null.</param>
    public static async Task<FakePms> StartAsync(string name, int port, CancellationToken ct, X509Certificate2? certificate = null)
    {
        var pms = new FakePms(name);
        pms._host = await FakeHost.StartAsync(
            new HostPlan(port, pms.Calls, pms.Faults, pms.Map) { Gate = pms.LetInAsync, Certificate = certificate }, ct);
        return pms;
    }

    /// <summary>Stops listening and starts again, on another port unless one is given: a restart or a move.</summary>
    public async Task RestartAsync(int port, CancellationToken ct)
    {
        if (_host is not null)
            await _host.DisposeAsync();
        Sessions.Clear();
        DirectPlay.Clear();
        await _transcoder.StopAllAsync();
        _host = await FakeHost.StartAsync(new HostPlan(port, Calls, Faults, Map) { Gate = LetInAsync }, ct);
    }

    /// <summary>Ends all transcode sessions, as an admin can, or a server that takes them for abandoned.</summary>
    public Task EndTranscodesAsync() => _transcoder.StopAllAsync();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _transcoder.StopAllAsync();
        if (_host is not null)
            await _host.DisposeAsync();
    }

    /// <summary>The person of a request; null for one let in without a token, who acts as owner.</summary>
    internal static FakeUser? UserOf(HttpContext context) => context.Items[UserKey] as FakeUser;

    /// <summary>True for the owner; the refusal is written otherwise.</summary>
    internal async Task<bool> OwnerOnlyAsync(HttpContext context)
    {
        if (UserOf(context) is not { } user || user.Id == Owner?.Id)
            return true;
        await Wire.ErrorAsync(context, Switches.OwnerOnlyIs403 ? 403 : 401);
        return false;
    }

    internal static string TokenOf(HttpContext context)
    {
        var token = context.Request.Headers["X-Plex-Token"].ToString();
        return token.Length > 0 ? token : context.Request.Query["X-Plex-Token"].ToString();
    }

    private void Map(IEndpointRouteBuilder routes)
    {
        new ServerRoutes(this).Map(routes);
        new LibraryRoutes(this).Map(routes);
        new SearchRoutes(this).Map(routes);
        new ListRoutes(this).Map(routes);
        new PartRoutes(this).Map(routes);
        new ArtRoutes(this).Map(routes);
        new SessionRoutes(this).Map(routes);
        Notices.Map(routes);
        _transcoder.Map(routes);
    }

    private async Task<bool> LetInAsync(HttpContext context)
    {
        if (Switches.Booting)
        {
            context.Response.StatusCode = 503;
            await Wire.XmlAsync(context, "Response", new JsonObject
            {
                ["code"] = "503",
                ["title"] = "Maintenance",
                ["status"] = "Plex Media Server is currently running database migrations.",
            });
            return false;
        }
        if (context.Request.Path == "/identity" || context.Request.Path.StartsWithSegments("/web", StringComparison.Ordinal))
            return true;
        var token = TokenOf(context);
        if (token.Length > 0 && Tokens.TryGetValue(token, out var user))
        {
            context.Items[UserKey] = user;
            return true;
        }
        if (Switches.Unclaimed || (token.Length == 0 && Switches.LetsTokenlessIn))
            return true;
        await Wire.ErrorAsync(context, 401);
        return false;
    }
}
