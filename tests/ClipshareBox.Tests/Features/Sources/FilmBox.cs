using System.Net.Http.Headers;
using System.Text.Json;
using System.Threading.Channels;
using ClipshareBox.Features.Sources;
using ClipshareBox.Media.Processes;
using Microsoft.Extensions.DependencyInjection;
using TestMedia;

namespace ClipshareBox.Tests.Features.Sources;

/// <summary>A claimed box beside a folder for films; waits by what the box tells, not by time.</summary>
internal sealed class FilmBox : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private static readonly Cabinet Cabinet = new();

    private readonly Channel<bool> _news;
    private readonly DirectoryInfo _all;

    private FilmBox(TestBox box, HttpClient owner, DirectoryInfo all, Channel<bool> news) =>
        (Box, Owner, _all, _news) = (box, owner, all, news);

    /// <summary>The box.</summary>
    public TestBox Box { get; }

    /// <summary>A program of its owner.</summary>
    public HttpClient Owner { get; }

    /// <summary>The folder of films.</summary>
    public string Films => Path.Combine(_all.FullName, "films");

    /// <summary>A folder beside the films that the box has no business in.</summary>
    public string Outside => Path.Combine(_all.FullName, "outside");

    /// <summary>Starts a box.</summary>
    /// <param name="ct">Stops the start.</param>
    /// <param name="settings">More settings.</param>
    public static Task<FilmBox> StartAsync(CancellationToken ct, params string[] settings) =>
        StartAsync(Directory.CreateTempSubdirectory("clipsharebox-films-"), settings, null, ct);

    /// <summary>Stops the box and starts another on the same data and films.</summary>
    public async Task<FilmBox> RestartAsync(CancellationToken ct, params string[] settings)
    {
        var token = Owner.DefaultRequestHeaders.Authorization;
        await Box.DisposeAsync();
        var next = await StartAsync(_all, settings, token, ct);
        Owner.Dispose();
        return next;
    }

    /// <summary>Adds the folder of films, and waits until it has been looked through.</summary>
    /// <returns>The source's id.</returns>
    public async Task<string> AddSourceAsync(CancellationToken ct)
    {
        var source = await Owner.PostDataAsync("/api/sources", new { kind = "folder", name = "Films", path = Films }, ct);
        var id = source.GetProperty("id").GetString()!; // a source has one
        await UntilAsync(async () => (await SourceAsync(id, ct)).GetProperty("state").GetString() == "ready", ct);
        return id;
    }

    /// <summary>Has the folder looked through, and waits for the end of it.</summary>
    public async Task RescanAsync(string sourceId, CancellationToken ct)
    {
        var before = (await SourceAsync(sourceId, ct)).GetProperty("indexedAt").ToString();
        await Owner.PostDataAsync($"/api/sources/{sourceId}/test", new { }, ct);
        await UntilAsync(async () => (await SourceAsync(sourceId, ct)).GetProperty("indexedAt").ToString() != before, ct);
    }

    /// <summary>The source as the box shows it.</summary>
    public async Task<JsonElement> SourceAsync(string id, CancellationToken ct) =>
        (await Owner.GetDataAsync("/api/sources", ct)).EnumerateArray().Single(s => s.GetProperty("id").GetString() == id);

    /// <summary>Copies a film of that kind into the folder.</summary>
    /// <returns>Its path there.</returns>
    public async Task<string> CopyAsync(string kind, string name, CancellationToken ct)
    {
        var path = Path.Combine(Films, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!); // it lies in a folder
        File.Copy(await Cabinet.PathOfAsync(SourceKinds.Named(kind), ct), path);
        return path;
    }

    /// <summary>Waits until a film of that title is listed and the box knows what it is, or why not.</summary>
    public async Task<JsonElement> ProbedAsync(string title, CancellationToken ct)
    {
        var found = default(JsonElement);
        await UntilAsync(async () =>
        {
            if (await FindAsync(title, ct) is not [var item, ..])
                return false;
            found = item;
            return found.GetProperty("durationMs").ValueKind != JsonValueKind.Null || found.GetProperty("fault").ValueKind != JsonValueKind.Null;
        }, ct);
        return found;
    }

    /// <summary>What is listed under exactly that title.</summary>
    public async Task<IReadOnlyList<JsonElement>> FindAsync(string title, CancellationToken ct)
    {
        var all = await Owner.GetDataAsync($"/api/media/search?limit=500&q={Uri.EscapeDataString(title)}", ct);
        return [.. all.EnumerateArray().Where(i => i.GetProperty("title").GetString() == title)];
    }

    /// <summary>The key of a film that was copied into the folder, once it is probed.</summary>
    public async Task<string> KeyOfAsync(string title, CancellationToken ct) =>
        (await ProbedAsync(title, ct)).GetProperty("contentKey").GetString()!; // an item has one

    /// <summary>What the box knows of a content.</summary>
    public Task<JsonElement> MediaAsync(string contentKey, CancellationToken ct) => Owner.GetDataAsync($"/api/media/{contentKey}", ct);

    /// <summary>Looks each time that the box has news, until it is so.</summary>
    public async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (!await isSo())
            await _news.Reader.ReadAsync(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        Owner.Dispose();
        await Box.DisposeAsync();
        // Some tests make names that .NET can't remove.
        await Tool.RunAsync("rm", ["-rf", _all.FullName], TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
    }

    private static async Task<FilmBox> StartAsync(
        DirectoryInfo all, string[] settings, AuthenticationHeaderValue? token, CancellationToken ct)
    {
        var news = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
        all.CreateSubdirectory("films");
        all.CreateSubdirectory("outside");
        var box = await TestBox.StartAsync(
            ct, all.CreateSubdirectory("data").FullName,
            services => services.AddSingleton(new ContentListener(_ => news.Writer.TryWrite(true), _ => news.Writer.TryWrite(true))), settings);
        if (token is not null)
        {
            var again = box.Stranger();
            again.DefaultRequestHeaders.Authorization = token;
            return new FilmBox(box, again, all, news);
        }
        using var browser = await box.ClaimAsync(ct);
        return new FilmBox(box, await box.ProgramAsync(browser, ct), all, news);
    }
}
