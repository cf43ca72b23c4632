using System.Text.Json;
using ClipshareBox.Platform.Logs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests.Features.Logs;

public sealed class LogsTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_log_is_followed_from_the_last_line_seen_and_by_level()
    {
        await using var box = await TestBox.StartAsync(Ct);
        using var owner = await box.ClaimAsync(Ct);
        var log = box.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClipshareBox.Features.Somewhere");
        log.Log(LogLevel.Warning, "the first");
        var seen = (await ReadAsync(owner, "")).Last(l => Message(l) == "the first");
        Assert.Equal(("warning", "Somewhere"), (seen.GetProperty("level").GetString(), seen.GetProperty("source").GetString()));

        log.Log(LogLevel.Warning, "the second");
        log.Log(LogLevel.Error, new InvalidOperationException("why it broke"), "the third");

        var behind = await ReadAsync(owner, $"?after={seen.GetProperty("seq").GetInt64()}");
        Assert.Equal(["the second", "the third"], behind.Select(Message).Where(m => m.StartsWith("the ", StringComparison.Ordinal)));
        var errors = await ReadAsync(owner, "?level=error&limit=1");
        Assert.Contains("why it broke", Assert.Single(errors).GetProperty("fault").GetString(), StringComparison.Ordinal);
        using var wrong = await owner.GetAsync(new Uri("/api/admin/logs?level=loud", UriKind.Relative), Ct);
        await Answers.ErrorAsync(wrong, 400, "VALIDATION_ERROR", Ct);
    }

    [Fact]
    public void No_more_lines_are_kept_than_a_page_can_show_and_none_is_endless()
    {
        var tail = new LogTail(TimeProvider.System);
        for (var i = 0; i < LogTail.Most + 10; i++)
            tail.Add(LogLevel.Information, "x", $"line {i}", null);
        tail.Add(LogLevel.Information, "x", new string('x', 1_000_000), new InvalidOperationException(new string('y', 1_000_000)));

        var lines = tail.Read(LogLevel.Trace, 0, int.MaxValue);

        Assert.Equal(LogTail.Most, lines.Count);
        Assert.Equal("line 11", lines[0].Message);
        Assert.InRange(lines[^1].Message.Length + lines[^1].Fault!.Length, 1, 11_000); // it has one
    }

    [Theory]
    [InlineData("GET http://plex/library?X-Plex-Token=abc123def456ghi789jk&x=1 failed", "GET http://plex/library?X-Plex-Token=…&x=1 failed")]
    [InlineData("Authorization: Bearer eyJhbGciOi.J9eyJz.dWIi refused", "Authorization: Bearer … refused")]
    [InlineData("{\"password\":\"correct horse\",\"name\":\"ann\"}", "{\"password\":…,\"name\":\"ann\"}")]
    [InlineData("smb://ann:hunter22@nas/films is away", "smb://…@nas/films is away")]
    [InlineData("the token is good, and 3 passwords were set", "the token is good, and 3 passwords were set")]
    public void What_looks_like_a_secret_is_left_out(string said, string shown)
    {
        var tail = new LogTail(TimeProvider.System);
        tail.Add(LogLevel.Error, "Test", said, new InvalidOperationException(said));

        var line = Assert.Single(tail.Read(LogLevel.Trace, 0, 10));

        Assert.Equal((shown, $"System.InvalidOperationException: {shown}"), (line.Message, line.Fault));
    }

    private static string Message(JsonElement line) => line.GetProperty("message").GetString() ?? "";

    private static async Task<IReadOnlyList<JsonElement>> ReadAsync(HttpClient owner, string query) =>
        [.. (await owner.GetDataAsync($"/api/admin/logs{query}", Ct)).EnumerateArray()];
}
