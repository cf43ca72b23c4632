using System.Diagnostics;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class RollClipTests(ITestOutputHelper output)
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_bookmark_without_a_whole_clip_rolls_from_a_cut_beside_the_data_and_then_from_the_clip()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false, handlesMs = 500 });
        var mark = await room.MarkAsync(3_000, 5_000, Ct);
        var since = Stopwatch.GetTimestamp();

        var instant = await Rolls.OfAsync(room, Id(mark), Ct);

        output.WriteLine($"edit-list cut after {Stopwatch.GetElapsedTime(since).TotalMilliseconds:0} ms");
        Assert.True(instant.IsInstant);
        await room.AssertFramesAsync(instant.FilePath, 3_000, 5_000, Ct);
        Assert.Equal(await File.ReadAllBytesAsync(instant.FilePath, Ct), await room.Owner.GetByteArrayAsync(new Uri(instant.FileUrl, UriKind.Relative), Ct));
        Assert.Empty(room.Names());

        await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { }, Ct);
        await room.ReadyAsync(mark, Ct);
        var whole = await Rolls.OfAsync(room, Id(mark), Ct);

        Assert.False(whole.IsInstant);
        Assert.Equal(whole.Frames, (await TestMedia.Readers.FrameReader.ReadAsync(whole.FilePath, Ct)).Frames.Count);
        Assert.InRange(whole.InMs, 495, 505);
        Assert.Equal(await File.ReadAllBytesAsync(whole.FilePath, Ct), await room.Owner.GetByteArrayAsync(new Uri(whole.FileUrl, UriKind.Relative), Ct));
    }

    [Fact]
    public async Task What_browsers_cannot_play_rolls_as_h264()
    {
        await using var room = await ClipRoom.StartAsync(Ct, "hevc-closed-mp4", new { autoCut = false });
        var mark = await room.MarkAsync(2_000, 3_000, Ct);

        var instant = await Rolls.OfAsync(room, Id(mark), Ct);

        Assert.Equal("h264", await Streams.CodecsAsync(instant.FilePath, "v", Ct));
        await room.AssertFramesAsync(instant.FilePath, 2_000, 3_000, Ct);
    }

    [Fact]
    public async Task Marks_that_moved_roll_as_they_stand_and_not_as_they_were_cut()
    {
        await using var room = await ClipRoom.StartAsync(Ct, workspace: new { autoCut = false });
        var mark = await room.MarkAsync(2_000, 3_000, Ct);
        await room.Owner.PostDataAsync($"/api/bookmarks/{Id(mark)}/clip", new { }, Ct);
        await room.ReadyAsync(mark, Ct);

        await room.MoveAsync(mark, 2_500, 3_500, Ct);
        var moved = await Rolls.OfAsync(room, Id(mark), Ct);

        await room.AssertFramesAsync(moved.FilePath, 2_500, 3_500, Ct);
    }
}
