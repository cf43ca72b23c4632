using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class ClipJobTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_cancelled_cut_stops_within_a_second_leaves_no_file_and_can_be_tried_again()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false });
        var mark = await room.MarkAsync(0, 15_000, Ct);
        var job = await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = "4k" }, Ct);
        await UntilAsync(() => room.InTheMaking().Count > 0, TimeSpan.FromSeconds(30), Ct);

        var since = Stopwatch.GetTimestamp();
        await room.Owner.PostDataAsync($"/api/jobs/{Id(job)}/cancel", new { }, Ct);
        await UntilAsync(() => room.InTheMaking().Count == 0, TimeSpan.FromSeconds(10), Ct);
        var took = Stopwatch.GetElapsedTime(since);

        output.WriteLine($"cancelled to no file: {took.TotalMilliseconds:0} ms");
        Assert.True(took < TimeSpan.FromSeconds(1), $"{took}");
        Assert.Empty(room.Names());
        var clip = (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct))[0];
        Assert.Equal("cancelled", clip.GetProperty("state").GetString());

        await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = "original" }, Ct);
        await room.AssertFramesAsync(room.PathOf(await room.ReadyAsync(mark, Ct)), 0, 15_000, Ct);
    }

    [Fact]
    public async Task A_clip_that_was_cancelled_is_made_when_it_is_tried_again()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false });
        var mark = await room.MarkAsync(1_000, 3_000, Ct);
        var job = await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = "480p" }, Ct);
        await room.Owner.PostDataAsync($"/api/jobs/{Id(job)}/cancel", new { }, Ct);
        var clip = (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct))[0];

        await room.Owner.PostDataAsync($"/api/clips/{Id(clip)}/retry", new { }, Ct);

        var made = await room.ReadyAsync(mark, Ct);
        Assert.Equal("480p", made.GetProperty("profile").GetString());
        await room.AssertFramesAsync(room.PathOf(made), 1_000, 3_000, Ct);
        using var again = await room.Owner.PostAsync(new Uri($"/api/clips/{Id(clip)}/retry", UriKind.Relative), null, Ct);
        await Answers.ErrorAsync(again, 409, "CONFLICT", Ct);
    }

    [Fact]
    public async Task A_cut_that_a_restart_interrupts_is_done_afterwards_and_nothing_half_is_left()
    {
        var folder = Directory.CreateTempSubdirectory("clipsharebox-clips-").FullName;
        try
        {
            var before = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false }, folder: folder);
            var mark = await before.MarkAsync(0, 12_000, Ct);
            await before.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { profile = "720p" }, Ct);
            await UntilAsync(() => before.InTheMaking().Count > 0, TimeSpan.FromSeconds(30), Ct);
            await before.DisposeAsync();
            await File.WriteAllTextAsync(Path.Combine(before.Share, ".making", "left-by-a-power-cut.mp4"), "half", Ct);
            Assert.Empty(before.Names());

            await using var room = await ReopenAsync(before, await TestBox.StartAsync(Ct, folder), Ct);
            var clip = (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct))[0];
            if (clip.GetProperty("state").GetString() != "complete")
                clip = await room.ReadyAsync(mark, Ct);

            await room.AssertFramesAsync(room.PathOf(clip), 0, 12_000, Ct);
            Assert.DoesNotContain(room.InTheMaking(), f => f.Contains("left-by", StringComparison.Ordinal));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Who_lists_the_share_while_clips_are_cut_never_sees_one_that_is_not_whole()
    {
        await using var room = await ClipRoom.StartAsync(Ct);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var seen = new ConcurrentDictionary<string, long>();
        var listing = ListAsync(room.Share, seen, stop.Token);
        var clips = new List<JsonElement>();
        for (var i = 0; i < 4; i++)
            clips.Add(await room.ReadyAsync(await room.MarkAsync(i * 1_500, i * 1_500 + 6_000, Ct), Ct));
        await stop.CancelAsync();
        var looks = await listing;

        output.WriteLine($"{looks} looks at {seen.Count} files");
        Assert.All(clips, clip => Assert.Equal(clip.GetProperty("sizeBytes").GetInt64(), seen.GetValueOrDefault(room.PathOf(clip), -1)));
        Assert.DoesNotContain(seen.Keys, path => path.Contains("part", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_is_about_to_roll_is_cut_before_what_waited_longer()
    {
        await using var room = await ClipRoom.StartAsync(Ct, settings: "CUTTERS=1", workspace: new { autoCut = false });
        var (first, second, third) = (await room.MarkAsync(0, 15_000, Ct), await room.MarkAsync(1_000, 2_000, Ct), await room.MarkAsync(3_000, 4_000, Ct));
        var blocking = await room.Owner.PostDataAsync($"/api/bookmarks/{Id(first)}/clip", new { profile = "4k" }, Ct);
        foreach (var mark in new[] { second, third })
            await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { }, Ct);

        var roll = await Rolls.OfAsync(room, Id(third), Ct);
        await room.Owner.PostDataAsync($"/api/jobs/{Id(blocking)}/cancel", new { }, Ct);
        var next = await room.Hub.NextAsync(f => f.GetProperty("type").GetString() == "clip_ready", Ct);

        Assert.True(roll.IsInstant);
        Assert.Equal(Id(third), next.GetProperty("data").GetProperty("bookmarkId").GetString());
    }

    // The first size that each file shows is its only one, where it is whole from the start.
    private static async Task<int> ListAsync(string share, ConcurrentDictionary<string, long> seen, CancellationToken stop)
    {
        var looks = 0;
        for (; !stop.IsCancellationRequested; looks++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(2), TimeProvider.System, CancellationToken.None);
            foreach (var file in Directory.EnumerateDirectories(share).Where(d => Path.GetFileName(d)[0] != '.').SelectMany(d => new DirectoryInfo(d).EnumerateFiles()))
                seen.TryAdd(file.FullName, file.Length);
        }
        return looks;
    }
}
