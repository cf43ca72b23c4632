using System.Diagnostics;
using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class LongFilmTests(Mp4Media media)
{
    [Fact]
    public async Task The_index_of_a_film_takes_little_more_memory_than_its_bytes()
    {
        var bytes = await MemoryBytes.LoadAsync(await media.FileAsync("film"));
        await Mp4Index.ReadAsync(bytes, TestContext.Current.CancellationToken);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var began = Stopwatch.GetTimestamp();
        var index = (await Mp4Index.ReadAsync(bytes, TestContext.Current.CancellationToken)).Index!;
        var parsed = Stopwatch.GetElapsedTime(began);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var samples = index.Tracks[0].Samples!;
        Assert.InRange(samples.Count, 170_000, 190_000);
        Assert.InRange(index.Tracks[1].Samples!.Count, 330_000, 350_000);
        Assert.InRange(allocated, index.MoovBytes, index.MoovBytes * 1.3);

        // Far into the film an answer takes no walk from the start.
        before = GC.GetAllocatedBytesForCurrentThread();
        began = Stopwatch.GetTimestamp();
        for (var minute = 0; minute < 120; minute++)
            Assert.InRange(samples.PtsOf(samples.FindSync(minute * 60L * 12800)) ?? -1, (minute * 60L - 11) * 12800, minute * 60L * 12800);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"moov {index.MoovBytes} bytes, parsed in {parsed.TotalMilliseconds:0.0} ms, allocated {allocated}, "
            + $"120 searches {Stopwatch.GetElapsedTime(began).TotalMilliseconds:0.0} ms");
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 21);
    }
}
