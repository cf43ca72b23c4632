using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ClipshareBox.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Platform;

/// <summary>Every address of the OpenAPI document, with everything wrong that its schemas leave room for.</summary>
public sealed class BadInputTests
{
    // A NUL (%00) is refused by the web server itself, before any of the box's code.
    private static readonly string[] BadIds =
        ["x", "..%2F..%2Fetc%2Fpasswd", "%01", "a'b\"c", new string('a', 300), "%F0%9F%98%80", "-1", "1e999", "%0A"];

    private static readonly string[] BadQueries =
        ["offset=-1", "offset=1e9", "limit=0", "limit=NaN", "limit=99999999999999999999", "ms=-5", "ms=NaN", "height=1e9", "state=%00", "search=%00", "workspaceId=%27", "sort=%3B", "q=%25"];

    private static readonly string[] BadBodies = ["", "{", "[]", "null", "\"x\"", "1", "{\"x\":1}", "{\"a\":1,\"a\":2}", "\uFEFF{}", new string('[', 5_000)];

    // As they stand in JSON.
    private static readonly string[] BadValues =
    [
        "null", "true", "\"x\"", "-1", "1.5", "1e999", "9223372036854775808", "-9223372036854775808", "[]", "{}", "[null]", "[[[]]]", "\"\"",
        "\"\\u0000\"", "\"\\ud800\"", "\"../../etc/passwd\"", "\"'; drop table users; --\"", "\"😀 ünï\\u202e\"",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task No_bad_input_is_answered_with_a_500_or_out_of_the_envelope()
    {
        // The doors too are tried with every bad input, which is more often than they are open to one address.
        await using var box = await TestBox.StartAsync(Ct, replace: services => services.AddSingleton(new RequestLimits(int.MaxValue, int.MaxValue)));
        using var owner = await box.ClaimAsync(Ct);
        using var program = await box.ProgramAsync(owner, Ct);
        var document = JsonNode.Parse(await program.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct))!; // it is an object
        var faults = new List<string>();
        var sent = 0;
        foreach (var (pattern, operations) in document["paths"]!.AsObject()) // every OpenAPI document has paths
        {
            foreach (var (method, operation) in operations!.AsObject()) // a path has its operations
            {
                foreach (var request in Requests(document, pattern, method, operation!.AsObject())) // an operation is an object
                {
                    using (request)
                    {
                        sent++;
                        if (await FaultAsync(program, request) is { } fault)
                            faults.Add(fault);
                    }
                }
            }
        }
        Assert.True(faults.Count == 0, $"{faults.Count} of {sent}:\n{string.Join('\n', faults.Take(30))}");
        Assert.True(sent > 500, $"only {sent} requests were made");
    }

    [Fact]
    public async Task A_body_of_many_megabytes_is_refused()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        using var content = new StringContent($"{{\"name\":\"{new string('x', 3_000_000)}\"}}", Encoding.UTF8, "application/json");

        using var answer = await owner.PostAsync(new Uri("/api/tokens", UriKind.Relative), content, Ct);

        await Answers.ErrorAsync(answer, 413, "FILE_TOO_LARGE", Ct);
    }

    private static async Task<string?> FaultAsync(HttpClient client, HttpRequestMessage request)
    {
        var name = $"{request.Method} {request.RequestUri} {(request.Content is null ? "" : Shortened(await request.Content.ReadAsStringAsync(Ct)))}";
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Ct);
        if (answer.StatusCode is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway)
            return null; // a broken neighbour is said in the envelope too, but is not the input's fault
        if ((int)answer.StatusCode >= 500)
            return $"{name}: {(int)answer.StatusCode}";
        if ((int)answer.StatusCode < 400)
            return null;
        var body = await answer.Content.ReadAsStringAsync(Ct);
        return body.Contains("\"success\":false", StringComparison.Ordinal) && body.Contains("\"code\":", StringComparison.Ordinal)
            ? null
            : $"{name}: {(int)answer.StatusCode} without the envelope: {Shortened(body)}";
    }

    private static IEnumerable<HttpRequestMessage> Requests(JsonNode document, string pattern, string method, JsonObject operation)
    {
        // Signing out would end the walk.
        if (!pattern.StartsWith("/api", StringComparison.Ordinal) || pattern.EndsWith("/logout", StringComparison.Ordinal))
            yield break;
        foreach (var id in pattern.Contains('{', StringComparison.Ordinal) ? BadIds : [""])
            yield return Request(method, Filled(pattern, id), operation.ContainsKey("requestBody") ? "{}" : null);
        foreach (var query in BadQueries)
            yield return Request(method, $"{Filled(pattern, "x")}?{query}", operation.ContainsKey("requestBody") ? "{}" : null);
        if (operation["requestBody"] is null)
            yield break;
        foreach (var body in BadBodies)
            yield return Request(method, Filled(pattern, "x"), body);
        foreach (var body in Spoilt(Properties(document, operation)))
            yield return Request(method, Filled(pattern, "x"), body);
    }

    private static IReadOnlyList<string> Properties(JsonNode document, JsonObject operation)
    {
        var schema = operation["requestBody"]?["content"]?["application/json"]?["schema"];
        if (schema?["$ref"]?.GetValue<string>() is { } reference)
            schema = document["components"]?["schemas"]?[reference.Split('/')[^1]];
        return [.. (schema?["properties"] as JsonObject ?? []).Select(p => p.Key)];
    }

    private static IEnumerable<string> Spoilt(IReadOnlyList<string> properties)
    {
        foreach (var property in properties)
        {
            foreach (var value in BadValues.Append($"\"{new string('x', 100_000)}\""))
            {
                var others = properties.Where(p => p != property).Select(p => $"{JsonSerializer.Serialize(p)}:{Likely(p)}");
                yield return $"{{{string.Join(',', others.Append($"{JsonSerializer.Serialize(property)}:{value}"))}}}";
            }
        }
    }

    private static string Likely(string property) => property switch
    {
        "rev" or "startMs" => "1",
        _ when property.EndsWith("Ms", StringComparison.Ordinal) || property is "rating" or "steps" or "frames" or "speed" => "2",
        "tags" or "scopes" => "[]",
        "remember" or "locked" or "autoCut" or "keep" => "true",
        "expiresAt" => "null",
        "kind" => "\"folder\"",
        _ => "\"text\"",
    };

    private static HttpRequestMessage Request(string method, string address, string? body) => new(new HttpMethod(method.ToUpperInvariant()), new Uri(address, UriKind.Relative))
    {
        Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
    };

    private static string Filled(string pattern, string id) => System.Text.RegularExpressions.Regex.Replace(pattern, @"\{[^}]+\}", id.Replace("$", "$$", StringComparison.Ordinal));

    private static string Shortened(string text) => text.Length > 120 ? text[..120] + "…" : text;
}
