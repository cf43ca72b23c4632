using System.Text.Json;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Tests.Features.Interchange;

/// <summary>Every list is read back by parsers of another make, and its clips compared with the bookmarks frame for frame.</summary>
public sealed class ExportTests
{
    private const long TwoHoursMs = 7_200_000;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // Places at which drop-frame counts jump, marks between frames, a mark of less than a frame, and the film's last frame.
    private static (long StartMs, long EndMs)[] Places =>
    [
        (0, 1_000), (59_940, 60_080), (599_999, 600_067), (1_001, 1_002), (3_599_987, 3_661_013), (TwoHoursMs - 1_017, TwoHoursMs), (65_432, 65_999),
    ];

    public static TheoryData<string, string, string?> Films => new()
    {
        { "h264-25", "25/1", null },
        { "h264-2997", "30000/1001", null },
        { "h264-closed-mp4", "24000/1001", null },
        { "h264-5994", "60000/1001", null },
        { "h264-25", "25/1", "10:00:00:00" },
        { "h264-2997", "30000/1001", "01:00:00;02" },
        { "h264-2997", "30000/1001", "09:59:58:00" },
    };

    [Theory, MemberData(nameof(Films))]
    public async Task A_list_read_by_others_names_the_frames_of_the_bookmarks(string kind, string rate, string? start)
    {
        await using var stage = await Stage.SetAsync(Ct, durationMs: TwoHoursMs, kind: kind, startTimecode: start);
        foreach (var (startMs, endMs) in Places)
            await stage.MarkAsync(new { startMs, endMs, label = $"from {startMs}", publicNotes = $"to {endMs}\nin ms" }, Ct);
        var marks = await stage.MarksAsync(Ct);
        var first = Timecode.ParseOrNull(start, Rational.Parse(rate))?.Frame ?? 0;

        foreach (var format in new[] { "csv", "edl", "otio", "fcpxml" })
        {
            var clips = await Lists.ReadBackAsync(format, await stage.ExportAsync(format, Ct), rate, Ct);

            Assert.Equal(
                marks.Select(m => (m.Text("label"), m.Text("publicNotes"), first + m.Number("startFrame"), first + m.Number("endFrame"))),
                clips.Select(c => (c.Text("name"), c.Text("notes"), c.Number("in"), c.Number("out"))));
            AssertRecord(clips, format, rate, start);
        }
    }

    [Fact]
    public async Task A_csv_has_the_marks_as_they_were_asked_for()
    {
        await using var stage = await Stage.SetAsync(Ct);
        await stage.MarkAsync(new { startMs = 1_001, endMs = 1_002 }, Ct);

        var row = Assert.Single(await Lists.ReadBackAsync("csv", await stage.ExportAsync("csv", Ct), "30000/1001", Ct));

        Assert.Equal((1_001, 1_002), (row.Number("startMs"), row.Number("endMs")));
    }

    [Fact]
    public async Task Hostile_texts_break_no_format_and_become_no_formula()
    {
        string[] labels =
        [
            "=cmd|' /C calc'!A0", "'=1+1", "-2+3", "@SUM(1)", "a,b \"c\"; d", "* FROM CLIP NAME: other", "</note><![CDATA[ ]]> & <x>", "😀 ünï\u2028line \uFFFE end",
            "001  AX V C 00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00", "{\"a\":1}", "\u202eright to left",
        ];
        await using var stage = await Stage.SetAsync(Ct);
        foreach (var (label, i) in labels.Select((l, i) => (l, i)))
            await stage.MarkAsync(new { startMs = i * 1_000, endMs = i * 1_000 + 500, label, publicNotes = $"{label}\r\n{label}", tags = new[] { "a;b", @"\", "=x" }, colour = "#fe1020" }, Ct);

        foreach (var format in new[] { "csv", "edl", "otio", "fcpxml" })
        {
            var text = await stage.ExportAsync(format, Ct);
            Assert.Equal(labels.Length, (await Lists.ReadBackAsync(format, text, "30000/1001", Ct)).Count);
        }

        var rows = await Lists.ReadBackAsync("csv", await stage.ExportAsync("csv", Ct), "30000/1001", Ct);
        Assert.DoesNotContain(rows, r => r.Text("name")[0] is '=' or '+' or '-' or '@' || r.Text("notes")[0] is '=' or '+' or '-' or '@');
        Assert.Contains("* LOC: 01:00:00;00 RED     ", await stage.ExportAsync("edl", Ct), StringComparison.Ordinal);
    }

    [Theory, InlineData("csv"), InlineData("edl"), InlineData("otio"), InlineData("fcpxml")]
    public async Task Private_notes_never_leave_the_box_and_an_empty_list_is_a_list(string format)
    {
        await using var stage = await Stage.SetAsync(Ct);
        Assert.Empty(await Lists.ReadBackAsync(format, await stage.ExportAsync(format, Ct), "30000/1001", Ct));

        await stage.MarkAsync(new { startMs = 0, endMs = 500, publicNotes = "seen", privateNotes = "unseen-by-all" }, Ct);

        var text = await stage.ExportAsync(format, Ct);
        Assert.Contains("seen", text, StringComparison.Ordinal);
        Assert.DoesNotContain("unseen-by-all", text, StringComparison.Ordinal);
    }

    [Theory, InlineData("csv", "text/csv"), InlineData("edl", "text/plain"), InlineData("otio", "application/vnd.pixar.opentimelineio+json"), InlineData("fcpxml", "application/xml")]
    public async Task A_list_is_a_file_with_a_safe_readable_name(string format, string type)
    {
        await using var stage = await Stage.SetAsync(Ct);
        using (var renamed = await stage.Program.PutAsync(
            new Uri($"/api/workspaces/{stage.Workspace}", UriKind.Relative), JsonContent("""{"rev":1,"title":"../Fußball: \"Finale\"\\..;x"}"""), Ct))
            Assert.True(renamed.IsSuccessStatusCode);

        using var answer = await stage.Program.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}/bookmarks.{format}", UriKind.Relative), Ct);

        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"Fußball-Finale-x.{format}", answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Theory, InlineData("csv"), InlineData("edl"), InlineData("otio"), InlineData("fcpxml")]
    public async Task A_workspace_of_others_is_not_there(string format)
    {
        await using var stage = await Stage.SetAsync(Ct);
        stage.Box.Sql("delete from members");

        using var answer = await stage.Program.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}/bookmarks.{format}", UriKind.Relative), Ct);

        await Answers.ErrorAsync(answer, 404, "NOT_FOUND", Ct);
    }

    private static void AssertRecord(IReadOnlyList<JsonElement> clips, string format, string rate, string? start)
    {
        if (format == "csv")
            return;
        var drop = start is null ? rate is "30000/1001" or "60000/1001" : start.Contains(';', StringComparison.Ordinal);
        var at = format == "edl" ? Timecode.Parse(drop ? "01:00:00;00" : "01:00:00:00", Rational.Parse(rate)).Frame : 0;
        foreach (var clip in clips)
        {
            Assert.Equal((at, at + clip.Number("out") - clip.Number("in")), (clip.Number("recordIn"), clip.Number("recordOut")));
            at = clip.Number("recordOut");
            if (format == "fcpxml")
                Assert.Equal(drop ? "DF" : "NDF", clip.Text("tcFormat"));
        }
    }

    private static StringContent JsonContent(string json) => new(json, System.Text.Encoding.UTF8, "application/json");
}
