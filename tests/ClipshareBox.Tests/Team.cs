using System.Net.Http.Headers;
using System.Text.Json;
using ClipshareBox.Features.Accounts;

namespace ClipshareBox.Tests;

/// <summary>Further people on a stage.</summary>
internal static class Team
{
    /// <summary>A program of a new account that is a member of the stage's workspace.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="name">The account's id and name.</param>
    /// <param name="role">"producer", "collaborator", or null for no member.</param>
    public static HttpClient With(this Stage stage, string name, string? role = "collaborator")
    {
        var secret = Secret.Make();
        stage.Box.Sql("insert into users (id, name, name_key, role, created_at_ms) values (@name, @name, @key, 'user', 0)", new { name, key = name.ToUpperInvariant() });
        stage.Box.Sql(
            "insert into sign_ins (id, user_id, kind, secret_hash, name, scopes, created_at_ms) values (@id, @name, 'token', @hash, 'program', '', 0)",
            new { id = $"token-{name}", name, hash = Secret.Hash(secret) });
        if (role is not null)
        {
            stage.Box.Sql(
                "insert into members (workspace_id, user_id, role, added_at_ms) values (@Workspace, @name, @role, 0)", new { stage.Workspace, name, role });
        }
        var program = stage.Box.Stranger();
        program.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        return program;
    }

    /// <summary>A hub connection of a program that has joined the stage's workspace.</summary>
    public static async Task<HubClient> JoinedAsync(this Stage stage, HttpClient program, CancellationToken ct)
    {
        var hub = await stage.Box.HubAsync(program, ct);
        var joined = await hub.AskAsync("join", new { workspaceId = stage.Workspace }, ct);
        Assert.Equal("joined", joined.GetProperty("type").GetString());
        return hub;
    }

    /// <summary>PUT, and the data.</summary>
    public static async Task<JsonElement> PutDataAsync(this HttpClient client, string address, object body, CancellationToken ct)
    {
        using var answer = await System.Net.Http.Json.HttpClientJsonExtensions.PutAsJsonAsync(client, address, body, ct);
        return await Answers.DataAsync(answer, ct);
    }
}
