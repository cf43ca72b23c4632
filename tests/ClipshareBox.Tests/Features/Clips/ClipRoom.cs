using System.Net.Http.Json;
using System.Text.Json;
using System.Threading.Channels;
using ClipshareBox.Features.Sources;
using Microsoft.Extensions.DependencyInjection;
using TestMedia;
using TestMedia.Readers;

namespace ClipshareBox.Tests.Features.Clips;

/// <summary>A claimed box with one numbered film and a workspace on it, and someone who listens.</summary>
public sealed class ClipRoom : IAsyncDisposable
{
    private ClipRoom(TestBox box, HttpClient owner, HubClient hub) => (Box, Owner, Hub) = (box, owner, hub);

    public TestBox Box { get; }

    /// <summary>The workspace's producer.</summary>
    public HttpClient Owner { get; }

    /// <summary>The producer's ears in the workspace.</summary>
    public HubClient Hub { get; private set; }

    public string WorkspaceId { get; private set; } = "";

    public string ContentKey { get; private set; } = "";

    /// <summary>The film.</summary>
    public string Film { get; private set; } = "";

    /// <summary>The folder that the share exports.</summary>
    public string Share => Path.Combine(Box.Folder, "clips");

    /// <summary>Starts a box with a film of that kind.</summary>
    public static async Task<ClipRoom> StartAsync(
        CancellationToken ct, string kind = "h264-open-mp4", object? workspace = null, Action<IServiceCollection>? replace = null, string? folder = null,
        params string[] settings)
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named(kind), ct);
        var news = Channel.CreateUnbounded<bool>();
        var box = await TestBox.StartAsync(ct, folder, services =>
        {
            services.AddSingleton(new ContentListener(_ => news.Writer.TryWrite(true)));
            replace?.Invoke(services);
        }, settings);
        using var browser = await box.ClaimAsync(ct);
        var owner = await box.ProgramAsync(browser, ct);
        var room = new ClipRoom(box, owner, await box.HubAsync(owner, ct)) { Film = film };
        await room.AddFilmAsync(news, ct);
        await room.OpenAsync("Derby", workspace, ct);
        return room;
    }

    /// <summary>The room of a box that is started anew on an older one's data.</summary>
    public static async Task<ClipRoom> ReopenAsync(ClipRoom before, TestBox box, CancellationToken ct)
    {
        var owner = box.Stranger();
        owner.DefaultRequestHeaders.Authorization = before.Owner.DefaultRequestHeaders.Authorization;
        var room = new ClipRoom(box, owner, await box.HubAsync(owner, ct))
        {
            Film = before.Film,
            ContentKey = before.ContentKey,
            WorkspaceId = before.WorkspaceId,
        };
        await room.JoinAsync(ct);
        return room;
    }

    /// <summary>Makes a workspace and listens to it.</summary>
    public async Task OpenAsync(string title, object? more, CancellationToken ct)
    {
        var wanted = JsonSerializer.SerializeToNode(more ?? new { })!.AsObject(); // an object is no null
        wanted["title"] = title;
        wanted["contentKey"] = ContentKey;
        WorkspaceId = (await Owner.PostDataAsync("/api/workspaces", wanted, ct)).GetProperty("id").GetString() ?? "";
        await JoinAsync(ct);
    }

    private async Task JoinAsync(CancellationToken ct) =>
        Assert.Equal("joined", (await Hub.AskAsync("join", new { workspaceId = WorkspaceId }, ct)).GetProperty("type").GetString());

    /// <summary>Marks a range.</summary>
    public Task<JsonElement> MarkAsync(long startMs, long endMs, CancellationToken ct, string label = "Goal") =>
        Owner.PostDataAsync("/api/bookmarks", new { workspaceId = WorkspaceId, startMs, endMs, label }, ct);

    /// <summary>Moves a bookmark's marks.</summary>
    public async Task<JsonElement> MoveAsync(JsonElement mark, long startMs, long endMs, CancellationToken ct)
    {
        using var answer = await Owner.PutAsJsonAsync(
            $"/api/bookmarks/{Id(mark)}", new { rev = mark.GetProperty("rev").GetInt64(), startMs, endMs }, ct);
        return await Answers.DataAsync(answer, ct);
    }

    /// <summary>The next clip of that bookmark to be announced.</summary>
    public async Task<JsonElement> ReadyAsync(JsonElement mark, CancellationToken ct, Func<JsonElement, bool>? fits = null) => (await Hub.NextAsync(
        f => f.GetProperty("type").GetString() == "clip_ready" && f.GetProperty("data").GetProperty("bookmarkId").GetString() == Id(mark)
            && fits?.Invoke(f.GetProperty("data")) != false, ct)).GetProperty("data");

    /// <summary>The next word of a bookmark's cut job.</summary>
    public async Task<JsonElement> JobAsync(JsonElement mark, string state, CancellationToken ct, string kind = "cut") => (await Hub.NextAsync(
        f => f.GetProperty("type").GetString() == "job_progress" && f.GetProperty("data") is var job && job.GetProperty("kind").GetString() == kind
            && job.GetProperty("bookmarkId").GetString() == Id(mark) && job.GetProperty("state").GetString() == state, ct)).GetProperty("data");

    /// <summary>Where a clip lies on the disk.</summary>
    public string PathOf(JsonElement clip) => Path.Combine(Share, clip.GetProperty("path").GetString() ?? "");

    /// <summary>Names of the visible files in the workspace's folder, sorted.</summary>
    public IReadOnlyList<string> Names(string folder = "Derby") => !Directory.Exists(Path.Combine(Share, folder))
        ? []
        : [.. Directory.EnumerateFiles(Path.Combine(Share, folder)).Select(f => Path.GetFileName(f)).Where(n => n[0] != '.').Order(StringComparer.Ordinal)];

    /// <summary>What lies in the making.</summary>
    public IReadOnlyList<string> InTheMaking() => [.. Directory.EnumerateFiles(Path.Combine(Share, ".making"))];

    /// <summary>Waits until something holds that no event tells of.</summary>
    public static async Task UntilAsync(Func<bool> holds, TimeSpan limit, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(limit);
        while (!holds())
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, patience.Token);
    }

    /// <summary>The frames that a file shows are those of the film between the marks, all and none other.</summary>
    public async Task AssertFramesAsync(string clip, long startMs, long endMs, CancellationToken ct)
    {
        var film = await Truth.OfAsync(Film, ct);
        var wanted = film.Frames.Where(f => f.Seconds * 1000 >= startMs - 0.5 && f.Seconds * 1000 < endMs - 0.5).Select(f => f.Number);
        Assert.Equal(wanted, (await FrameReader.ReadAsync(clip, ct)).Numbers);
    }

    public static string Id(JsonElement thing) => thing.GetProperty("id").GetString() ?? "";

    public async ValueTask DisposeAsync()
    {
        await Hub.DisposeAsync();
        Owner.Dispose();
        await Box.DisposeAsync();
    }

    private async Task AddFilmAsync(Channel<bool> news, CancellationToken ct)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Box.Folder, "films")).FullName;
        File.Copy(Film, Path.Combine(folder, "Derby" + Path.GetExtension(Film)));
        await Owner.PostDataAsync("/api/sources", new { kind = "folder", name = "Films", path = folder }, ct);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var found = await Owner.GetDataAsync("/api/media/search?q=Derby", ct);
            if (found.GetArrayLength() == 1 && found[0].TryGetProperty("durationMs", out var length) && length.ValueKind == JsonValueKind.Number)
            {
                ContentKey = found[0].GetProperty("contentKey").GetString() ?? "";
                return;
            }
            await news.Reader.ReadAsync(limit.Token);
        }
    }
}
