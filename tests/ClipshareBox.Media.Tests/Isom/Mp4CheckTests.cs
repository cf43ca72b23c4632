using System.Buffers.Binary;
using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class Mp4CheckTests(Mp4Media media)
{
    [Theory]
    [InlineData("faststart")]
    [InlineData("hevc-front")]
    [InlineData("later-front")]
    public async Task A_good_file_has_no_problems_and_its_samples_are_counted(string recipe)
    {
        var path = await media.FileAsync(recipe);
        var structure = Mp4Check.CheckStructure(path);
        Assert.Empty(structure.Problems);
        Assert.Equal(0, structure.UnusedBytes);
        var index = await Mp4Index.ReadAsync(await MemoryBytes.LoadAsync(path), TestContext.Current.CancellationToken);
        Assert.Equal(index.Index!.Tracks.Select(track => track.Samples!.Count), structure.SampleCounts);
    }

    [Theory]
    [InlineData("plain", "in front")]
    [InlineData("no-edit-list-front", "edit list is missing")]
    [InlineData("fragmented", "fragmented")]
    public async Task A_file_laid_out_otherwise_is_told(string recipe, string problem) =>
        Assert.Contains(
            Mp4Check.CheckStructure(await media.FileAsync(recipe)).Problems,
            text => text.Contains(problem, StringComparison.Ordinal));

    // A field of the first track's box (offset from the box's type) is set to a wrong value.
    [Theory]
    [InlineData("stco", 12, 1, "outside the media")]
    [InlineData("stco", 12, int.MaxValue, "outside the media")]
    [InlineData("stsz", 16, 1 << 25, "outside the media")]
    [InlineData("stsz", 12, 7, "different numbers of samples")]
    [InlineData("stts", 16, 7, "by its samples")]
    [InlineData("stts", 12, 7, "different numbers of samples")]
    [InlineData("ctts", 8, 1, "different numbers of samples")]
    [InlineData("ctts", 16, 512 + 1024, "same time")]
    [InlineData("stss", 12, 31, "contradicts itself")]
    [InlineData("stss", 12, 2, "no key frame")]
    [InlineData("stsc", 12, 2, "contradicts itself")]
    [InlineData("elst", 12, 90_000, "the edit shows")]
    [InlineData("elst", 16, 900_000, "the edit shows")]
    [InlineData("tkhd", 24, 1, "by its edit list")]
    [InlineData("mvhd", 20, 1, "by its longest track")]
    [InlineData("mdhd", 20, 1, "by its samples")]
    public async Task A_wrong_field_is_found(string type, int offset, int value, string problem)
    {
        var source = await media.FileAsync("faststart");
        var bytes = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);
        var at = bytes.AsSpan().IndexOf(System.Text.Encoding.Latin1.GetBytes(type));
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + offset), value);
        var problems = await Check(bytes, source);
        Assert.Contains(problems, text => text.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_that_ends_early_is_found()
    {
        var source = await media.FileAsync("faststart");
        var bytes = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);
        foreach (var length in new[] { 0, 10, 500, bytes.Length - 1 })
            Assert.NotEmpty(await Check(bytes[..length], source));
    }

    private static async Task<IReadOnlyList<string>> Check(byte[] bytes, string source)
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, $"{Guid.NewGuid():N}.mp4");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        try
        {
            return Mp4Check.CheckStructure(path).Problems;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
