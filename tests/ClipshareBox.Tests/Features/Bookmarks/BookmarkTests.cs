using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Bookmarks;

public sealed class BookmarkTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bookmark_has_its_frames_and_timecodes_and_a_number_that_is_never_used_again()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var first = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 60_060, endMs = 61_061, label = "Goal", tags = new[] { "b", "a" } });
        using (var deleted = await stage.Program.DeleteAsync(Address(first), Ct))
            await Answers.DataAsync(deleted, Ct);

        var second = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 60_060, endMs = 61_061 });

        Assert.Equal((1_800, 1_830), (first.GetProperty("startFrame").GetInt64(), first.GetProperty("endFrame").GetInt64()));
        Assert.Equal("00:01:00;02", first.GetProperty("timecode").GetProperty("in").GetString());
        Assert.Equal((1, 2), (first.GetProperty("number").GetInt32(), second.GetProperty("number").GetInt32()));
    }

    [Fact]
    public async Task Changes_of_different_fields_on_one_revision_are_merged()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000, label = "Goal", tags = new[] { "kane" } });

        await stage.Program.PutDataAsync(Address(made), new { rev = 1, endMs = 3_000, tags = new[] { "kane", "left" } }, Ct);
        var both = await ann.PutDataAsync(Address(made), new { rev = 1, startMs = 500, rating = 5, tags = new[] { "header", "kane" } }, Ct);

        Assert.Equal((500, 3_000, 5, 3), (
            both.GetProperty("startMs").GetInt64(), both.GetProperty("endMs").GetInt64(), both.GetProperty("rating").GetInt32(), both.GetProperty("rev").GetInt64()));
        Assert.Equal(["kane", "header", "left"], both.GetProperty("tags").EnumerateArray().Select(t => t.GetString()));
    }

    [Fact]
    public async Task Texts_are_merged_word_by_word_from_any_older_revision()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000, publicNotes = "kick off\n" });
        await stage.Program.PutDataAsync(Address(made), new { rev = 1, publicNotes = "slow kick off\n" }, Ct);
        await stage.Program.PutDataAsync(Address(made), new { rev = 2, publicNotes = "slow kick off\nwind from the left\n" }, Ct);

        var merged = await ann.PutDataAsync(Address(made), new { rev = 1, publicNotes = "kick off again\n", label = "Start" }, Ct);

        Assert.Equal("slow kick off again\nwind from the left", merged.GetProperty("publicNotes").GetString());
    }

    [Fact]
    public async Task A_true_clash_is_answered_with_both_values_and_changes_nothing()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000, label = "Goal" });
        await stage.Program.PutDataAsync(Address(made), new { rev = 1, label = "Save" }, Ct);

        using var answer = await ann.PutAsJsonAsync(Address(made), new { rev = 1, label = "Miss", rating = 3 }, Ct);

        var details = (await Answers.ErrorAsync(answer, 409, "CONFLICT", Ct)).GetProperty("details");
        var clash = details.GetProperty("clashes")[0];
        Assert.Equal(("Goal", "Miss", "Save"), (Text(clash, "before"), Text(clash, "yours"), Text(clash, "theirs")));
        Assert.Equal(("Save", 0), (Text(details.GetProperty("current"), "label"), details.GetProperty("current").GetProperty("rating").GetInt32()));
        Assert.Equal("Save", Text(await stage.Program.GetDataAsync(Address(made), Ct), "label"));
    }

    [Fact]
    public async Task Marks_that_no_longer_fit_together_are_a_clash()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 9_000 });
        await stage.Program.PutDataAsync(Address(made), new { rev = 1, endMs = 3_000 }, Ct);

        using var answer = await ann.PutAsJsonAsync(Address(made), new { rev = 1, startMs = 5_000 }, Ct);

        await Answers.ErrorAsync(answer, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task Private_notes_reach_their_author_only_and_each_member_has_his_own()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var herHub = await stage.JoinedAsync(ann, Ct);
        await using var hisHub = await stage.JoinedAsync(stage.Program, Ct);
        var made = await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000, privateNotes = "his alone" });
        Assert.Equal("", Text((await herHub.NextAsync("bookmark_created", Ct)).GetProperty("data"), "privateNotes"));
        Assert.Equal("his alone", Text((await hisHub.NextAsync("bookmark_created", Ct)).GetProperty("data"), "privateNotes"));

        var hers = await ann.PutDataAsync(Address(made), new { rev = 1, privateNotes = "hers alone" }, Ct);

        Assert.Equal("hers alone", Text(hers, "privateNotes"));
        Assert.Equal("his alone", Text(await stage.Program.GetDataAsync(Address(made), Ct), "privateNotes"));
        Assert.Equal("hers alone", Text((await herHub.NextAsync("bookmark_updated", Ct)).GetProperty("data").GetProperty("bookmark"), "privateNotes"));
        Assert.Equal("his alone", Text((await hisHub.NextAsync("bookmark_updated", Ct)).GetProperty("data").GetProperty("bookmark"), "privateNotes"));
        Assert.Equal(1, (await ann.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}&search=hers", Ct)).GetArrayLength());
        Assert.Equal(0, (await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}&search=hers", Ct)).GetArrayLength());
        using var refused = await ann.PutAsJsonAsync(Address(made), new { rev = 2, label = "mine now" }, Ct);
        await Answers.ErrorAsync(refused, 403, "PERMISSION_DENIED", Ct);
    }

    [Fact]
    public async Task The_list_is_by_start_and_is_searched_and_paged()
    {
        await using var stage = await Stage.SetAsync(Ct);
        foreach (var (startMs, label) in new[] { (3_000, "100% sure"), (1_000, "goal"), (2_000, "GOAL kick") })
            await MakeAsync(stage, new { workspaceId = stage.Workspace, startMs, endMs = startMs + 500, label });

        var all = await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct);
        var goals = await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}&search=goal&limit=1&offset=1", Ct);
        var percent = await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}&search=0%25", Ct);

        Assert.Equal(["goal", "GOAL kick", "100% sure"], all.EnumerateArray().Select(b => Text(b, "label")));
        Assert.Equal("GOAL kick", Text(Assert.Single(goals.EnumerateArray()), "label"));
        Assert.Equal("100% sure", Text(Assert.Single(percent.EnumerateArray()), "label"));
    }

    internal static async Task<JsonElement> MakeAsync(Stage stage, object wanted, HttpClient? by = null) =>
        await (by ?? stage.Program).PostDataAsync("/api/bookmarks", wanted, Ct);

    internal static string Address(JsonElement bookmark) => $"/api/bookmarks/{bookmark.GetProperty("id").GetString()}";

    internal static string? Text(JsonElement of, string name) => of.GetProperty(name).GetString();
}
