using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class ClipTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bookmark_is_cut_at_once_exactly_and_lies_on_the_share_under_a_name_that_people_can_read()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var mark = await room.MarkAsync(3_000, 6_500, Ct, "Goal! ⚽");

        var clip = await room.ReadyAsync(mark, Ct);

        Assert.Equal("complete", clip.GetProperty("state").GetString());
        Assert.Equal("001_Goal_00-00-03-00.mp4", clip.GetProperty("fileName").GetString());
        await room.AssertFramesAsync(room.PathOf(clip), 3_000, 6_500, Ct);
        var report = clip.GetProperty("report");
        Assert.Equal("smart", report.GetProperty("mode").GetString());
        Assert.True(report.GetProperty("verified").GetBoolean());
        Assert.Equal(mark.GetProperty("startFrame").GetInt64(), report.GetProperty("firstFrame").GetInt64());
        Assert.Equal(mark.GetProperty("endFrame").GetInt64() - 1, report.GetProperty("lastFrame").GetInt64());
        var shown = (await room.Owner.GetDataAsync($"/api/bookmarks/{Id(mark)}", Ct)).GetProperty("clip");
        Assert.Equal("complete", shown.GetProperty("state").GetString());
        Assert.Equal(new FileInfo(room.PathOf(clip)).Length, shown.GetProperty("sizeBytes").GetInt64());
    }

    [Fact]
    public async Task Sidecar_poster_and_latest_lie_beside_the_clip()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var mark = await room.MarkAsync(2_000, 4_000, Ct);
        var clip = await room.ReadyAsync(mark, Ct);
        await room.JobAsync(mark, "complete", Ct);

        Assert.Equal(["001_Goal_00-00-02-00.jpg", "001_Goal_00-00-02-00.json", "001_Goal_00-00-02-00.mp4", "latest.mp4"], room.Names());
        var sheet = JsonDocument.Parse(await File.ReadAllTextAsync(Path.ChangeExtension(room.PathOf(clip), ".json"), Ct)).RootElement;
        Assert.Equal(1, sheet.GetProperty("number").GetInt32());
        Assert.Equal(clip.GetProperty("report").GetProperty("frames").GetInt32(), sheet.GetProperty("report").GetProperty("frames").GetInt32());
        var bytes = await File.ReadAllBytesAsync(room.PathOf(clip), Ct);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(Path.Combine(room.Share, "latest.mp4"), Ct));
        var poster = await room.Owner.GetByteArrayAsync(new Uri($"/api/clips/{Id(clip)}/poster.jpg", UriKind.Relative), Ct);
        Assert.Equal([0xFF, 0xD8], poster.Take(2));
    }

    [Fact]
    public async Task The_newest_moment_is_latest_and_its_deletion_brings_the_one_before_back()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var (first, second) = (await room.MarkAsync(1_000, 2_000, Ct), await room.MarkAsync(4_000, 5_500, Ct));
        var clip = await room.ReadyAsync(first, Ct);
        var newest = await room.ReadyAsync(second, Ct);
        await room.JobAsync(second, "complete", Ct);
        var latest = Path.Combine(room.Share, "Derby", "latest.mp4");
        await using var reader = File.OpenRead(latest);
        Assert.Equal(new FileInfo(room.PathOf(newest)).Length, reader.Length);

        using var deleted = await room.Owner.DeleteAsync(new Uri($"/api/clips/{Id(newest)}", UriKind.Relative), Ct);

        await Answers.DataAsync(deleted, Ct);
        Assert.Equal(await File.ReadAllBytesAsync(room.PathOf(clip), Ct), await File.ReadAllBytesAsync(latest, Ct));
        Assert.Equal(newest.GetProperty("sizeBytes").GetInt64(), (await ReadToEndAsync(reader)).Length);
        Assert.DoesNotContain(room.Names(), n => n.StartsWith("002", StringComparison.Ordinal));
        Assert.Equal(JsonValueKind.Null, (await room.Owner.GetDataAsync($"/api/bookmarks/{Id(second)}", Ct)).GetProperty("clip").ValueKind);
    }

    [Fact]
    public async Task A_clip_is_cut_anew_when_its_marks_move_and_who_has_the_old_one_open_reads_on()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var mark = await room.MarkAsync(2_000, 4_000, Ct);
        var before = await room.ReadyAsync(mark, Ct);
        var old = await File.ReadAllBytesAsync(room.PathOf(before), Ct);
        await using var reader = File.OpenRead(room.PathOf(before));

        await room.MoveAsync(mark, 2_500, 5_000, Ct);
        var after = await room.ReadyAsync(mark, Ct);
        await room.JobAsync(mark, "complete", Ct);

        Assert.Equal(Id(before), Id(after));
        Assert.Equal(before.GetProperty("rev").GetInt64() + 1, after.GetProperty("rev").GetInt64());
        await room.AssertFramesAsync(room.PathOf(after), 2_500, 5_000, Ct);
        Assert.Equal(old, await ReadToEndAsync(reader));
        Assert.Equal(["001_Goal_00-00-02-12.jpg", "001_Goal_00-00-02-12.json", "001_Goal_00-00-02-12.mp4", "latest.mp4"], room.Names());
    }

    [Fact]
    public async Task Marks_that_move_while_their_clip_is_cut_are_the_ones_that_it_holds()
    {
        await using var room = await ClipRoom.StartAsync(Ct, "h264-gop10-mp4");
        var mark = await room.MarkAsync(1_000, 20_000, Ct);
        await room.JobAsync(mark, "processing", Ct);

        await room.MoveAsync(mark, 3_000, 4_000, Ct);
        var clip = await room.ReadyAsync(mark, Ct, c => c.GetProperty("startMs").GetInt64() == 3_000);

        await room.JobAsync(mark, "complete", Ct);
        await room.AssertFramesAsync(room.PathOf(clip), 3_000, 4_000, Ct);
        Assert.Single(room.Names(), n => n.EndsWith(".mp4", StringComparison.Ordinal) && n != "latest.mp4");
    }

    [Fact]
    public async Task Handles_are_kept_and_the_report_tells_where_the_marks_lie_in_the_file()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { handlesMs = 1_000 });
        var clip = await room.ReadyAsync(await room.MarkAsync(5_000, 8_000, Ct), Ct);

        await room.AssertFramesAsync(room.PathOf(clip), 4_000, 9_000, Ct);
        var report = clip.GetProperty("report");
        Assert.Equal(24, report.GetProperty("inFrame").GetInt64());
        Assert.Equal(24 + 72, report.GetProperty("outFrame").GetInt64());
        Assert.InRange(report.GetProperty("inMs").GetInt64(), 995, 1_005);
    }

    [Fact]
    public async Task A_workspace_that_does_not_cut_at_once_cuts_all_its_marks_when_it_is_told_to()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false });
        var marks = new[] { await room.MarkAsync(1_000, 2_000, Ct), await room.MarkAsync(3_000, 4_000, Ct) };
        Assert.Equal(2, (await room.Owner.GetDataAsync($"/api/workspaces/{room.WorkspaceId}/process", Ct)).GetProperty("missing").GetInt32());
        Assert.Equal(JsonValueKind.Null, marks[0].GetProperty("clip").ValueKind);

        await room.Owner.PostDataAsync($"/api/workspaces/{room.WorkspaceId}/process", new { }, Ct);
        foreach (var mark in marks)
            await room.ReadyAsync(mark, Ct);

        Assert.Equal(2, (await room.Owner.GetDataAsync($"/api/workspaces/{room.WorkspaceId}/process", Ct)).GetProperty("complete").GetInt32());
        Assert.Equal(2, (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct)).GetArrayLength());
    }

    [Fact]
    public async Task A_clip_is_fetched_in_ranges_and_as_a_download()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var clip = await room.ReadyAsync(await room.MarkAsync(1_000, 3_000, Ct), Ct);
        var bytes = await File.ReadAllBytesAsync(room.PathOf(clip), Ct);
        using var ask = new HttpRequestMessage(HttpMethod.Get, clip.GetProperty("url").GetString());
        ask.Headers.Range = new RangeHeaderValue(100, 299);

        using var part = await room.Owner.SendAsync(ask, Ct);
        using var all = await room.Owner.GetAsync(new Uri($"/api/clips/{Id(clip)}/file?download=1", UriKind.Relative), Ct);
        using var beyond = new HttpRequestMessage(HttpMethod.Get, clip.GetProperty("url").GetString()) { Headers = { Range = new RangeHeaderValue(bytes.Length, null) } };

        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal(bytes[100..300], await part.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal(bytes, await all.Content.ReadAsByteArrayAsync(Ct));
        Assert.Equal("001_Goal_00-00-01-00.mp4", all.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, (await room.Owner.SendAsync(beyond, Ct)).StatusCode);
    }

    [Fact]
    public async Task What_browsers_cannot_play_is_rendered_beside_the_clip()
    {
        await using var room = await ClipRoom.StartAsync(Ct, "hevc-open-10bit");
        var mark = await room.MarkAsync(3_000, 5_000, Ct);
        var clip = await room.ReadyAsync(mark, Ct);
        Assert.Equal(JsonValueKind.Null, clip.GetProperty("playoutUrl").ValueKind);

        var rendered = await room.ReadyAsync(mark, Ct, c => c.GetProperty("playoutUrl").ValueKind == JsonValueKind.String);

        var playout = Path.ChangeExtension(room.PathOf(clip), ".playout.mp4");
        await room.AssertFramesAsync(playout, 3_000, 5_000, Ct);
        Assert.Equal("h264", await Streams.CodecsAsync(playout, "v", Ct));
        Assert.Equal("hevc", await Streams.CodecsAsync(room.PathOf(clip), "v", Ct));
        Assert.Equal(
            await File.ReadAllBytesAsync(playout, Ct),
            await room.Owner.GetByteArrayAsync(new Uri(rendered.GetProperty("playoutUrl").GetString() ?? "", UriKind.Relative), Ct));
    }

    [Fact]
    public async Task Sound_that_browsers_cannot_play_becomes_aac_and_the_picture_is_copied()
    {
        await using var room = await ClipRoom.StartAsync(Ct, "sound-ac3-51-mp4");
        var mark = await room.MarkAsync(3_000, 6_000, Ct);
        var clip = await room.ReadyAsync(mark, Ct, c => c.GetProperty("playoutUrl").ValueKind == JsonValueKind.String);

        var playout = Path.ChangeExtension(room.PathOf(clip), ".playout.mp4");
        await room.AssertFramesAsync(playout, 3_000, 6_000, Ct);
        Assert.Equal("aac", await Streams.CodecsAsync(playout, "a", Ct));
        Assert.Equal("ac3", await Streams.CodecsAsync(room.PathOf(clip), "a", Ct));
    }

    [Fact]
    public async Task Another_profile_replaces_the_clip()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var mark = await room.MarkAsync(1_000, 2_000, Ct);
        await room.ReadyAsync(mark, Ct);

        await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = "480p" }, Ct);
        var clip = await room.ReadyAsync(mark, Ct);

        Assert.Equal("encode", clip.GetProperty("report").GetProperty("mode").GetString());
        Assert.Equal("480p", clip.GetProperty("profile").GetString());
        await room.AssertFramesAsync(room.PathOf(clip), 1_000, 2_000, Ct);
    }

    [Fact]
    public async Task A_bookmark_takes_its_clip_with_it_but_not_one_that_is_to_be_kept()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var (first, second) = (await room.MarkAsync(1_000, 2_000, Ct), await room.MarkAsync(3_000, 4_000, Ct));
        await room.ReadyAsync(first, Ct);
        var kept = await room.ReadyAsync(second, Ct);
        using var keep = await room.Owner.PutAsJsonAsync($"/api/clips/{Id(kept)}", new { keep = true, name = "Winner" }, Ct);
        Assert.Equal("Winner", (await Answers.DataAsync(keep, Ct)).GetProperty("name").GetString());

        foreach (var mark in new[] { first, second })
            (await room.Owner.DeleteAsync(new Uri($"/api/bookmarks/{Id(mark)}", UriKind.Relative), Ct)).Dispose();
        await UntilAsync(() => !room.Names().Any(n => n.StartsWith("001", StringComparison.Ordinal)), TimeSpan.FromSeconds(20), Ct);

        var clips = await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct);
        Assert.Equal([2], clips.EnumerateArray().Select(c => c.GetProperty("number").GetInt32()));
        Assert.True(File.Exists(room.PathOf(kept)));
    }

    [Fact]
    public async Task The_clip_of_a_deleted_bookmark_is_not_latest_any_more()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        var (first, second) = (await room.MarkAsync(1_000, 2_000, Ct), await room.MarkAsync(3_000, 5_000, Ct));
        var clip = await room.ReadyAsync(first, Ct);
        await room.ReadyAsync(second, Ct);
        await room.JobAsync(second, "complete", Ct);

        (await room.Owner.DeleteAsync(new Uri($"/api/bookmarks/{Id(second)}", UriKind.Relative), Ct)).Dispose();

        var size = clip.GetProperty("sizeBytes").GetInt64();
        foreach (var latest in new[] { "latest.mp4", "Derby/latest.mp4" })
            await UntilAsync(() => new FileInfo(Path.Combine(room.Share, latest)).Length == size, TimeSpan.FromSeconds(20), Ct);
    }

    private static async Task<byte[]> ReadToEndAsync(FileStream file)
    {
        var bytes = new MemoryStream();
        await file.CopyToAsync(bytes, Ct);
        return bytes.ToArray();
    }
}
