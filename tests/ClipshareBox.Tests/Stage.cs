using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Features.Clips;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Time;
using Microsoft.Extensions.DependencyInjection;
using TestMedia;

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

    /// <summary>Sets the stage.</summary>
    /// <param name="ct">Stops it.</param>
    /// <param name="clock">The box's clock, or null for the real one.</param>
    /// <param name="replace">Takes other parts in.</param>
    /// <param name="durationMs">Length that the film is said to have; null for its real one.</param>
    /// <param name="kind">The kind of film.</param>
    /// <param name="startTimecode">Timecode that the film is said to begin with; null for what it states.</param>
    public static async Task<Stage> SetAsync(
        CancellationToken ct, TimeProvider? clock = null, Action<IServiceCollection>? replace = null, long? durationMs = DurationMs,
        string kind = "h264-2997", string? startTimecode = null)
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named(kind), ct);
        var box = await TestBox.StartAsync(ct, replace: services =>
        {
            if (clock is not null)
                services.AddSingleton(clock);
            // Where nothing is cut, nothing need find out how: that takes seconds, and a clock that goes.
            if (durationMs is not null)
                services.Remove(services.First(s => s.ImplementationType == typeof(ClipKeeper)));
            replace?.Invoke(services);
        });
        var owner = await box.ClaimAsync(ct);
        var program = await box.ProgramAsync(owner, ct);
        await AddAsync(box, film, durationMs, startTimecode, ct);
        var made = await program.PostDataAsync("/api/workspaces", new { title = "Final", contentKey = "film", autoCut = false }, ct);
        return new Stage(box, owner, program, made.GetProperty("id").GetString() ?? "");
    }

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

    /// <summary>Waits, 10 s at most, until the box answers so.</summary>
    public async Task HasAsync(string path, Func<JsonElement, bool> isSo, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        while (!isSo(await Program.GetDataAsync(path, patience.Token)))
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
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

    private static async Task AddAsync(TestBox box, string film, long? durationMs, string? startTimecode, CancellationToken ct)
    {
        await using var open = await OpenSource.OpenAsync(new MediaSource(film), null, TimeProvider.System, ct);
        var info = await new Prober(new MediaTools(), TimeProvider.System).ProbeAsync(open, ct);
        var (place, name) = (Path.GetDirectoryName(film), Path.GetFileName(film));
        box.Sql("insert into sources (id, kind, name, place, created_at_ms) values ('s', 'folder', 'Films', @place, 0)", new { place });
        box.Sql(
            """
            insert into contents (content_key, source_id, folder, name, library, title, title_key, search_key, size_bytes, changed_at, state, due_at_ms, info, added_at_ms)
            values ('film', 's', '', @name, '', 'Film', 'film', 'film', @size, @changed, 'ready', 0, @info, 0)
            """,
            new
            {
                name,
                size = new FileInfo(film).Length,
                changed = File.GetLastWriteTimeUtc(film).Ticks,
                info = (info with { DurationMs = durationMs ?? info.DurationMs, StartTimecode = startTimecode ?? info.StartTimecode }).ToJson(),
            });
    }
}
