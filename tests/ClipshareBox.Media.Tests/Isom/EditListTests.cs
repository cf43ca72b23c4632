using System.Buffers.Binary;
using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class EditListTests(Mp4Media media)
{
    // Media times: on a picture, beside one, inside the leading pictures, on and beside key frames, the priming of other encoders.
    [Theory]
    [InlineData("plain", 0, new long[] { 0, 1, 511, 512, 1023, 1025, 1535, 1536, 2048, 7000, 15872, 16384, 16385, 17408, 60000 })]
    [InlineData("plain", 1, new long[] { 0, 1, 576, 1024, 1105, 2048, 2112, 47999, 48000, 60000, 200_000 })]
    [InlineData("mov-pcm16", 1, new long[] { 0, 1, 1024, 2112, 48000, 60001 })]
    [InlineData("open-gop", 0, new long[] { 0, 1, 1024, 14848, 15360, 15361, 15872, 16384, 17000 })]
    [InlineData("negative-offsets", 0, new long[] { 0 })]
    [InlineData("sound-later", 1, new long[] { 0, 1024, 2112, 60000 })]
    [InlineData("picture-later", 0, new long[] { 0, 512, 1024, 1025, 15872, 17000 })]
    [InlineData("mov-all-key", 0, new long[] { 0, 1, 512, 7000, 60000 })]
    public async Task Times_follow_ffmpeg_wherever_the_edit_begins(string recipe, int track, long[] mediaTimes)
    {
        var source = await media.FileAsync(recipe);
        var bytes = await File.ReadAllBytesAsync(source, TestContext.Current.CancellationToken);
        var entry = LastEntry(bytes, track);
        foreach (var mediaTime in mediaTimes)
        {
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(entry + 4), (int)mediaTime);
            BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(entry), mediaTime % 2 == 0 ? 11_000 : 3_000);
            await CompareAsync(bytes, source);
        }
    }

    [Fact]
    public async Task The_shown_stretch_is_told()
    {
        var path = await media.FileAsync("copied-from-5.3");
        var reading = await Mp4Index.ReadAsync(await MemoryBytes.LoadAsync(path), TestContext.Current.CancellationToken);
        var video = reading.Index!.Tracks[0];
        var hidden = (await ProbedPackets.OfAsync(path))
            .Where(packet => packet is { Stream: 0, Hidden: true }).Select(packet => packet.Pts).ToList();
        var ours = SameAsFfprobe.Walk(video.Samples!)
            .Select(sample => sample.Pts).Where(pts => pts < video.ShownFrom || pts >= video.ShownTo);
        Assert.NotEmpty(hidden);
        Assert.Equal(hidden, ours);
    }

    [Fact]
    public async Task Several_edits_and_other_speeds_are_left_to_ffmpeg()
    {
        var bytes = await File.ReadAllBytesAsync(await media.FileAsync("sound-later"), TestContext.Current.CancellationToken);
        var entry = LastEntry(bytes, 1);
        var speed = (byte[])bytes.Clone();
        speed[entry + 9] = 2;
        var several = (byte[])bytes.Clone();
        BinaryPrimitives.WriteInt32BigEndian(several.AsSpan(entry - 8), 0);
        foreach (var changed in new[] { speed, several })
        {
            var reading = await Mp4Index.ReadAsync(new MemoryBytes(changed), TestContext.Current.CancellationToken);
            Assert.Contains("edit", reading.Index!.WhyNot(1), StringComparison.Ordinal);
            Assert.Null(reading.Index.WhyNot(0));
        }
    }

    private static async Task CompareAsync(byte[] bytes, string source)
    {
        var path = Path.Combine(Path.GetDirectoryName(source)!, $"{Guid.NewGuid():N}{Path.GetExtension(source)}");
        await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);
        try
        {
            var reading = await Mp4Index.ReadAsync(new MemoryBytes(bytes), TestContext.Current.CancellationToken);
            Assert.Null(reading.Index!.WhyNot(0, 1));
            await SameAsFfprobe.AssertAsync(reading.Index, path, leastPackets: 10);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // The last entry (duration, media time, rate) of a track's edit list of version 0.
    private static int LastEntry(byte[] bytes, int track)
    {
        var at = 0;
        for (var i = 0; i <= track; i++)
            at += bytes.AsSpan(at).IndexOf("elst"u8) + 4;
        Assert.Equal(0, bytes[at]);
        return at + 8 + (BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(at + 4)) - 1) * 12;
    }
}
