using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex;
using ClipshareBox.Features.Plex.SignIn;
using ClipshareBox.Platform.Store;
using ClipshareBox.Tests.Devices.Plex;
using ClipshareBox.Tests.Features.Accounts;
using FakePlex;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>A claimed box whose plex.tv is a fake, with one server that is a source, its owner and a guest.</summary>
internal sealed class PlexDoorStage : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);
    private readonly TestClock? _clock;
    private readonly List<OpenBrowser> _browsers = [];

    private PlexDoorStage(TestBox box, FakePlexTv tv, FakePms pms, TestClock? clock)
    {
        (Box, Tv, Pms, _clock) = (box, tv, pms, clock);
        Owner = tv.AddUser("Olivia");
        Guest = tv.AddUser("Gwen");
        tv.Sharing.Register(pms, Owner);
        tv.Sharing.ShareWith(pms, Guest);
    }

    public TestBox Box { get; }

    public FakePlexTv Tv { get; }

    public FakePms Pms { get; }

    public FakeUser Owner { get; }

    public FakeUser Guest { get; }

    /// <summary>Every line that the box logged.</summary>
    public ConcurrentQueue<string> Lines { get; private init; } = [];

    /// <summary>Every answer that a browser got: headers and body.</summary>
    public ConcurrentQueue<string> Heard { get; } = [];

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static async Task<PlexDoorStage> SetAsync(TestClock? clock = null, bool hasServer = true)
    {
        var tv = await FakePlexTv.StartAsync(0, Ct);
        var pms = await FakePms.StartAsync("Studio", 0, Ct);
        var lines = new LineProvider();
        var box = await TestBox.StartAsync(Ct, replace: services =>
        {
            services.AddLogging(logs => logs.SetMinimumLevel(LogLevel.Trace).AddProvider(lines)
                .AddFilter<Microsoft.Extensions.Logging.Console.ConsoleLoggerProvider>(level => level >= LogLevel.Warning));
            if (clock is not null)
                services.AddSingleton<TimeProvider>(clock);
            services.AddSingleton(provider => new PlexGear(
                BoxIdentity.Of(provider.GetRequiredService<Database>()), provider.GetRequiredService<PlexConnections>(),
                provider.GetRequiredService<PlexCache>(), PlexStage.Brisk, provider.GetRequiredService<TimeProvider>()));
        }, settings: $"PLEXTV={tv.Address}");
        var stage = new PlexDoorStage(box, tv, pms, clock) { Lines = lines.Lines };
        using var owner = await box.ClaimAsync(Ct);
        if (hasServer)
            await stage.AddServerAsync();
        return stage;
    }

    /// <summary>Makes the server a source, as an admin does.</summary>
    public async Task AddServerAsync()
    {
        var wanted = new { kind = "plex", name = "Studio", url = Pms.Address.AbsoluteUri, token = Tv.IssueToken(Owner) };
        using var answer = await (await LocalAsync()).SendAsync("POST", "/api/sources", wanted, Ct);
        await Answers.DataAsync(answer, Ct);
    }

    public OpenBrowser Browser()
    {
        var browser = new OpenBrowser(Box);
        _browsers.Add(browser);
        return browser;
    }

    /// <summary>A browser in which the box's own account is signed in.</summary>
    public async Task<OpenBrowser> LocalAsync(string name = "owner")
    {
        var browser = Browser();
        await browser.SignInAsync(name, Password, remember: false, Ct);
        return browser;
    }

    public async Task<HttpResponseMessage> SendAsync(OpenBrowser browser, string method, string address)
    {
        var answer = await browser.SendAsync(method, address, null, Ct);
        Heard.Enqueue($"{answer.Headers}\n{await answer.Content.ReadAsStringAsync(Ct)}");
        return answer;
    }

    public async Task<JsonElement> GetAsync(OpenBrowser browser, string address)
    {
        using var answer = await SendAsync(browser, "GET", address);
        return await Answers.DataAsync(answer, Ct);
    }

    public async Task<JsonElement> BeginAsync(OpenBrowser browser)
    {
        using var answer = await SendAsync(browser, "POST", "/api/auth/plex/pin");
        Assert.Equal(201, (int)answer.StatusCode);
        return await Answers.DataAsync(answer, Ct);
    }

    public Task<JsonElement> AskAsync(OpenBrowser browser, string id) => GetAsync(browser, $"/api/auth/plex/pin/{id}");

    /// <summary>Asks as a page does until it is no more waiting.</summary>
    public async Task<JsonElement> EndAsync(OpenBrowser browser, string id)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var stand = await AskAsync(browser, id);
            if (stand.GetProperty("status").GetString() != "waiting")
                return stand;
            Assert.True(TimeProvider.System.GetElapsedTime(start) < Limit, "it waits for ever");
            _clock?.Advance(TimeSpan.FromMilliseconds(200));
            await Task.Delay(TimeSpan.FromMilliseconds(_clock is null ? 100 : 10), TimeProvider.System, Ct);
        }
    }

    /// <summary>Begins, confirms as that person, and asks until it ends.</summary>
    public async Task<JsonElement> SignInAsync(OpenBrowser browser, FakeUser user)
    {
        var begun = await BeginAsync(browser);
        Assert.True(Tv.Claim(begun.GetProperty("code").GetString()!, user)); // every answer has one
        return await EndAsync(browser, begun.GetProperty("id").GetString()!); // as above
    }

    public async Task<JsonElement> SessionAsync(OpenBrowser browser) => (await GetAsync(browser, "/api/auth/session")).GetProperty("user");

    /// <summary>The hourly look, now.</summary>
    public async Task LookAsync()
    {
        var look = Box.Services.GetRequiredService<PlexAccessWatch>().LookAsync(Ct);
        if (_clock is not null)
            await PlexSignInTests.MoveUntilAsync(_clock, look);
        await look;
    }

    public async Task<string> AuditAsync() => (await GetAsync(await LocalAsync(), "/api/admin/audit")).GetRawText();

    /// <summary>Every token that went between the box and the fakes, or is good there.</summary>
    public IReadOnlyCollection<string> Tokens() =>
        [.. Tv.Calls.All.Concat(Pms.Calls.All).Select(c => c.Token).OfType<string>().Concat(Pms.Tokens.Keys).Where(t => t.Length > 0).Distinct()];

    /// <summary>Every file of the data folder, as text without loss.</summary>
    public IEnumerable<(string Name, string Text)> Files()
    {
        foreach (var path in Directory.EnumerateFiles(Box.Folder, "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file, Encoding.Latin1);
            yield return (path, reader.ReadToEnd());
        }
    }

    public async ValueTask DisposeAsync()
    {
        _browsers.ForEach(b => b.Dispose());
        await Box.DisposeAsync();
        await Pms.DisposeAsync();
        await Tv.DisposeAsync();
    }

    private sealed class LineProvider : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public void Dispose()
        {
        }
    }
}
