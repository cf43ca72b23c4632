using System.Buffers;
using System.Diagnostics;
using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class SeamFuzzTests(StreamMedia media)
{
    private const int Rounds = 400;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("h264-open-pyramid", 1)]
    [InlineData("h264-open-cavlc-slices", 2)]
    [InlineData("h264-hrd", 3)]
    [InlineData("h264-scaling-lists", 4)]
    [InlineData("hevc-open", 5)]
    [InlineData("hevc-open-422", 6)]
    public async Task Damaged_bytes_give_a_stream_or_a_media_fault_and_never_eat_memory_or_time(string recipe, int seed)
    {
        var film = await media.FilmAsync(recipe);
        var piece = await media.PieceAsync(recipe, 3, 9);
        var random = new Random(seed);
        var whole = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var damage = new Damage(random, round % 3);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            whole += Join(film, piece, damage) ? 1 : 0;
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 32 << 20, $"seed {seed}, round {round}");
            Assert.True(Stopwatch.GetElapsedTime(began) < Longest, $"seed {seed}, round {round}");
        }
        Assert.InRange(whole, 1, Rounds - 1);
    }

    private static bool Join(TestTrack film, TestTrack piece, Damage damage)
    {
        try
        {
            var output = new ArrayBufferWriter<byte>();
            if (SeamSyntax.For(damage.Entry(film.SampleEntry)) is not { } syntax)
                return false;
            var start = CopyStart.AfterSeam;
            var handle = -1;
            long first = 0;
            foreach (var packet in film.Packets.Skip(10).SkipWhile(p => !syntax.Classify(p.Data, p.Key).RandomAccess).Take(30))
            {
                var data = damage.Packet(packet.Data);
                var facts = syntax.Classify(data, packet.Key);
                if (handle < 0)
                {
                    first = packet.Pts;
                    handle = syntax.AddPiece(damage.Entry(piece.SampleEntry));
                    syntax.WritePiece(handle, damage.Packet(piece.Packets[0].Data), output);
                }
                if (packet.Pts < first)
                {
                    syntax.PassOver(data, facts);
                    continue;
                }
                syntax.WriteCopied(data, facts, start, output);
                start = CopyStart.Inside;
            }
            return syntax.BuildSampleEntry().Length > 0;
        }
        catch (MediaException)
        {
            return false;
        }
    }

    /// <summary>Flips bits in entries, in packets' first bytes, or everywhere.</summary>
    private sealed class Damage(Random random, int where)
    {
        public byte[] Entry(byte[] entry) => where == 1 ? entry : Flip(entry, random.Next(3), 86);

        public byte[] Packet(byte[] packet) =>
            where == 0 ? packet : Flip(packet, random.Next(2), 0, where == 1 ? 48 : packet.Length);

        private byte[] Flip(byte[] bytes, int times, int from, int length = int.MaxValue)
        {
            var flipped = (byte[])bytes.Clone();
            for (var i = 0; i < times; i++)
                flipped[random.Next(from, Math.Min(bytes.Length, length))] ^= (byte)(1 << random.Next(8));
            return flipped;
        }
    }
}
