using System.Text.RegularExpressions;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

/// <summary>A box with one caller of each role, and for each call a workspace of its own with one of everything in it.</summary>
internal sealed partial class RoleScene : IAsyncDisposable
{
    private readonly Stage _stage;
    private readonly Dictionary<Role, (HttpClient Client, string UserId)> _callers = [];
    private int _count;

    private readonly FakePlex.FakePlexTv _plex;

    private RoleScene(Stage stage, FakePlex.FakePlexTv plex) => (_stage, _plex) = (stage, plex);

    public TestBox Box => _stage.Box;

    public static async Task<RoleScene> SetAsync(CancellationToken ct)
    {
        var plex = await FakePlex.FakePlexTv.StartAsync(0, ct);
        var scene = new RoleScene(await Stage.SetAsync(ct, replace: services =>
        {
            services.AddSingleton(new RequestLimits(int.MaxValue, int.MaxValue, int.MaxValue));
            services.AddSingleton(provider => new PlexTv(plex.Address, provider.GetRequiredService<PlexGear>()));
        }), plex);
        scene._callers[Role.Nobody] = (scene.Box.Stranger(), "");
        foreach (var role in Enum.GetValues<Role>().Skip(1))
            scene._callers[role] = await scene.MakeAsync(role, ct);
        return scene;
    }

    public HttpClient Client(Role role) => _callers[role].Client;

    /// <summary>New things for one call, by their names in the table.</summary>
    public async Task<Dictionary<string, string>> ThingsAsync(Role caller, CancellationToken ct)
    {
        var producer = Client(Role.Producer);
        var n = ++_count;
        // The player is the box's own, and who made or entered a workspace in a call before is more than he was.
        foreach (var key in new[] { "stop", "eject" })
            (await producer.PostAsync(new Uri($"/api/vtr/{key}", UriKind.Relative), null, ct)).Dispose();
        var workspace = Id(await producer.PostDataAsync("/api/workspaces", new { title = $"Room {n}", contentKey = "film", autoCut = false }, ct));
        var mark = new { workspaceId = workspace, startMs = 0, endMs = 1000, label = "x" };
        var names = new Dictionary<string, string>
        {
            ["workspace"] = workspace,
            ["bookmark"] = Id(await producer.PostDataAsync("/api/bookmarks", mark, ct)),
            ["token"] = caller == Role.Nobody ? "x" : Id(await Client(caller).PostDataAsync("/api/tokens", new { name = "own" }, ct)),
            ["code"] = Secret.Make(),
            ["guest"] = $"guest {n}",
            ["outsider"] = $"outsider{n}",
            ["victim"] = $"victim{n}",
            ["invite"] = $"invite{n}",
            ["clip"] = $"clip{n}",
            ["job"] = $"job{n}",
            ["source"] = $"source{n}",
        };
        Fill(names);
        return names;
    }

    public static string Named(string text, Dictionary<string, string> names) => Name().Replace(text, m => names[m.Groups[1].Value]);

    public async ValueTask DisposeAsync()
    {
        foreach (var (client, _) in _callers.Values)
            client.Dispose();
        await _stage.DisposeAsync();
        await _plex.DisposeAsync();
    }

    [GeneratedRegex(@"\$([a-z]+)")]
    private static partial Regex Name();

    private static string Id(System.Text.Json.JsonElement made) => made.GetProperty("id").GetString() ?? "";

    private void Fill(Dictionary<string, string> names)
    {
        var all = names.ToDictionary(n => n.Key, n => (object)n.Value);
        foreach (var role in Enum.GetValues<Role>())
            all[$"{role}"] = _callers[role].UserId;
        all["hash"] = Secret.Hash(names["code"]);
        all["place"] = $"/no/such/{names["source"]}";
        Box.Sql(
            """
            delete from members where user_id in (@Stranger, @Admin, @Collaborator);
            insert into users (id, name, name_key, role, created_at_ms) values (@victim, @victim, upper(@victim), 'user', 0);
            insert into users (id, name, name_key, role, created_at_ms) values (@outsider, @outsider, upper(@outsider), 'user', 0);
            insert into members (workspace_id, user_id, role, added_at_ms) values (@workspace, @Collaborator, 'collaborator', 0);
            insert into members (workspace_id, user_id, role, added_at_ms) values (@workspace, @victim, 'collaborator', 0);
            insert into invites (id, workspace_id, role, secret_hash, created_at_ms) values (@invite, @workspace, 'collaborator', @hash, 0);
            insert into sources (id, kind, name, place, created_at_ms) values (@source, 'folder', 'x', @place, 0);
            insert into jobs (id, kind, state, progress_percent, attempts, workspace_id, bookmark_id, created_at_ms, due_at_ms, payload, priority)
            values (@job, 'clip', 'error', 0, 3, @workspace, @bookmark, 0, 0, '{}', 0);
            insert into clips (id, workspace_id, bookmark_id, number, label, profile, job_id, created_at_ms, updated_at_ms)
            values (@clip, @workspace, @bookmark, 1, 'x', 'exact', @job, 0, 0);
            """,
            new Dapper.DynamicParameters(all));
    }

    private async Task<(HttpClient Client, string UserId)> MakeAsync(Role role, CancellationToken ct)
    {
        const string password = "long enough for a test";
        var user = new { username = $"{role}", password, role = role == Role.Admin ? "admin" : "user" };
        var id = Id(await _stage.Owner.PostDataAsync("/api/admin/users", user, ct));
        using var browser = Box.Browser();
        await browser.PostDataAsync("/api/auth/login", new { user.username, password }, ct);
        return (await Box.ProgramAsync(browser, ct), id);
    }
}
