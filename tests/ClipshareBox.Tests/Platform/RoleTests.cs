using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ClipshareBox.Platform.Hub;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

/// <summary>Every operation and every message of the hub, called by everyone, against the one table of who may.</summary>
public sealed partial class RoleTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_is_open_to_those_of_the_table_and_to_nobody_else()
    {
        await using var scene = await RoleScene.SetAsync(Ct);
        Assert.Equal(await OperationsAsync(scene), RoleTable.Http.Select(o => o.Name).Order(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var operation in RoleTable.Http)
        {
            foreach (var role in Enum.GetValues<Role>())
            {
                var names = await scene.ThingsAsync(role, Ct);
                using var request = Request(operation, names);
                using var answer = await scene.Client(role).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
                Compare(faults, operation, role, (int)answer.StatusCode, await ErrorAsync(answer));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task Every_message_of_the_hub_is_open_to_those_of_the_table_and_to_nobody_else()
    {
        await using var scene = await RoleScene.SetAsync(Ct);
        string[] own = ["ping", "join", "leave"];
        var known = scene.Box.Services.GetServices<HubRoute>().Select(r => r.Type).Concat(own);
        Assert.Equal(known.Order(StringComparer.Ordinal), RoleTable.Hub.Select(o => o.Name).Order(StringComparer.Ordinal));
        var faults = new List<string>();
        foreach (var role in Enum.GetValues<Role>().Skip(1))
        {
            await using var hub = await scene.Box.HubAsync(scene.Client(role), Ct);
            foreach (var operation in RoleTable.Hub)
            {
                var names = await scene.ThingsAsync(role, Ct);
                await hub.AskAsync("join", new { workspaceId = names["workspace"] }, Ct);
                var data = JsonNode.Parse(RoleScene.Named(operation.Body ?? "{}", names)) ?? new JsonObject();
                var answer = await hub.AskAsync(operation.Name, data, Ct, names["workspace"]);
                var refused = answer.GetProperty("type").GetString() == "error" ? answer.GetProperty("data") : default;
                Compare(faults, operation, role, StatusOf(refused), TextOf(refused));
            }
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    [Fact]
    public async Task A_collaborator_changes_and_deletes_no_bookmark_but_edits_their_own()
    {
        await using var scene = await RoleScene.SetAsync(Ct);
        var workspaceId = (await scene.ThingsAsync(Role.Collaborator, Ct))["workspace"];
        var collaborator = scene.Client(Role.Collaborator);
        var made = await collaborator.PostDataAsync("/api/bookmarks", new { workspaceId, startMs = 0, endMs = 1000 }, Ct);
        var own = new Uri($"/api/bookmarks/{made.GetProperty("id").GetString()}", UriKind.Relative);

        using var change = new StringContent("""{"rev":1,"label":"mine"}""", Encoding.UTF8, "application/json");
        using var changed = await collaborator.PutAsync(own, change, Ct);

        Assert.Equal("mine", (await Answers.DataAsync(changed, Ct)).GetProperty("label").GetString());
    }

    [Fact]
    public async Task A_workspace_tells_each_member_what_he_may()
    {
        await using var scene = await RoleScene.SetAsync(Ct);
        var workspace = (await scene.ThingsAsync(Role.Nobody, Ct))["workspace"];

        async Task<string> May(Role role) => string.Join(' ', (await scene.Client(role).GetDataAsync($"/api/workspaces/{workspace}", Ct))
            .GetProperty("permissions").EnumerateArray().Select(p => p.GetString()));

        Assert.Equal(
            "read:workspace write:workspace delete:workspace manage:members create:bookmark edit:bookmark delete:bookmark export:obs download:clips",
            await May(Role.Producer));
        Assert.Equal("read:workspace create:bookmark edit:bookmark download:clips", await May(Role.Collaborator));
    }

    // Those who may get no refusal of rights: no 401, no 403, and nothing that is theirs is unknown to them.
    private static void Compare(List<string> faults, Operation operation, Role role, int status, string text)
    {
        var expected = operation.Rule.For(role);
        var good = expected == 0
            ? status is not (401 or 403) && status < 500 + (operation.Name.Contains("/vtr/", StringComparison.Ordinal) ? 100 : 0) && !Unknown().IsMatch(text)
            : status == expected;
        if (!good)
            faults.Add($"{operation.Name} as {role}: {status} {text}, expected {(expected == 0 ? "to be let in" : expected)}");
    }

    [GeneratedRegex(@"^There is no such (workspace|bookmark|clip|job|user|member|invite|token|source|content|address)\.$")]
    private static partial Regex Unknown();

    private static async Task<IEnumerable<string>> OperationsAsync(RoleScene scene)
    {
        using var client = scene.Box.Stranger();
        var document = JsonNode.Parse(await client.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct)) ?? new JsonObject();
        return from path in document["paths"]?.AsObject() ?? []
               from operation in path.Value?.AsObject() ?? []
               let name = $"{operation.Key.ToUpperInvariant()} {path.Key.TrimEnd('/')}"
               orderby name
               select name;
    }

    private static HttpRequestMessage Request(Operation operation, Dictionary<string, string> names)
    {
        var (method, pattern) = operation.Name.Split(' ') is [var m, var p] ? (m, p) : throw new InvalidOperationException(operation.Name);
        return new HttpRequestMessage(new HttpMethod(method), RoleScene.Named(operation.Address ?? pattern, names))
        {
            Content = operation.Body is null ? null : new StringContent(RoleScene.Named(operation.Body, names), Encoding.UTF8, "application/json"),
        };
    }

    private static async Task<string> ErrorAsync(HttpResponseMessage answer) => answer.StatusCode < HttpStatusCode.BadRequest
        ? ""
        : TextOf(JsonElement.Parse(await answer.Content.ReadAsStringAsync(Ct)).GetProperty("error"));

    private static string TextOf(JsonElement error) => error.ValueKind == JsonValueKind.Object ? error.GetProperty("message").GetString() ?? "" : "";

    private static int StatusOf(JsonElement error) => error.ValueKind != JsonValueKind.Object ? 200 : error.GetProperty("code").GetString() switch
    {
        "AUTHENTICATION_ERROR" => 401,
        "PERMISSION_DENIED" => 403,
        "NOT_FOUND" => 404,
        "CONFLICT" => 409,
        "INTERNAL_ERROR" => 500,
        _ => 400,
    };
}
