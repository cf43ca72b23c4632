using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ClipshareBox.Platform.Store;
using ClipshareBox.Tests.Tokens;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests;

/// <summary>A whole box on a free port, with a real store in a folder of its own.</summary>
public sealed class TestBox : IAsyncDisposable
{
    private readonly WebApplication _box;
    private readonly TokenGuard _guard;
    private readonly bool _ownsFolder;

    private TestBox(WebApplication box, string folder, bool ownsFolder, TokenGuard guard)
    {
        (_box, Folder, _ownsFolder, _guard) = (box, folder, ownsFolder, guard);
        Address = new Uri(box.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()); // it listens
    }

    private void KeepEncoders()
    {
        var found = Path.Combine(Folder, "encoders.json");
        if (File.Exists(KnownEncoders) || !File.Exists(found))
            return;
        var draft = $"{KnownEncoders}.{Guid.NewGuid():N}";
        File.Copy(found, draft);
        File.Move(draft, KnownEncoders, overwrite: true);
    }

    // What this board can encode is found out once for all boxes of a run.
    private static string KnownEncoders => Path.Combine(Path.GetTempPath(), "clipsharebox-test-box-encoders.json");

    /// <summary>The data folder.</summary>
    public string Folder { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Its parts, for what can't be seen from outside.</summary>
    public IServiceProvider Services => _box.Services;

    /// <summary>Starts a box.</summary>
    /// <param name="ct">Stops the start.</param>
    /// <param name="folder">An existing data folder, or null for a new one that goes with the box.</param>
    /// <param name="replace">Takes another clock or source in.</param>
    /// <param name="settings">More settings, as NAME=value.</param>
    public static async Task<TestBox> StartAsync(
        CancellationToken ct, string? folder = null, Action<IServiceCollection>? replace = null, params string[] settings)
    {
        var data = folder ?? Directory.CreateTempSubdirectory("clipsharebox-test-").FullName;
        if (File.Exists(KnownEncoders))
            File.Copy(KnownEncoders, Path.Combine(data, "encoders.json"), overwrite: true);
        string[] args =
        [
            // Tests ask often and quickly; those of the limit set it themselves.
            $"--CLIPSHAREBOX:DATA={data}", "--CLIPSHAREBOX:URLS=http://127.0.0.1:0", "--CLIPSHAREBOX:REQUESTSPERMINUTE=1000000",
            .. settings.Select(s => $"--CLIPSHAREBOX:{s}"),
        ];
        var guard = new TokenGuard();
        var box = Program.Build(args, services =>
        {
            services.AddLogging(logs => logs.SetMinimumLevel(LogLevel.Warning));
            guard.AddTo(services);
            replace?.Invoke(services);
        });
        await box.StartAsync(ct);
        return new TestBox(box, data, folder is null, guard);
    }

    /// <summary>A client that nobody knows.</summary>
    public HttpClient Stranger() => new(new HttpClientHandler { UseCookies = false }) { BaseAddress = Address };

    /// <summary>A browser: keeps cookies and tells its origin.</summary>
    public HttpClient Browser()
    {
        var client = new HttpClient(new HttpClientHandler()) { BaseAddress = Address };
        client.DefaultRequestHeaders.Add("Origin", Address.GetLeftPart(UriPartial.Authority));
        return client;
    }

    /// <summary>Claims the box and hands out its owner's browser.</summary>
    public async Task<HttpClient> ClaimAsync(CancellationToken ct)
    {
        var browser = Browser();
        var code = (await File.ReadAllTextAsync(Path.Combine(Folder, "claim-code"), ct)).Trim();
        using var answer = await browser.PostAsJsonAsync(
            "/api/setup/claim", new { code, username = "owner", password = "correct horse battery" }, ct);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return browser;
    }

    /// <summary>A program with a token of that browser's account.</summary>
    public async Task<HttpClient> ProgramAsync(HttpClient browser, CancellationToken ct)
    {
        using var answer = await browser.PostAsJsonAsync("/api/tokens", new { name = "program" }, ct);
        var token = (await Answers.DataAsync(answer, ct)).GetProperty("token").GetString();
        var client = Stranger();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    /// <summary>Opens a hub connection as that client's account.</summary>
    public Task<HubClient> HubAsync(HttpClient program, CancellationToken ct) =>
        HubClient.ConnectAsync(Address, program.DefaultRequestHeaders.Authorization?.Parameter, ct);

    /// <summary>Runs SQL on the store, for what only time or other features could bring about.</summary>
    public void Sql(string sql, object? arguments = null) =>
        Services.GetRequiredService<Database>().Write(change => change.Execute(sql, arguments));

    public async ValueTask DisposeAsync()
    {
        using (var limit = new CancellationTokenSource(TimeSpan.FromSeconds(10)))
            await _box.StopAsync(limit.Token);
        await _box.DisposeAsync();
        KeepEncoders();
        try
        {
            _guard.AssertNoneSeen(Folder);
        }
        finally
        {
            if (_ownsFolder)
                Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>Reads answers in the contract's envelope.</summary>
public static class Answers
{
    /// <summary>The data of a good answer.</summary>
    public static async Task<JsonElement> DataAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        Assert.True(body.GetProperty("success").GetBoolean(), body.ToString());
        return body.GetProperty("data");
    }

    /// <summary>The error of a refusal, with its status checked.</summary>
    public static async Task<JsonElement> ErrorAsync(HttpResponseMessage answer, int status, string code, CancellationToken ct)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal(code, body.GetProperty("error").GetProperty("code").GetString());
        return body.GetProperty("error");
    }

    /// <summary>GET, and the data.</summary>
    public static async Task<JsonElement> GetDataAsync(this HttpClient client, string address, CancellationToken ct)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), ct);
        return await DataAsync(answer, ct);
    }

    /// <summary>POST, and the data.</summary>
    public static async Task<JsonElement> PostDataAsync(this HttpClient client, string address, object body, CancellationToken ct)
    {
        using var answer = await client.PostAsJsonAsync(address, body, ct);
        return await DataAsync(answer, ct);
    }
}
