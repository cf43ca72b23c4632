using System.Net;
using System.Text;
using System.Text.Json;
using ClipshareBox.Tests.Features.Plex;
using ClipshareBox.Tests.Features.Share;

namespace ClipshareBox.Tests.Platform;

/// <summary>What changes the box, its people and their rights leaves a line in the audit log.</summary>
public sealed class AuditTests
{
    private const string Secret = "a word that nobody may read";

    // Change nothing that stays, or are walked where their effect can be seen.
    private static readonly string[] Others =
    [
        "POST /api/plex/connect", // a trial
        "POST /api/sources/{id}/test", // another one
        "POST /api/admin/backups/{name}/restore", // BackupTests: the line is in the store that comes back
        "POST /api/admin/backups/upload", // BackupTests
    ];

    private static readonly string[] AboutPeople = ["/tokens", "/invites", "/members", "/auth/password"];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_operation_that_changes_the_box_or_who_may_what_leaves_a_line_without_secrets()
    {
        await using var plex = await PlexBox.StartAsync(server => PlexBox.AddFilmAsync(server), settings: $"SHAREPORT={SmbClient.FreePort()}");
        using var films = new Scratch();
        var walk = await WalkAsync(plex, films.Path);
        Assert.Equal(Changing().Except(Others).Order(StringComparer.Ordinal), walk.Select(s => s.Operation).Distinct().Order(StringComparer.Ordinal));
        foreach (var step in walk)
        {
            var before = await LogAsync(plex);
            using var request = new HttpRequestMessage(new HttpMethod(step.Operation.Split(' ')[0]), step.Address())
            {
                Content = step.Body is null ? null : new StringContent(step.Body, Encoding.UTF8, "application/json"),
            };
            using var answer = await plex.Owner.SendAsync(request, Ct);
            var text = await answer.Content.ReadAsStringAsync(Ct);
            Assert.True(answer.IsSuccessStatusCode, $"{step.Operation}: {text}");
            step.Made?.Invoke(answer.StatusCode == HttpStatusCode.NoContent ? default : JsonElement.Parse(text).GetProperty("data"));
            var log = await LogAsync(plex);
            Assert.True(log.Count == before.Count + 1, $"{step.Operation} left {log.Count - before.Count} lines.");
            Assert.Equal((step.Act, "owner"), (log[0].GetProperty("act").GetString(), log[0].GetProperty("actor").GetProperty("name").GetString()));
            if (step.Detail is not null)
                Assert.Equal(step.Detail, log[0].GetProperty("detail").GetString());
            Assert.DoesNotContain(Secret, log[0].GetRawText(), StringComparison.Ordinal);
            Assert.DoesNotContain(plex.Token, log[0].GetRawText(), StringComparison.Ordinal);
        }
    }

    private static IEnumerable<string> Changing() =>
        from operation in RoleTable.Http
        where !operation.Name.StartsWith("GET ", StringComparison.Ordinal)
            && (operation.Rule == Rule.Admins || operation.Rule == Rule.ProducersAnywhereOrAdmins
                || AboutPeople.Any(p => operation.Name.Contains(p, StringComparison.Ordinal)))
        select operation.Name;

    private static async Task<IReadOnlyList<JsonElement>> LogAsync(PlexBox plex) =>
        [.. (await plex.Owner.GetDataAsync("/api/admin/audit?limit=200", Ct)).EnumerateArray()];

    // In an order in which each finds what it changes.
    private static async Task<IReadOnlyList<Step>> WalkAsync(PlexBox plex, string films)
    {
        var content = await plex.KeyAsync();
        var room = $"/api/workspaces/{Id(await plex.Owner.PostDataAsync("/api/workspaces", new { title = "Room", contentKey = content }, Ct))}";
        string made = "", person = "", backup = "";
        void Take(JsonElement thing) => made = Id(thing);
        var wanted = $$"""{"kind":"plex","name":"Again","url":"{{plex.Server.Address}}","token":"{{plex.Token}}"}""";
        return
        [
            new("POST /api/admin/users", "user.create", $$"""{"username":"anna","password":"{{Secret}}"}""") { Made = user => person = Id(user), Detail = "user" },
            new("PUT /api/admin/users/{id}", "user.role", """{"role":"admin"}""") { At = () => $"/api/admin/users/{person}", Detail = "role user → admin" },
            new("PUT /api/admin/users/{id}", "user.password", $$"""{"password":"{{Secret}} again"}""") { At = () => $"/api/admin/users/{person}" },
            new("POST /api/workspaces/{id}/members", "member.add", """{"username":"anna","role":"collaborator"}""") { At = () => $"{room}/members" },
            new("PATCH /api/workspaces/{id}/members/{userId}", "member.role", """{"role":"producer"}""") { At = () => $"{room}/members/{person}", Detail = "role collaborator → producer" },
            new("DELETE /api/workspaces/{id}/members/{userId}", "member.remove") { At = () => $"{room}/members/{person}" },
            new("DELETE /api/admin/users/{id}", "user.delete") { At = () => $"/api/admin/users/{person}" },
            new("POST /api/workspaces/{id}/invites", "invite.make", """{"role":"collaborator"}""") { At = () => $"{room}/invites", Made = Take },
            new("DELETE /api/workspaces/{id}/invites/{inviteId}", "invite.revoke") { At = () => $"{room}/invites/{made}" },
            new("POST /api/tokens", "token.make", """{"name":"robot","scopes":["read"]}""") { Made = Take, Detail = "may read" },
            new("DELETE /api/tokens/{id}", "token.revoke") { At = () => $"/api/tokens/{made}" },
            new("POST /api/auth/password", "password.change", $$"""{"current":"correct horse battery","password":"{{Secret}}"}"""),
            new("PUT /api/admin/retention", "retention.choose", """{"keepDays":30,"reserveBytes":1000000}""") { Detail = "keepDays 0 → 30, reserveBytes 536870912 → 1000000" },
            new("PUT /api/share", "share.change", $$"""{"access":"password","password":"{{Secret}}"}""") { Detail = "access guest → password, password none → another one" },
            new("PUT /api/panels/bindings", "keys.change", """{"bindings":[{"panel":"virtual","control":"mark","event":"press","action":"deck.step","arguments":{"frames":2}}]}"""),
            new("DELETE /api/panels/bindings", "keys.change"),
            new("POST /api/vtr/program-key", "program-key.renew"),
            new("POST /api/sources", "source.add", $$"""{"kind":"folder","name":"Films","path":"{{films}}"}""") { Made = Take, Detail = $"folder {films}" },
            new("DELETE /api/sources/{id}", "source.remove") { At = () => $"/api/sources/{made}", Detail = films },
            new("DELETE /api/sources/{id}", "source.remove") { At = () => $"/api/sources/{plex.SourceId}", Detail = plex.Server.Address.AbsoluteUri },
            new("POST /api/plex/config", "source.add", wanted) { Detail = $"plex {plex.Server.Address.AbsoluteUri}" },
            new("POST /api/admin/backups", "backup.make") { Made = copy => backup = copy.GetProperty("name").GetString() ?? "" },
            new("DELETE /api/admin/backups/{name}", "backup.delete") { At = () => $"/api/admin/backups/{backup}" },
        ];
    }

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString() ?? "";

    /// <summary>One call that succeeds, and the line that it leaves.</summary>
    private sealed record Step(string Operation, string Act, string? Body = null)
    {
        /// <summary>Where, if not at the operation's own address.</summary>
        public Func<string>? At { get; init; }

        /// <summary>Takes what was answered.</summary>
        public Action<JsonElement>? Made { get; init; }

        /// <summary>What the line says; null for anything.</summary>
        public string? Detail { get; init; }

        public Uri Address() => new(At?.Invoke() ?? Operation.Split(' ')[1], UriKind.Relative);
    }
}
