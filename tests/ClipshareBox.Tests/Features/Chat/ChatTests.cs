using System.Net.Http.Json;

namespace ClipshareBox.Tests.Features.Chat;

public sealed class ChatTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_says_all_members_hear_and_those_who_come_later_can_read()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var hers = await stage.JoinedAsync(ann, Ct);

        var said = await stage.Program.PostDataAsync($"/api/workspaces/{stage.Workspace}/messages", new { text = "  Clip 7 next ⚽\n " }, Ct);
        var ack = await hers.AskAsync("chat_message", new { text = "ok" }, Ct, stage.Workspace);

        Assert.Equal("Clip 7 next ⚽", said.GetProperty("text").GetString());
        Assert.Equal("ann", ack.GetProperty("data").GetProperty("user").GetProperty("name").GetString());
        var list = await ann.GetDataAsync($"/api/workspaces/{stage.Workspace}/messages?limit=1", Ct);
        Assert.Equal("ok", Assert.Single(list.EnumerateArray()).GetProperty("text").GetString());
        await using var late = await stage.Box.HubAsync(stage.Program, Ct);
        var joined = await late.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);
        Assert.Equal(2, joined.GetProperty("data").GetProperty("snapshot").GetProperty("messages").GetArrayLength());
    }

    [Fact]
    public async Task The_broadcast_is_numbered_and_reaches_the_speaker_too()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);

        await stage.Program.PostDataAsync($"/api/workspaces/{stage.Workspace}/messages", new { text = "one" }, Ct);
        await stage.Program.PostDataAsync($"/api/workspaces/{stage.Workspace}/messages", new { text = "two" }, Ct);

        var first = await hub.NextAsync("chat_message", Ct);
        var second = await hub.NextAsync("chat_message", Ct);
        Assert.Equal(1, second.GetProperty("seq").GetInt64() - first.GetProperty("seq").GetInt64());
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData("a\u0007b")]
    public async Task What_is_no_text_is_refused(string text)
    {
        await using var stage = await Stage.SetAsync(Ct);

        using var answer = await stage.Program.PostAsJsonAsync($"/api/workspaces/{stage.Workspace}/messages", new { text }, Ct);

        await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
    }

    [Fact]
    public async Task Strangers_neither_read_nor_write()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var stranger = stage.With("eve", role: null);

        using var write = await stranger.PostAsJsonAsync($"/api/workspaces/{stage.Workspace}/messages", new { text = "hi" }, Ct);
        using var read = await stranger.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}/messages", UriKind.Relative), Ct);

        await Answers.ErrorAsync(write, 404, "NOT_FOUND", Ct);
        await Answers.ErrorAsync(read, 404, "NOT_FOUND", Ct);
    }
}
