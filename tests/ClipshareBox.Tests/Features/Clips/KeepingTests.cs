using System.Net;
using System.Net.Http.Json;
using ClipshareBox.Features.Clips;
using Microsoft.Extensions.DependencyInjection;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class KeepingTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("age")]
    [InlineData("space")]
    public async Task Old_clips_go_after_a_warning_but_none_that_is_kept_or_on_air(string reason)
    {
        var onAir = "";
        await using var room = await ClipRoom.StartAsync(
            Ct, replace: services => services.AddSingleton(new ClipGuard(id => id == onAir)), settings: ["KEEPDAYS=30"]);
        var clips = new List<System.Text.Json.JsonElement>();
        for (var i = 0; i < 3; i++)
            clips.Add(await room.ReadyAsync(await room.MarkAsync(i * 1_000, i * 1_000 + 900, Ct), Ct));
        using var keep = await room.Owner.PutAsJsonAsync($"/api/clips/{Id(clips[0])}", new { keep = true }, Ct);
        onAir = Id(clips[1]);
        if (reason == "age")
            room.Box.Sql("update clips set made_at_ms = 1000");

        room.Box.Services.GetRequiredService<ClipRetention>().Sweep(reason == "space" ? 1L << 60 : 0);

        // The one is a state and the other an event: they may overtake each other on their way.
        var heard = new Dictionary<string, System.Text.Json.JsonElement>();
        while (heard.Count < 2)
        {
            var frame = await room.Hub.NextAsync(f => f.GetProperty("type").GetString() is "storage_warning" or "clip_deleted", Ct);
            heard[frame.GetProperty("type").GetString() ?? ""] = frame.GetProperty("data");
        }
        Assert.Equal(reason, heard["storage_warning"].GetProperty("reason").GetString());
        Assert.Equal([Id(clips[2])], heard["storage_warning"].GetProperty("clipIds").EnumerateArray().Select(c => c.GetString()));
        Assert.Equal(Id(clips[2]), Id(heard["clip_deleted"]));
        Assert.Equal([true, true, false], clips.Select(c => File.Exists(room.PathOf(c))));
    }

    [Fact]
    public async Task A_clip_on_air_is_not_deleted_and_who_plays_it_keeps_his_version_when_it_is_cut_anew()
    {
        var onAir = "";
        await using var room = await ClipRoom.StartAsync(Ct, replace: services => services.AddSingleton(new ClipGuard(id => id == onAir)));
        var mark = await room.MarkAsync(1_000, 2_000, Ct);
        var before = await room.ReadyAsync(mark, Ct);
        var played = new Uri(before.GetProperty("url").GetString() ?? "", UriKind.Relative);
        var bytes = await room.Owner.GetByteArrayAsync(played, Ct);
        onAir = Id(before);

        using var clip = await room.Owner.DeleteAsync(new Uri($"/api/clips/{Id(before)}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(clip, 409, "CONFLICT", Ct);
        using var bookmark = await room.Owner.DeleteAsync(new Uri($"/api/bookmarks/{Id(mark)}", UriKind.Relative), Ct);
        await Answers.ErrorAsync(bookmark, 409, "CONFLICT", Ct);
        await room.MoveAsync(mark, 1_000, 4_000, Ct);
        var after = await room.ReadyAsync(mark, Ct);
        Assert.Equal(bytes, await room.Owner.GetByteArrayAsync(played, Ct));
        Assert.Equal(after.GetProperty("path").GetString(), before.GetProperty("path").GetString());

        onAir = "";
        room.Box.Services.GetRequiredService<ClipSweep>().Run();
        using var late = await room.Owner.GetAsync(played, Ct);
        Assert.Equal(HttpStatusCode.NotFound, late.StatusCode);
    }

    [Fact]
    public async Task A_full_disk_is_said_so_before_anything_is_begun()
    {
        var folder = Directory.CreateTempSubdirectory("clipsharebox-full-").FullName;
        try
        {
            await using var room = await ClipRoom.StartAsync(Ct, folder: folder, settings: ["RESERVEBYTES=1125899906842624"]);
            var mark = await room.MarkAsync(1_000, 2_000, Ct);

            var job = await room.JobAsync(mark, "error", Ct);

            Assert.Contains("full", job.GetProperty("errorText").GetString(), StringComparison.Ordinal);
            using var again = await room.Owner.PostAsJsonAsync($"/api/bookmarks/{Id(mark)}/clip", new { }, Ct);
            await Answers.ErrorAsync(again, 507, "STORAGE_QUOTA_EXCEEDED", Ct);
            using var all = await room.Owner.PostAsJsonAsync($"/api/workspaces/{room.WorkspaceId}/process", new { }, Ct);
            await Answers.ErrorAsync(all, 507, "STORAGE_QUOTA_EXCEEDED", Ct);
            Assert.Empty(room.Names());
            Assert.Empty(room.InTheMaking());
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task A_disk_that_fills_up_during_the_cut_leaves_nothing_half_and_the_clip_is_made_when_there_is_room()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can mount a small disk");
        await using var disk = await SmallDisk.MountAsync("size=64m,nr_inodes=12", Ct);
        await using var room = await ClipRoom.StartAsync(Ct, settings: [$"CLIPS={disk.Folder}", "RESERVEBYTES=0"]);
        var filling = disk.FillWithFiles();
        var mark = await room.MarkAsync(1_000, 2_000, Ct);

        var job = await room.JobAsync(mark, "error", Ct);

        Assert.Contains("full", job.GetProperty("errorText").GetString(), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(disk.Folder, "*.mp4", SearchOption.AllDirectories));
        filling.ForEach(File.Delete);
        var clip = (await room.Owner.GetDataAsync($"/api/clips?workspaceId={room.WorkspaceId}", Ct))[0];
        await room.Owner.PostDataAsync($"/api/clips/{Id(clip)}/retry", new { }, Ct);
        var made = await room.ReadyAsync(mark, Ct);
        await room.AssertFramesAsync(Path.Combine(disk.Folder, made.GetProperty("path").GetString() ?? ""), 1_000, 2_000, Ct);
    }

    [Fact]
    public async Task A_clip_that_someone_removed_from_the_disk_is_made_again_at_the_next_start()
    {
        var folder = Directory.CreateTempSubdirectory("clipsharebox-clips-").FullName;
        try
        {
            var before = await ClipRoom.StartAsync(Ct, folder: folder);
            var mark = await before.MarkAsync(1_000, 2_000, Ct);
            var clip = await before.ReadyAsync(mark, Ct);
            await before.JobAsync(mark, "complete", Ct);
            await before.DisposeAsync();
            File.Delete(before.PathOf(clip));

            await using var room = await ReopenAsync(before, await TestBox.StartAsync(Ct, folder), Ct);
            await UntilAsync(() => File.Exists(room.PathOf(clip)), TimeSpan.FromSeconds(60), Ct);

            await room.AssertFramesAsync(room.PathOf(clip), 1_000, 2_000, Ct);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
