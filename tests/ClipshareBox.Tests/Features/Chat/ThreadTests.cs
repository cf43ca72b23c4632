using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Chat;

/// <summary>What is said about a bookmark, and answers.</summary>
public sealed class ThreadTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_is_said_about_a_mark_is_its_thread_over_http_as_over_the_hub()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var hers = await stage.JoinedAsync(ann, Ct);
        var mark = await stage.MarkAsync(1_001, 2_002, Ct);

        var first = await SayAsync(stage, new { text = "Offside?", bookmarkId = mark });
        var heard = await hers.NextAsync("chat_message", Ct);
        var answer = await hers.AskAsync("chat_message", new { text = "By a foot", replyTo = Id(first) }, Ct, stage.Workspace);
        await SayAsync(stage, new { text = "Lunch" });

        Assert.Equal((mark, 1), (heard.GetProperty("data").GetProperty("bookmarkId").GetString(), heard.GetProperty("data").GetProperty("bookmarkNumber").GetInt32()));
        var said = answer.GetProperty("data");
        Assert.Equal((mark, Id(first)), (said.GetProperty("bookmarkId").GetString(), said.GetProperty("replyTo").GetString()));
        Assert.Equal("Offside?", said.GetProperty("quote").GetProperty("text").GetString());
        var thread = await ann.GetDataAsync($"/api/workspaces/{stage.Workspace}/messages?bookmarkId={mark}", Ct);
        Assert.Equal(["By a foot", "Offside?"], thread.EnumerateArray().Select(m => m.GetProperty("text").GetString()));
        Assert.Equal("owner", thread[0].GetProperty("quote").GetProperty("user").GetProperty("name").GetString());
        await using var late = await stage.Box.HubAsync(stage.Program, Ct);
        var snapshot = (await late.AskAsync("join", new { workspaceId = stage.Workspace }, Ct)).GetProperty("data").GetProperty("snapshot");
        var threads = await ann.GetDataAsync($"/api/workspaces/{stage.Workspace}/threads", Ct);
        Assert.Equal(threads.ToString(), snapshot.GetProperty("threads").ToString());
        Assert.Equal((mark, 2), (threads[0].GetProperty("bookmarkId").GetString(), Assert.Single(threads.EnumerateArray()).GetProperty("messageCount").GetInt32()));
    }

    [Fact]
    public async Task The_thread_of_a_deleted_mark_stays_readable_can_be_answered_and_is_its_own_again_after_an_undo()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var mark = await stage.MarkAsync(1_001, 2_002, Ct);
        var first = await SayAsync(stage, new { text = "Best one", bookmarkId = mark });
        using var gone = await stage.Program.DeleteAsync(new Uri($"/api/bookmarks/{mark}", UriKind.Relative), Ct);

        await SayAsync(stage, new { text = "Who deleted it?", replyTo = Id(first) });
        using var anew = await stage.Program.PostAsJsonAsync(Address(stage), new { text = "x", bookmarkId = mark }, Ct);
        var all = await stage.Program.GetDataAsync(Address(stage), Ct);
        await stage.Program.PostDataAsync($"/api/workspaces/{stage.Workspace}/undo", new { }, Ct);
        await SayAsync(stage, new { text = "There it is", bookmarkId = mark });

        await Answers.ErrorAsync(anew, 404, "NOT_FOUND", Ct);
        Assert.All(all.EnumerateArray(), m => Assert.Equal(1, m.GetProperty("bookmarkNumber").GetInt32()));
        var thread = await stage.Program.GetDataAsync($"{Address(stage)}?bookmarkId={mark}", Ct);
        Assert.Equal(3, thread.GetArrayLength());
    }

    [Fact]
    public async Task Marks_and_messages_of_other_workspaces_are_not_named()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var other = Id(await stage.Program.PostDataAsync("/api/workspaces", new { title = "Other", contentKey = "film", autoCut = false }, Ct));
        var mark = await stage.MarkAsync(1_001, 2_002, Ct);
        var said = await SayAsync(stage, new { text = "here" });
        var there = $"/api/workspaces/{other}/messages";

        using var aboutMark = await stage.Program.PostAsJsonAsync(there, new { text = "x", bookmarkId = mark }, Ct);
        using var answer = await stage.Program.PostAsJsonAsync(there, new { text = "x", replyTo = Id(said) }, Ct);

        await Answers.ErrorAsync(aboutMark, 400, "VALIDATION_ERROR", Ct);
        await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
    }

    private static string Address(Stage stage) => $"/api/workspaces/{stage.Workspace}/messages";

    private static Task<JsonElement> SayAsync(Stage stage, object message) => stage.Program.PostDataAsync(Address(stage), message, Ct);

    private static string Id(JsonElement thing) => thing.GetProperty("id").GetString() ?? "";
}
