using Xunit;

namespace Clipcut.Tests;

/// <summary>What people and scripts see when a cut cannot be made.</summary>
public sealed class FaultTests(Film film)
{
    [Theory]
    [InlineData("smart")]
    [InlineData("edit-list")]
    [InlineData("encode")]
    public async Task A_disk_that_fills_up_ends_a_cut_with_5_and_leaves_no_part_of_it(string mode)
    {
        await using var disk = await SmallDisk.MountAsync(film.NewFolder(), kilobytes: 1024);

        // From between two key frames, so that a smart cut has a seam, over far more than the disk holds.
        var ended = (await Clipcut.RunAsync(
            "cut", film.LongSource, "1200", "80000", Path.Combine(disk.Folder, "clip.mp4"), "--mode", mode)).Expect(5);

        Assert.Equal("", ended.Output);
        Assert.StartsWith("clipcut: ", Assert.Single(ended.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.Contains("is full; free some space", ended.Errors, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(disk.Folder));
    }

    [Theory]
    [InlineData("edit-list")]
    [InlineData("copy")]
    public async Task Pictures_that_cannot_be_joined_without_encoding_end_with_4_where_encoding_was_not_asked_for(string mode)
    {
        var folder = film.NewFolder();

        var ended = (await Clipcut.RunAsync(
            "cut", await film.Mpeg2Async(), "1200", "2000", Path.Combine(folder, "clip.mp4"), "--mode", mode)).Expect(4);

        Assert.Contains("cannot be joined without encoding", Assert.Single(ended.Errors.Split('\n')), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }
}
