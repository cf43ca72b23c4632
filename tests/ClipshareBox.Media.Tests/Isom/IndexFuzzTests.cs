using System.Buffers.Binary;
using System.Diagnostics;
using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class IndexFuzzTests(Mp4Media media)
{
    private const int Rounds = 1500;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("plain", 1)]
    [InlineData("open-gop-mov", 2)]
    [InlineData("sound-later", 3)]
    [InlineData("mov-pcm16", 4)]
    public async Task Damaged_bytes_give_an_answer_or_a_fault_and_never_eat_memory_or_time(string recipe, int seed)
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync(recipe), Stop);
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var damaged = Damage(file, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            var began = Stopwatch.GetTimestamp();
            await ReadAll(damaged);
            var what = $"seed {seed}, round {round}";
            Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 4L * file.Length + (1 << 20), what);
            Assert.True(Stopwatch.GetElapsedTime(began) < Longest, what);
        }
    }

    [Fact]
    public async Task Any_length_of_a_file_gives_an_answer_or_a_fault()
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync("faststart"), Stop);
        for (var length = 0; length < file.Length; length += 1 + length / 50)
            await ReadAll(file[..length]);
    }

    [Fact]
    public async Task A_damaged_clip_is_checked_without_an_accident()
    {
        var source = await media.FileAsync("faststart");
        var file = await File.ReadAllBytesAsync(source, Stop);
        var path = source + ".damaged";
        var random = new Random(5);
        for (var round = 0; round < 500; round++)
        {
            await File.WriteAllBytesAsync(path, Damage(file, random), Stop);
            Assert.NotNull(Mp4Check.CheckStructure(path).Problems);
        }
        File.Delete(path);
    }

    private static byte[] Damage(byte[] file, Random random)
    {
        var bytes = (byte[])file.Clone();
        var moov = bytes.AsSpan().IndexOf("moov"u8);
        var end = Math.Min(bytes.Length, moov + BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(moov - 4)));
        for (var times = random.Next(1, 6); times > 0; times--)
        {
            var at = random.Next(moov - 4, end - 4);
            switch (random.Next(4))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1: // sizes and counts that are huge, zero, one or negative
                    int[] numbers = [int.MaxValue, -1, 0, 1, int.MinValue, 0x10000000];
                    BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), numbers[random.Next(numbers.Length)]);
                    break;
                case 2: // a field near a box's head, where the counts are
                    var head = bytes.AsSpan(at, end - at).IndexOf("st"u8);
                    var value = random.Next(2) == 0 ? random.Next() : random.Next(5);
                    if (head >= 0 && at + head + 20 < bytes.Length)
                        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at + head + 4 * random.Next(-1, 4)), value);
                    break;
                default:
                    bytes = bytes[..random.Next(moov, bytes.Length)];
                    return bytes;
            }
        }
        return bytes;
    }

    // Everything that the cutter asks an index.
    private static async Task ReadAll(byte[] file)
    {
        var bytes = new MemoryBytes(file);
        try
        {
            if ((await Mp4Index.ReadAsync(bytes, Stop)).Index is not { } index)
                return;
            foreach (var track in index.Tracks.Where(track => track.Samples is not null))
            {
                track.Samples!.SyncPointsFrom(40_000, 20);
                track.Samples.SampleAt(100_000);
                track.Samples.BytesInRange(0, 10_000);
                await using var reader = Mp4PacketReader.Open(index, bytes, track.Index, [track.Index], 20_000);
                for (var i = 0; i < 60 && await reader.ReadVideoAsync(Stop) is { } packet; i++)
                    packet.Dispose();
                (await reader.ReadAudioAsync(0, Stop))?.Dispose();
            }
        }
        catch (MediaException)
        {
            // a fault is an answer
        }
    }
}
