using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;

namespace Demo;

/// <summary>A program that uses a box as any other would: HTTP with a token, and the hub.</summary>
internal sealed class BoxClient : IAsyncDisposable
{
    private readonly HttpClient _http;
    private readonly ClientWebSocket _hub = new();
    private readonly byte[] _buffer = new byte[1 << 20];

    private BoxClient(HttpClient http, string token) => (_http, Token) = (http, token);

    /// <summary>What it signs in with.</summary>
    public string Token { get; }

    /// <summary>Claims a new box, or signs in with what an earlier claim left in the data folder; works with a token from then on.</summary>
    public static async Task<(BoxClient Client, bool Claimed)> EnterAsync(Uri box, string data, CancellationToken ct)
    {
        var login = Path.Combine(data, "demo-login");
        using var browser = new HttpClient { BaseAddress = box };
        browser.DefaultRequestHeaders.Add("Origin", box.GetLeftPart(UriPartial.Authority));
        var isNew = !(await GetAsync(browser, "/api/setup", ct)).GetProperty("claimed").GetBoolean();
        if (isNew)
        {
            var password = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(12));
            var code = (await File.ReadAllTextAsync(Path.Combine(data, "claim-code"), ct)).Trim();
            await PostAsync(browser, "/api/setup/claim", new { code, username = "demo", password }, ct);
            await File.WriteAllTextAsync(login, password, ct);
            File.SetUnixFileMode(login, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        else if (!File.Exists(login))
        {
            throw new InvalidOperationException("This box has an owner already, and not the demo. Start a new one with an empty data folder.");
        }
        else
        {
            var password = await File.ReadAllTextAsync(login, ct);
            await PostAsync(browser, "/api/auth/login", new { username = "demo", password }, ct);
        }
        var token = (await PostAsync(browser, "/api/tokens", new { name = "demo" }, ct)).GetProperty("token").GetString()!; // shown once, here
        var http = new HttpClient { BaseAddress = box };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var client = new BoxClient(http, token);
        client._hub.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await client._hub.ConnectAsync(new UriBuilder(box) { Scheme = "ws", Path = "/hub" }.Uri, ct);
        return (client, isNew);
    }

    public Task<JsonElement> GetAsync(string address, CancellationToken ct) => GetAsync(_http, address, ct);

    public Task<JsonElement> PostAsync(string address, object body, CancellationToken ct) => PostAsync(_http, address, body, ct);

    public async Task<string> TextAsync(string address, CancellationToken ct) => await _http.GetStringAsync(new Uri(address, UriKind.Relative), ct);

    public async Task<byte[]> BytesAsync(string address, CancellationToken ct) => await _http.GetByteArrayAsync(new Uri(address, UriKind.Relative), ct);

    public async Task DownloadAsync(string address, string path, CancellationToken ct)
    {
        await using var from = await _http.GetStreamAsync(new Uri(address, UriKind.RelativeOrAbsolute), ct);
        await using var to = File.Create(path);
        await from.CopyToAsync(to, ct);
    }

    /// <summary>Joins a room; its events come from then on.</summary>
    public async Task JoinAsync(string workspaceId, CancellationToken ct)
    {
        var frame = JsonSerializer.SerializeToUtf8Bytes(new { type = "join", id = "join", data = new { workspaceId } });
        await _hub.SendAsync(frame, WebSocketMessageType.Text, endOfMessage: true, ct);
        await NextAsync(f => f.GetProperty("type").GetString() == "joined", ct);
    }

    /// <summary>Waits for a frame of the hub, a minute at most.</summary>
    public async Task<JsonElement> NextAsync(Func<JsonElement, bool> fits, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        while (true)
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await _hub.ReceiveAsync(_buffer.AsMemory(length), limit.Token);
                length += part.Count;
            }
            while (!part.EndOfMessage);
            using var frame = JsonDocument.Parse(_buffer.AsMemory(0, length));
            if (fits(frame.RootElement))
                return frame.RootElement.Clone();
        }
    }

    public ValueTask DisposeAsync()
    {
        _hub.Dispose();
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private static async Task<JsonElement> GetAsync(HttpClient http, string address, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(address, UriKind.Relative), ct);
        return await DataAsync(answer, ct);
    }

    private static async Task<JsonElement> PostAsync(HttpClient http, string address, object body, CancellationToken ct)
    {
        using var answer = await http.PostAsJsonAsync(address, body, ct);
        return await DataAsync(answer, ct);
    }

    private static async Task<JsonElement> DataAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(ct);
        return body.GetProperty("success").GetBoolean()
            ? body.GetProperty("data")
            : throw new InvalidOperationException($"{answer.RequestMessage?.RequestUri?.AbsolutePath}: {body.GetProperty("error").GetProperty("message")}");
    }
}
