using System.Buffers;
using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class AllocationTests(StreamMedia media)
{
    [Theory]
    [InlineData("h264-closed")]
    [InlineData("h264-open-cavlc-slices")]
    [InlineData("hevc-open")]
    public async Task Copying_a_film_allocates_nothing_for_its_packets(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var output = new ArrayBufferWriter<byte>(film.Packets.Sum(p => p.Data.Length) * 2);
        for (var round = 0; ; round++)
        {
            output.ResetWrittenCount();
            var syntax = SeamSyntax.For(film.SampleEntry)!;
            var before = GC.GetAllocatedBytesForCurrentThread();
            Copy(film, syntax, output);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            if (round == 3) // by then the pool is filled and the code compiled
            {
                Assert.InRange(allocated, 0, film.Packets.Count);
                return;
            }
        }
    }

    private static void Copy(TestTrack film, ISeamSyntax syntax, ArrayBufferWriter<byte> output)
    {
        var start = CopyStart.FileStart;
        foreach (var packet in film.Packets)
        {
            var facts = syntax.Classify(packet.Data, packet.Key);
            syntax.WriteCopied(packet.Data, facts, start, output);
            start = CopyStart.Inside;
        }
    }
}
