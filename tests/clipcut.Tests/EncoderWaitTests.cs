using Xunit;

namespace Clipcut.Tests;

/// <summary>The first cut on a machine, with nothing known of its encoders yet.</summary>
public sealed class EncoderWaitTests(Film film)
{
    [Theory]
    [InlineData("edit-list", false)]
    [InlineData("copy", false)]
    [InlineData("smart", true)]
    public async Task Encoders_are_tested_only_for_cuts_that_encode(string mode, bool tested)
    {
        var cache = film.NewFolder();
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");

        (await Clipcut.RunInAsync("XDG_CACHE_HOME", cache, "cut", film.Source, "1200", "3000", clip, "--mode", mode)).Expect(0);

        Assert.Equal(tested, Directory.EnumerateFiles(cache, "*", SearchOption.AllDirectories).Any());
    }
}
