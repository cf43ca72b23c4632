using System.Diagnostics;
using System.Text;
using FakePlex;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ClipshareBox.Tests.Tokens;

/// <summary>The guard that every test of a box has sees a token wherever it shows.</summary>
public sealed class TokenGuardTests
{
    private const string Token = FakeUser.Mark + "0123456789ab";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("body", "what GET /leak answers")]
    [InlineData("header", "a header of GET /leak")]
    [InlineData("frame", "what GET /hub answers")]
    [InlineData("log", "a log line of ClipshareBox")]
    [InlineData("exception", "a log line of ClipshareBox")]
    [InlineData("file", "the file note.txt")]
    [InlineData("store", "the file clipsharebox.db")]
    public async Task A_box_that_shows_a_token_fails_its_test(string way, string said)
    {
        var box = await TestBox.StartAsync(Ct, replace: services => services.AddSingleton<IStartupFilter>(new Leak(way)));
        await LeakAsync(box, way);

        var failure = await Assert.ThrowsAnyAsync<Exception>(async () => await box.DisposeAsync());

        Assert.Contains(said, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_that_shows_none_fails_none()
    {
        var box = await TestBox.StartAsync(Ct, replace: services => services.AddSingleton<IStartupFilter>(new Leak("nothing")));
        using var stranger = box.Stranger();
        Assert.Equal("all is well", await stranger.GetStringAsync(new Uri("/leak", UriKind.Relative), Ct));

        await box.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_command_line_or_an_environment_with_a_token_is_seen(bool inArguments)
    {
        var mark = $"mark-{Guid.NewGuid():N}";
        using var watch = new ProcessWatch(mark);
        using var process = new Process();
        process.StartInfo = new ProcessStartInfo("sh", ["-c", $"sleep 20; : {(inArguments ? mark : "")}"]) { UseShellExecute = false };
        process.StartInfo.Environment["PLEX"] = inArguments ? "" : mark;
        process.Start();

        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        var found = watch.Take();
        for (var i = 0; i < 500 && found.Count == 0 && await again.WaitForNextTickAsync(Ct); i++)
            found = watch.Take();
        process.Kill(entireProcessTree: true);

        Assert.Contains(found, f => f.StartsWith(inArguments ? "the command line of" : "the environment of", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mark_that_comes_in_pieces_is_seen_and_one_that_is_none_is_not()
    {
        var text = Encoding.ASCII.GetBytes("a token is PxSecret and more");
        for (var size = 1; size <= text.Length; size++)
        {
            var (scan, other) = (new MarkScan("PxSecret"u8.ToArray()), new MarkScan("PxSecreT"u8.ToArray()));
            foreach (var piece in text.Chunk(size))
            {
                scan.Look(piece);
                other.Look(piece);
            }
            Assert.Equal((true, false), (scan.Seen, other.Seen));
        }
    }

    private static async Task LeakAsync(TestBox box, string way)
    {
        using var stranger = box.Stranger();
        switch (way)
        {
            case "frame":
                using (var owner = await box.ClaimAsync(Ct))
                await using (var hub = await box.HubAsync(await box.ProgramAsync(owner, Ct), Ct))
                {
                    // The box says which message it does not know.
                    await hub.SendAsync($$"""{"type":"{{Token}}"}""", Ct);
                    await hub.NextAsync("error", Ct);
                }
                break;
            case "log" or "exception":
                var log = box.Services.GetRequiredService<ILoggerFactory>().CreateLogger("ClipshareBox.Test");
                log.Log(LogLevel.Debug, default, way == "log" ? Token : "no", way == "log" ? null : new InvalidOperationException(Token), (state, _) => state);
                break;
            case "file":
                await File.WriteAllTextAsync(Path.Combine(box.Folder, "note.txt"), $"the token is {Token}", Ct);
                break;
            case "store":
                box.Sql("insert into settings (name, value) values ('token', @Token)", new { Token });
                break;
            default:
                using (await stranger.GetAsync(new Uri("/leak", UriKind.Relative), Ct))
                    break;
        }
    }

    private sealed class Leak(string way) : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Map("/leak", leak => leak.Run(http =>
            {
                if (way == "header")
                    http.Response.Headers["X-Plex-Token"] = Token;
                return http.Response.WriteAsync(way == "body" ? $"the token is {Token}" : "all is well", http.RequestAborted);
            }));
            next(app);
        };
    }
}
