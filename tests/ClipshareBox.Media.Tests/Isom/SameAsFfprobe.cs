using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

/// <summary>Compares an index with what ffprobe shows of the same file, packet by packet.</summary>
internal static class SameAsFfprobe
{
    public static async Task AssertAsync(Mp4Index index, string path, int leastPackets)
    {
        foreach (var stream in (await ProbedPackets.OfAsync(path)).GroupBy(packet => packet.Stream))
        {
            if (index.Tracks[stream.Key].Samples is not { } samples)
                continue;
            var ours = Walk(samples).ToDictionary(sample => sample.Offset);
            foreach (var theirs in stream)
            {
                Assert.True(ours.TryGetValue(theirs.Position, out var sample), $"{theirs} is not in the index");
                Assert.Equal((theirs, theirs.Pts, theirs.Size, theirs.Key), (theirs, sample.Pts, sample.Size, sample.Key));
                Assert.Equal(theirs.Pts, samples.PtsOf(sample.Index));
            }
            Assert.InRange(stream.Count(), leastPackets, ours.Count);
        }
    }

    public static IEnumerable<Sample> Walk(SampleTable samples)
    {
        for (var walk = samples.WalkFrom(0); walk.Current is { } sample; walk.MoveNext())
            yield return sample;
    }
}
