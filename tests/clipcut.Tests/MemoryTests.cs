using Xunit;

namespace Clipcut.Tests;

/// <summary>A clip is streamed, not held: it may be larger than all memory that the program has.</summary>
public sealed class MemoryTests(Film film)
{
    private const string HundredMegabytes = "5F5E100"; // the runtime reads the limit as hexadecimal

    [Theory]
    [InlineData("smart")]
    [InlineData("edit-list")]
    public async Task A_clip_larger_than_the_heap_may_be_is_cut(string mode)
    {
        var source = await film.LargeAsync();
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");

        var report = (await Clipcut.RunInAsync(
            "DOTNET_GCHeapHardLimit", HundredMegabytes, "cut", source, "1200", "60000", clip, "--mode", mode, "--json")).Expect(0).Json;

        Assert.Equal(mode, report.GetProperty("mode").GetString());
        Assert.InRange(new FileInfo(clip).Length, 120_000_000, long.MaxValue);
    }
}
