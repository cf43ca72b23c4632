using System.Net.Http.Json;

namespace ClipshareBox.Tests.Features.Accounts;

/// <summary>A browser whose cookies lie open: they can be looked at, stolen, forged and lost.</summary>
internal sealed class OpenBrowser(TestBox box) : IDisposable
{
    public const string Session = "clipsharebox";
    public const string Remember = "clipsharebox-remember";
    private readonly HttpClient _client = box.Stranger();

    /// <summary>Its cookies by name.</summary>
    public Dictionary<string, string> Cookies { get; init; } = [];

    /// <summary>The last answer's <c>Set-Cookie</c> headers by the cookie's name, in lower case.</summary>
    public Dictionary<string, string> Set { get; } = [];

    /// <summary>A browser with copies of this one's cookies, as a thief has it.</summary>
    public OpenBrowser Copy() => new(box) { Cookies = new Dictionary<string, string>(Cookies) };

    public async Task<HttpResponseMessage> SendAsync(string method, string address, object? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Origin", box.Address.GetLeftPart(UriPartial.Authority));
        // The remember-me cookie has a path of its own.
        var sent = Cookies.Where(c => c.Key != Remember || address == "/api/auth/session").Select(c => $"{c.Key}={c.Value}").ToList();
        if (sent.Count > 0)
            request.Headers.Add("Cookie", string.Join("; ", sent));
        request.Content = body is null ? null : JsonContent.Create(body);
        var answer = await _client.SendAsync(request, ct);
        Keep(answer);
        return answer;
    }

    /// <summary>The status that the session's address answers with: 200 while signed in, else 401.</summary>
    public async Task<int> StatusAsync(CancellationToken ct)
    {
        using var answer = await SendAsync("GET", "/api/auth/session", null, ct);
        return (int)answer.StatusCode;
    }

    public async Task SignInAsync(string name, string password, bool remember, CancellationToken ct)
    {
        using var answer = await SendAsync("POST", "/api/auth/login", new { username = name, password, remember }, ct);
        await Answers.DataAsync(answer, ct);
    }

    public Task<HubClient> HubAsync(CancellationToken ct) => HubClient.ConnectAsync(
        box.Address, null, ct, box.Address.GetLeftPart(UriPartial.Authority), $"{Session}={Cookies.GetValueOrDefault(Session)}");

    public void Dispose() => _client.Dispose();

    private void Keep(HttpResponseMessage answer)
    {
        Set.Clear();
        foreach (var header in answer.Headers.TryGetValues("Set-Cookie", out var headers) ? headers : [])
        {
            var name = header[..header.IndexOf('=', StringComparison.Ordinal)];
            var value = header[(name.Length + 1)..].Split(';')[0];
            Set[name] = header.ToLowerInvariant();
            if (value.Length == 0)
                Cookies.Remove(name);
            else
                Cookies[name] = value;
        }
    }
}
