using System.Buffers.Binary;
using ClipshareBox.Media.Isom;
using ClipshareBox.Media.Isom.Read;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class SampleTableTests
{
    [Fact]
    public void Any_runs_answer_as_if_they_were_written_out() =>
        Prop.ForAll<(byte Count, short Value)[]>(ArbMap.Default.ArbFor<(byte Count, short Value)[]>(), runs =>
        {
            var often = Enumerable.Repeat(runs, 20).SelectMany(part => part);
            (int Count, int Value)[] many = [.. often.Select(run => (run.Count % 4, (int)run.Value))];
            var table = RunTable.Parse(Runs("ctts", many));
            var written = many.SelectMany(run => Enumerable.Repeat(run.Value, run.Count)).ToList();
            long sum = 0;
            var walk = written.Count > 0 ? table.At(0) : default;
            for (var item = 0; item < written.Count; item++)
            {
                var cursor = table.At(item);
                if ((cursor.Item, cursor.Value, cursor.SumBefore) != (item, written[item], sum) || walk.Value != written[item])
                    return false;
                sum += written[item];
                walk.Advance(1);
            }
            return table.Items == written.Count && table.Sum == sum;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_decode_time_leads_to_the_last_sample_begun() =>
        Prop.ForAll<(byte Count, byte Value)[]>(ArbMap.Default.ArbFor<(byte Count, byte Value)[]>(), runs =>
        {
            var often = Enumerable.Repeat(runs, 20).SelectMany(part => part);
            (int Count, int Value)[] many = [(1, 3), .. often.Select(run => (run.Count % 3 + 1, run.Value + 1))];
            var table = RunTable.Parse(Runs("stts", many));
            long begin = 0;
            var item = 0;
            foreach (var delta in many.SelectMany(run => Enumerable.Repeat(run.Value, run.Count)))
            {
                if (table.AtSum(begin).Item != item || table.AtSum(begin + delta - 1).Item != item)
                    return false;
                begin += delta;
                item++;
            }
            return table.AtSum(-5).Item == 0 && table.AtSum(begin + 9).Item == item - 1;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(4, new[] { 1, 15, 7 })]
    [InlineData(8, new[] { 1, 255, 7, 9 })]
    [InlineData(16, new[] { 1, 65535, 7 })]
    public void Compact_sizes_are_read(int bits, int[] sizes)
    {
        byte[] packed = bits switch
        {
            4 => [.. sizes.Chunk(2).Select(pair => (byte)(pair[0] << 4 | pair.ElementAtOrDefault(1)))],
            8 => [.. sizes.Select(size => (byte)size)],
            _ => [.. sizes.SelectMany(size => new[] { (byte)(size >> 8), (byte)size })],
        };
        var table = SampleSizes.Parse(Box("stz2", [0, 0, 0, 0, 0, 0, 0, (byte)bits, 0, 0, 0, (byte)sizes.Length, .. packed]));
        Assert.Equal(sizes, Enumerable.Range(0, sizes.Length).Select(table.Of));
        Assert.Equal(sizes.Sum(), table.Sum(0, sizes.Length));
    }

    [Fact]
    public void Chunks_beyond_4_gigabytes_are_found()
    {
        var offsets = new byte[8 + 3 * 8];
        offsets[7] = 3;
        long[] places = [48, 5_000_000_000, 70_000_000_000];
        for (var i = 0; i < places.Length; i++)
            BinaryPrimitives.WriteInt64BigEndian(offsets.AsSpan(8 + i * 8), places[i]);
        var map = ChunkMap.Parse(
            Box("stsc", [0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0, 5, 0, 0, 0, 1]),
            Box("co64", offsets));
        Assert.Equal(9, map.Samples);
        var found = Enumerable.Range(0, 9)
            .Select(sample => map.At(sample)).Select(chunk => (chunk.Offset, chunk.FirstSample, chunk.PerChunk));
        (long, long, long)[] wanted = [(places[0], 0, 2), (places[1], 2, 2), (places[2], 4, 5)];
        Assert.Equal(wanted.SelectMany(chunk => Enumerable.Repeat(chunk, (int)chunk.Item3)), found);
    }

    private static Box Runs(string type, (int Count, int Value)[] runs)
    {
        var body = new byte[8 + runs.Length * 8];
        BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(4), runs.Length);
        for (var i = 0; i < runs.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(8 + i * 8), runs[i].Count);
            BinaryPrimitives.WriteInt32BigEndian(body.AsSpan(12 + i * 8), runs[i].Value);
        }
        return Box(type, body);
    }

    private static Box Box(string type, byte[] body) => new(BoxType.Of(type), (byte[])[0, 0, 0, 0, 0, 0, 0, 0, .. body], 8, 0);
}
