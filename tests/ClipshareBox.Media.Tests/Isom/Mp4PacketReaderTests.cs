using ClipshareBox.Media.Isom.Read;
using ClipshareBox.Media.Packets;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class Mp4PacketReaderTests(Mp4Media media)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Mp4Recipes.Readable), MemberType = typeof(Mp4Recipes))]
    public async Task Packets_from_an_instant_are_the_files_own_bytes_without_a_gap(string recipe)
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync(recipe), Stop);
        var index = await Index(file);
        var sounds = index.Tracks.Where(track => track.Handler == "soun").Select(track => track.Index).ToList();
        var scale = index.Tracks[0].Format!.Timescale;
        foreach (var from in new[] { -1, 0, scale * 5 / 2, scale * 6, scale * 1000L })
        {
            await using var reader = Mp4PacketReader.Open(index, new MemoryBytes(file), 0, sounds, from);
            var pictures = index.Tracks[0].Samples!;
            await SameBytes(file, pictures.WalkFrom(pictures.FindSync(from)), () => reader.ReadVideoAsync(Stop));
            for (var i = 0; i < sounds.Count; i++)
            {
                var samples = index.Tracks[sounds[i]].Samples!;
                var start = ExpectedStart(samples, Math.Floor((double)from / scale * reader.Audio[i].Timescale));
                await SameBytes(file, samples.WalkFrom(start), () => reader.ReadAudioAsync(i, Stop));
            }
            Assert.False(reader.EndedEarly);
        }
    }

    [Fact]
    public async Task Reading_a_stretch_takes_few_reads_and_hardly_more_than_its_bytes()
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync("plain"), Stop);
        var index = await Index(file);
        var bytes = new MemoryBytes(file);
        await using var reader = Mp4PacketReader.Open(index, bytes, 0, [], 0);
        for (var i = 0; i < 250; i++)
            (await reader.ReadVideoAsync(Stop))!.Dispose();
        Assert.InRange(bytes.Reads, 1, 8);

        var coarse = await File.ReadAllBytesAsync(await media.FileAsync("interleaved-coarsely"), Stop);
        var sound = new MemoryBytes(coarse);
        var coarseIndex = await Index(coarse);
        await using var other = Mp4PacketReader.Open(coarseIndex, sound, 0, [1], 0);
        while (await other.ReadAudioAsync(0, Stop) is { } packet)
            packet.Dispose();
        var size = coarseIndex.Tracks[1].Samples!.BytesInRange(0, int.MaxValue);
        Assert.InRange(sound.BytesRead, size, size * 5 / 4);
    }

    [Fact]
    public async Task A_file_cut_short_behind_its_index_is_read_up_to_what_is_there()
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync("faststart"), Stop);
        var index = await Index(file);
        var cut = file[..(index.MoovBytes + (file.Length - index.MoovBytes) / 2)];
        Assert.Equal(index.Tracks[0].Samples!.Count, (await Index(cut)).Tracks[0].Samples!.Count);

        await using var reader = Mp4PacketReader.Open(index, new MemoryBytes(cut), 0, [1], 0);
        var there = SameAsFfprobe.Walk(index.Tracks[0].Samples!).TakeWhile(sample => sample.Offset + sample.Size <= cut.Length).Count();
        for (var i = 0; i < there; i++)
            (await reader.ReadVideoAsync(Stop))!.Dispose();
        Assert.False(reader.EndedEarly);
        Assert.Null(await reader.ReadVideoAsync(Stop));
        Assert.True(reader.EndedEarly);
        Assert.Null(reader.NextVideo);
    }

    [Fact]
    public async Task The_next_picture_is_known_before_it_is_read()
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync("plain"), Stop);
        var bytes = new MemoryBytes(file);
        await using var reader = Mp4PacketReader.Open(await Index(file), bytes, 0, [1], 40_000);
        var next = reader.NextVideo!.Value;
        Assert.Equal(0, bytes.Reads);
        using var packet = await reader.ReadVideoAsync(Stop);
        Assert.Equal((next.Pts, next.Size, true), (packet!.Pts, packet.Data.Length, packet.Key));
    }

    [Fact]
    public async Task A_track_that_the_index_cannot_serve_is_refused()
    {
        var file = await File.ReadAllBytesAsync(await media.FileAsync("timecode"), Stop);
        var index = await Index(file);
        foreach (var track in new[] { 2, 7, -1 })
        {
            var fault = Assert.Throws<MediaException>(() => Mp4PacketReader.Open(index, new MemoryBytes(file), 0, [track], 0));
            Assert.Equal(MediaFault.CannotCut, fault.Fault);
        }
    }

    // Two packets before the one that covers the instant, told by walking all of them.
    private static int ExpectedStart(SampleTable samples, double pts)
    {
        var all = SameAsFfprobe.Walk(samples).ToList();
        var covering = Math.Max(0, all.FindLastIndex(sample => sample.Pts <= pts));
        return all[Math.Max(0, covering - 2)].Index;
    }

    private static async Task SameBytes(byte[] file, SampleWalk walk, Func<ValueTask<Packet?>> read)
    {
        for (; walk.Current is { } sample; walk.MoveNext())
        {
            using var packet = await read();
            Assert.Equal((sample.Pts, sample.Duration, sample.Key), (packet!.Pts, packet.Duration, packet.Key));
            Assert.True(packet.Data.SequenceEqual(file.AsSpan((int)sample.Offset, sample.Size)));
        }
        Assert.Null(await read());
    }

    private static async Task<Mp4Index> Index(byte[] file) => (await Mp4Index.ReadAsync(new MemoryBytes(file), Stop)).Index!;
}
