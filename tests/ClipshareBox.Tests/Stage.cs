using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Features.Sources;
using ClipshareBox.Media.Time;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests;

/// <summary>A claimed box with a workspace on a film of ten minutes, and a program that may all there.</summary>
public sealed class Stage : IAsyncDisposable
{
    public static readonly Rational Rate = new(30000, 1001);
    public const long DurationMs = 600_000;

    private Stage(TestBox box, HttpClient owner, HttpClient program, string workspace) =>
        (Box, Owner, Program, Workspace) = (box, owner, program, workspace);

    public TestBox Box { get; }

    /// <summary>The owner's browser.</summary>
    public HttpClient Owner { get; }

    /// <summary>A program of the owner's.</summary>
    public HttpClient Program { get; }

    /// <summary>The workspace's id.</summary>
    public string Workspace { get; }

    public static async Task<Stage> SetAsync(
        CancellationToken ct, TimeProvider? clock = null, string? folder = null, Action<IServiceCollection>? replace = null)
    {
        var box = await TestBox.StartAsync(ct, folder, services =>
        {
            if (clock is not null)
                services.AddSingleton(clock);
            Film(services);
            replace?.Invoke(services);
        });
        var owner = await box.ClaimAsync(ct);
        var program = await box.ProgramAsync(owner, ct);
        var made = await program.PostDataAsync("/api/workspaces", new { title = "Final", contentKey = "film" }, ct);
        return new Stage(box, owner, program, made.GetProperty("id").GetString() ?? "");
    }

    /// <summary>Puts the film in.</summary>
    public static void Film(IServiceCollection services) => services.AddSingleton(new Content
    {
        ContentKey = "film",
        Title = "Film",
        DurationMs = DurationMs,
        FrameRate = Rate,
        Info = null!, // nothing here looks into the file
        Media = null!,
    });

    /// <summary>Gives the deck a command that it takes.</summary>
    public Task<JsonElement> DeckAsync(object command, CancellationToken ct) =>
        Program.PostDataAsync($"/api/workspaces/{Workspace}/deck", command, ct);

    /// <summary>Gives the deck any command.</summary>
    public Task<HttpResponseMessage> TryDeckAsync(object command, CancellationToken ct) =>
        Program.PostAsJsonAsync($"/api/workspaces/{Workspace}/deck", command, ct);

    /// <summary>How the deck stands.</summary>
    public Task<JsonElement> DeckAsync(CancellationToken ct) => Program.GetDataAsync($"/api/workspaces/{Workspace}/deck", ct);

    /// <summary>Makes a bookmark.</summary>
    public async Task<string> MarkAsync(long startMs, long endMs, CancellationToken ct)
    {
        var made = await Program.PostDataAsync("/api/bookmarks", new { workspaceId = Workspace, startMs, endMs, label = "Goal" }, ct);
        return made.GetProperty("id").GetString() ?? "";
    }

    /// <summary>Presses a virtual control.</summary>
    public Task<HttpResponseMessage> PressAsync(string control, object press, CancellationToken ct) =>
        Program.PostAsJsonAsync($"/api/panels/virtual/{control}", press, ct);

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        Program.Dispose();
        await Box.DisposeAsync();
    }
}
