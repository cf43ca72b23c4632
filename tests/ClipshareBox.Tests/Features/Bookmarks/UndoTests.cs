using System.Text.Json;

namespace ClipshareBox.Tests.Features.Bookmarks;

public sealed class UndoTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_undo_takes_back_the_last_edit_that_is_not_yet_taken_back()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000, label = "one" });
        await stage.Program.PutDataAsync(BookmarkTests.Address(made), new { rev = 1, label = "two", colour = "#ff0000" }, Ct);
        await stage.Program.PutDataAsync(BookmarkTests.Address(made), new { rev = 2, endMs = 9_000 }, Ct);

        var first = await UndoAsync(stage, stage.Program);
        var second = await UndoAsync(stage, stage.Program);
        var third = await UndoAsync(stage, stage.Program);
        using var nothing = await stage.Program.PostAsync(Address(stage), null, Ct);

        Assert.Equal((2_000, "two"), Marks(first));
        Assert.Equal((2_000, "one"), Marks(second));
        Assert.Equal(("created", JsonValueKind.Null), (third.GetProperty("undone").GetString(), third.GetProperty("bookmark").ValueKind));
        Assert.Empty((await stage.Program.GetDataAsync($"/api/bookmarks?workspaceId={stage.Workspace}", Ct)).EnumerateArray());
        await Answers.ErrorAsync(nothing, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task A_deletion_is_taken_back_with_number_and_everybodys_own_notes()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        var made = await BookmarkTests.MakeAsync(
            stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000, label = "kept", privateNotes = "his", tags = new[] { "x" } });
        await ann.PutDataAsync(BookmarkTests.Address(made), new { rev = 1, privateNotes = "hers" }, Ct);
        using (await stage.Program.DeleteAsync(BookmarkTests.Address(made), Ct))
        {
        }
        await using var hub = await stage.JoinedAsync(ann, Ct);

        var undone = await UndoAsync(stage, stage.Program);

        Assert.Equal("deleted", undone.GetProperty("undone").GetString());
        var his = await stage.Program.GetDataAsync(BookmarkTests.Address(made), Ct);
        Assert.Equal((1, "kept", "his"), (his.GetProperty("number").GetInt32(), BookmarkTests.Text(his, "label"), BookmarkTests.Text(his, "privateNotes")));
        Assert.Equal("hers", BookmarkTests.Text(await ann.GetDataAsync(BookmarkTests.Address(made), Ct), "privateNotes"));
        Assert.Equal("hers", BookmarkTests.Text((await hub.NextAsync("bookmark_created", Ct)).GetProperty("data"), "privateNotes"));
    }

    [Fact]
    public async Task What_others_did_since_stays()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000, publicNotes = "a b" });
        await stage.Program.PutDataAsync(BookmarkTests.Address(made), new { rev = 1, publicNotes = "a x b" }, Ct);
        await ann.PutDataAsync(BookmarkTests.Address(made), new { rev = 2, publicNotes = "a x b hers", rating = 4 }, Ct);

        var undone = await UndoAsync(stage, stage.Program);
        using var barred = await stage.Program.PostAsync(Address(stage), null, Ct);

        Assert.Equal(("a b hers", 4), (
            BookmarkTests.Text(undone.GetProperty("bookmark"), "publicNotes"), undone.GetProperty("bookmark").GetProperty("rating").GetInt32()));
        await Answers.ErrorAsync(barred, 409, "CONFLICT", Ct); // its making: Ann has worked on it since
        Assert.Equal("a b hers", BookmarkTests.Text(await ann.GetDataAsync(BookmarkTests.Address(made), Ct), "publicNotes"));
    }

    [Fact]
    public async Task An_edit_that_somebody_overwrote_can_not_be_taken_back()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000 });
        await stage.Program.PutDataAsync(BookmarkTests.Address(made), new { rev = 1, rating = 2 }, Ct);
        await ann.PutDataAsync(BookmarkTests.Address(made), new { rev = 2, rating = 5 }, Ct);

        using var clash = await stage.Program.PostAsync(Address(stage), null, Ct);

        await Answers.ErrorAsync(clash, 409, "CONFLICT", Ct);
        Assert.Equal(5, (await ann.GetDataAsync(BookmarkTests.Address(made), Ct)).GetProperty("rating").GetInt32());
    }

    [Fact]
    public async Task Nobody_takes_back_what_another_did()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 1_000, endMs = 2_000 });

        using var nothing = await ann.PostAsync(Address(stage), null, Ct);

        await Answers.ErrorAsync(nothing, 409, "CONFLICT", Ct);
    }

    private static Uri Address(Stage stage) => new($"/api/workspaces/{stage.Workspace}/undo", UriKind.Relative);

    private static async Task<JsonElement> UndoAsync(Stage stage, HttpClient by)
    {
        using var answer = await by.PostAsync(Address(stage), null, Ct);
        return await Answers.DataAsync(answer, Ct);
    }

    private static (long EndMs, string? Label) Marks(JsonElement undone) =>
        (undone.GetProperty("bookmark").GetProperty("endMs").GetInt64(), BookmarkTests.Text(undone.GetProperty("bookmark"), "label"));
}
