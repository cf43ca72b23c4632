using System.Net;
using System.Text;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Interchange;

public sealed class ImportTests
{
    private const string TwoEvents = """
        TITLE: From the edit room
        FCM: DROP FRAME

        001  FILM     V     C        00:00:10;00 00:00:12;00 01:00:00;00 01:00:02;00
        * FROM CLIP NAME: Goal
        * COMMENT: loud
        002  FILM     A     C        00:00:10;00 00:00:12;00 01:00:00;00 01:00:02;00
        003  FILM     V     C        00:01:00;02 00:01:01;00 01:00:02;00 01:00:02;28
        * FROM CLIP NAME: Save
        """;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("h264-25", null)]
    [InlineData("h264-2997", null)]
    [InlineData("h264-closed-mp4", "10:00:00:00")]
    [InlineData("h264-5994", "00:59:59;56")]
    public async Task What_went_out_as_csv_comes_in_the_same(string kind, string? start)
    {
        await using var stage = await Stage.SetAsync(Ct, kind: kind, startTimecode: start);
        await MarkAllAsync(stage);
        var other = await stage.AnotherAsync(Ct);

        var report = await stage.ImportedAsync(await stage.ExportAsync("csv", Ct), "format=csv", Ct, other);

        Assert.Equal((5, 0, 0), (report.Number("bookmarks"), report.Number("skipped"), report.Number("refused")));
        Assert.Equal((await stage.MarksAsync(Ct)).Select(All), (await stage.MarksAsync(Ct, other)).Select(All));
    }

    [Theory]
    [InlineData("h264-25", null)]
    [InlineData("h264-2997", null)]
    [InlineData("h264-closed-mp4", "10:00:00:00")]
    [InlineData("h264-5994", "00:59:59;56")]
    public async Task What_went_out_as_edl_comes_in_on_the_same_frames(string kind, string? start)
    {
        await using var stage = await Stage.SetAsync(Ct, kind: kind, startTimecode: start);
        await MarkAllAsync(stage);
        var other = await stage.AnotherAsync(Ct);

        await stage.ImportedAsync(await stage.ExportAsync("edl", Ct), "format=edl", Ct, other);

        static (long, long, string) Frames(JsonElement m) => (m.Number("startFrame"), m.Number("endFrame"), m.Text("label"));
        Assert.Equal(
            (await stage.MarksAsync(Ct)).Select(m => m.Text("label").Length == 0 ? (m.Number("startFrame"), m.Number("endFrame"), $"Bookmark {m.Number("number")}") : Frames(m)),
            (await stage.MarksAsync(Ct, other)).Select(Frames));
    }

    [Fact]
    public async Task A_dry_run_shows_every_row_and_changes_nothing()
    {
        await using var stage = await Stage.SetAsync(Ct);

        var report = await stage.ImportedAsync($"{TwoEvents}\n004 FILM V D 010 00:00:01;00 00:00:02;00 01:00:03;00 01:00:04;00\n", "format=edl&dryRun=true", Ct);

        Assert.True(report.GetProperty("dryRun").GetBoolean());
        var rows = report.GetProperty("rows").EnumerateArray().ToList();
        Assert.Equal(
            [(4, "ready", "Goal"), (7, "skipped", ""), (8, "ready", "Save"), (10, "refused", "")],
            rows.Select(r => ((int)r.Number("line"), r.Text("state"), r.Text("label"))));
        Assert.Equal((300, 360, "00:00:10;00", "00:00:12;00"),
            (rows[0].Number("startFrame"), rows[0].Number("endFrame"), rows[0].GetProperty("timecode").Text("in"), rows[0].GetProperty("timecode").Text("out")));
        Assert.Contains("transition", rows[3].Text("reason"), StringComparison.Ordinal);
        Assert.Empty(await stage.MarksAsync(Ct));
        Assert.Equal(1, (await stage.MarkAsync(new { startMs = 0, endMs = 1 }, Ct)).Number("number"));
    }

    [Fact]
    public async Task An_import_is_numbered_and_told_to_the_room_as_any_marks_are()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.Box.HubAsync(stage.Program, Ct);
        await hub.AskAsync("join", new { workspaceId = stage.Workspace }, Ct);

        using var answer = await stage.ImportAsync(TwoEvents, "format=edl", Ct);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        var rows = (await Answers.DataAsync(answer, Ct)).GetProperty("rows").EnumerateArray().Where(r => r.Text("state") == "made").ToList();
        Assert.Equal([1, 2], rows.Select(r => r.Number("number")));
        foreach (var row in rows)
        {
            var told = (await hub.NextAsync("bookmark_created", Ct)).GetProperty("data");
            Assert.Equal((row.Text("bookmarkId"), "api"), (told.Text("id"), told.Text("origin")));
        }
        Assert.Equal("loud", (await stage.MarksAsync(Ct))[0].Text("publicNotes"));
    }

    [Fact]
    public async Task An_import_with_a_wrong_row_makes_nothing_and_says_which()
    {
        await using var stage = await Stage.SetAsync(Ct);

        using var answer = await stage.ImportAsync("in,out,name\n0,1000,a\n2000,1000,b\n0,99999999,c\nx,1,d\n", "format=csv", Ct);

        var error = await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
        Assert.Equal(["line 3", "line 4", "line 5"], error.GetProperty("details").EnumerateArray().Select(d => d.Text("field")));
        Assert.Empty(await stage.MarksAsync(Ct));
    }

    [Fact]
    public async Task A_dry_run_says_what_is_wrong_with_a_row()
    {
        await using var stage = await Stage.SetAsync(Ct);
        foreach (var (csv, reason) in new[]
        {
            ("in,out,startMs,endMs\n00:00:10;00,00:00:11;00,500,1000\n", "other frames"),
            ("in,out,rating\n0,1000,9\n", "rating"),
            ("in,out,rating\n0,1000,-1\n", "rating"),
            ("in,out,colour\n0,1000,red\n", "#rrggbb"),
            ("in,out,startMs,endMs\n0,1000,a,b\n", "whole number"),
            ("in,out\n00:01:00;00,00:02:00;02\n", "drop-frame skips"),
            ("in,out\n0,1000\u0001\n", "is no time"),
            ("in,out,name\n0,1000,a\u0001b\n", "control characters"),
            ("in,out\n0,\n", "IN or OUT is missing"),
        })
        {
            var row = Assert.Single((await stage.ImportedAsync(csv, "format=csv&dryRun=true", Ct)).GetProperty("rows").EnumerateArray());

            Assert.Equal("refused", row.Text("state"));
            Assert.Contains(reason, row.Text("reason"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_record_columns_of_an_edl_are_taken_where_asked()
    {
        await using var stage = await Stage.SetAsync(Ct, startTimecode: "01:00:00;00");

        var report = await stage.ImportedAsync(TwoEvents, "format=edl&times=record&dryRun=true", Ct);

        Assert.Equal([(0L, 60L), (60L, 88L)],
            report.GetProperty("rows").EnumerateArray().Where(r => r.Text("state") == "ready").Select(r => (r.Number("startFrame"), r.Number("endFrame"))));
    }

    [Fact]
    public async Task What_is_no_list_is_refused()
    {
        await using var stage = await Stage.SetAsync(Ct);
        foreach (var (query, text) in new[]
        {
            ("format=doc", "in,out\n"), ("", "in,out\n"), ("format=csv&dryRun=perhaps", "in,out\n"), ("format=edl&times=both", "in,out\n"),
            ("format=csv", ""), ("format=csv", "a,b\n1,2\n"), ("format=csv", "in,out\n\"0,1\n"), ("format=edl", "TITLE: nothing\n"),
        })
        {
            using var answer = await stage.ImportAsync(text, query, Ct);
            await Answers.ErrorAsync(answer, 400, "VALIDATION_ERROR", Ct);
        }
    }

    [Fact]
    public async Task A_body_that_is_too_large_not_text_or_asks_for_too_much_is_refused()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using (var large = await stage.ImportAsync(new string('x', 1_100_000), "format=csv", Ct))
            await Answers.ErrorAsync(large, 413, "FILE_TOO_LARGE", Ct);
        using (var many = await stage.ImportAsync($"in,out\n{string.Concat(Enumerable.Repeat("0,1000\n", 1_001))}", "format=csv&dryRun=true", Ct))
            await Answers.ErrorAsync(many, 400, "VALIDATION_ERROR", Ct);
        foreach (var (bytes, type) in new[]
        {
            ("in,out\n0,1\n"u8.ToArray(), "application/json"), ([0x69, 0xFF, 0xFE, 0xC3], "text/csv"),
            ("in,out\n0,1\n"u8.ToArray(), "text/csv; charset=iso-8859-1"), ("in,out\n0,1\n"u8.ToArray(), "text"),
        })
        {
            using var content = new ByteArrayContent(bytes);
            content.Headers.TryAddWithoutValidation("Content-Type", type);
            using var answer = await stage.Program.PostAsync(new Uri($"/api/workspaces/{stage.Workspace}/import?format=csv", UriKind.Relative), content, Ct);
            await Answers.ErrorAsync(answer, 415, "INVALID_FILE_FORMAT", Ct);
        }
        Assert.Empty(await stage.MarksAsync(Ct));
    }

    [Fact]
    public async Task Others_may_not_bring_lists_here_nor_learn_that_there_is_such_a_workspace()
    {
        await using var stage = await Stage.SetAsync(Ct);
        stage.Box.Sql("delete from members");

        using var answer = await stage.ImportAsync("no list", "format=csv", Ct);

        await Answers.ErrorAsync(answer, 404, "NOT_FOUND", Ct);
    }

    [Fact]
    public async Task Who_may_make_bookmarks_may_import_them_and_the_API_page_says_how()
    {
        await using var stage = await Stage.SetAsync(Ct);
        stage.Box.Sql("update members set role = 'collaborator'");
        Assert.Equal(1, (await stage.ImportedAsync("in,out\n0,1000\n", "format=csv", Ct)).Number("bookmarks"));

        var page = JsonDocument.Parse(await stage.Program.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative), Ct)).RootElement.GetProperty("paths");

        var import = page.GetProperty("/api/workspaces/{id}/import").GetProperty("post");
        Assert.Equal(["text/csv", "text/plain"], import.GetProperty("requestBody").GetProperty("content").EnumerateObject().Select(p => p.Name));
        Assert.Equal(["id", "format", "times", "dryRun"], import.GetProperty("parameters").EnumerateArray().Select(p => p.Text("name")));
        foreach (var list in new[] { "csv", "edl", "otio", "fcpxml" })
            Assert.NotEmpty(page.GetProperty($"/api/workspaces/{{id}}/bookmarks.{list}").GetProperty("get").Text("summary"));
    }

    [Fact]
    public async Task A_thousand_bookmarks_go_in_at_once()
    {
        await using var stage = await Stage.SetAsync(Ct);
        var text = new StringBuilder("in,out,name\n");
        for (var i = 0; i < 1_000; i++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i * 500},{i * 500 + 400},mark {i}\n");

        var report = await stage.ImportedAsync(text.ToString(), "format=csv", Ct);

        Assert.Equal(1_000, report.Number("bookmarks"));
        Assert.Equal(1_000, (await Lists.ReadBackAsync("fcpxml", await stage.ExportAsync("fcpxml", Ct), "30000/1001", Ct)).Count);
    }

    private static async Task MarkAllAsync(Stage stage)
    {
        await stage.MarkAsync(new { startMs = 0, endMs = 1_000, label = "Goal, \"1:0\"", publicNotes = "first\n\nthird; line", colour = "#12ab34", rating = 3 }, Ct);
        await stage.MarkAsync(new { startMs = 59_951, endMs = 60_077, label = "'=HYPERLINK(1)", publicNotes = "-1", tags = new[] { "=x", "a;b", @"c\d", "ü" } }, Ct);
        await stage.MarkAsync(new { startMs = 100_001, endMs = 100_002, label = "less than a frame" }, Ct);
        await stage.MarkAsync(new { startMs = 100_003, endMs = 200_000 }, Ct);
        await stage.MarkAsync(new { startMs = Stage.DurationMs - 1_003, endMs = Stage.DurationMs, label = "😀 to the very end" }, Ct);
    }

    private static (long, long, long, long, string, string, string, string, long) All(JsonElement m) =>
        (m.Number("startMs"), m.Number("endMs"), m.Number("startFrame"), m.Number("endFrame"), m.Text("label"), m.Text("publicNotes"),
            m.GetProperty("tags").ToString(), m.GetProperty("colour").ToString(), m.Number("rating"));
}
