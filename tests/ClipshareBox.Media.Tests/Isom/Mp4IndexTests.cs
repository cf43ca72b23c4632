using ClipshareBox.Media.Isom.Read;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class Mp4IndexTests(Mp4Media media)
{
    [Theory]
    [MemberData(nameof(Mp4Recipes.Readable), MemberType = typeof(Mp4Recipes))]
    public async Task Every_packet_has_the_time_place_and_key_flag_that_ffprobe_shows(string recipe)
    {
        var path = await media.FileAsync(recipe);
        var index = await Read(path);
        Assert.Null(index.WhyNot(index.Tracks.Where(track => track.Handler is "vide" or "soun").Select(track => track.Index)));

        await SameAsFfprobe.AssertAsync(index, path, leastPackets: 100);
    }

    [Theory]
    [MemberData(nameof(Mp4Recipes.Readable), MemberType = typeof(Mp4Recipes))]
    public async Task A_sync_sample_is_the_last_one_shown_at_or_before_the_instant(string recipe)
    {
        var samples = (await Read(await media.FileAsync(recipe))).Tracks[0].Samples!;
        var keys = SameAsFfprobe.Walk(samples).Where(sample => sample.Key).ToList();

        foreach (var pts in keys.SelectMany(key => new[] { key.Pts - 1, key.Pts, key.Pts + 1 }))
        {
            var wanted = keys.LastOrDefault(key => key.Pts <= pts, keys[0]);
            Assert.Equal(wanted.Index, samples.FindSync(pts));
            var points = samples.SyncPointsFrom(pts, 3);
            Assert.Equal(keys.SkipWhile(key => key != wanted).Take(3).Select(key => new SyncPoint(key.Index, key.Pts)), points);
        }
    }

    [Theory]
    [MemberData(nameof(Mp4Recipes.Readable), MemberType = typeof(Mp4Recipes))]
    public async Task A_walk_begun_anywhere_shows_the_same_as_one_from_the_start(string recipe)
    {
        foreach (var samples in (await Read(await media.FileAsync(recipe))).Tracks.Select(track => track.Samples).OfType<SampleTable>())
        {
            var all = SameAsFfprobe.Walk(samples).ToList();
            for (var i = 0; i < all.Count; i += 7)
            {
                var walk = samples.WalkFrom(all[i].Index);
                Assert.Equal(all[i], walk.Current);
                Assert.Equal(i + 1 < all.Count, walk.MoveNext());
                Assert.Equal(i + 1 < all.Count ? all[i + 1] : null, walk.Current);
            }
            Assert.Equal(all.Sum(sample => (long)sample.Size), samples.BytesInRange(0, samples.Count));
        }
    }

    [Fact]
    public async Task Finding_and_reading_the_index_takes_few_reads_and_none_of_the_media()
    {
        foreach (var recipe in new[] { "plain", "faststart" })
        {
            var bytes = await MemoryBytes.LoadAsync(await media.FileAsync(recipe));
            var reading = await Mp4Index.ReadAsync(bytes, TestContext.Current.CancellationToken);
            Assert.InRange(bytes.Reads, 2, 3);
            Assert.InRange(bytes.BytesRead, reading.Index!.MoovBytes, reading.Index.MoovBytes + 2 * 4096);
        }
    }

    [Theory]
    [InlineData("fragmented", "fragmented")]
    [InlineData("encrypted", "encrypted")]
    public async Task What_is_not_for_us_is_left_to_ffmpeg_with_the_reason(string recipe, string reason)
    {
        var reading = await Mp4Index.ReadAsync(await MemoryBytes.LoadAsync(await media.FileAsync(recipe)), TestContext.Current.CancellationToken);
        Assert.Null(reading.Index);
        Assert.Contains(reason, reading.WhyNot, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_its_index_is_told_as_cut_off()
    {
        var whole = await File.ReadAllBytesAsync(await media.FileAsync("plain"), TestContext.Current.CancellationToken);
        foreach (var length in new[] { 20, whole.Length / 2, whole.Length - 100 })
        {
            var fault = await Assert.ThrowsAsync<MediaException>(
                () => Mp4Index.ReadAsync(new MemoryBytes(whole[..length]), TestContext.Current.CancellationToken));
            Assert.Equal(MediaFault.Truncated, fault.Fault);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_mp4_are_left_to_ffmpeg()
    {
        foreach (var bytes in new[] { [], "#EXTM3U\n/secret.ts\n"u8.ToArray(), new byte[5000] })
        {
            var reading = await Mp4Index.ReadAsync(new MemoryBytes(bytes), TestContext.Current.CancellationToken);
            Assert.Null(reading.Index);
            Assert.NotNull(reading.WhyNot);
        }
    }

    [Fact]
    public async Task A_track_says_what_its_pictures_and_sounds_are()
    {
        var index = await Read(await media.FileAsync("plain"));
        var (video, audio) = (index.Tracks[0].Format!, index.Tracks[1].Format!);
        Assert.Equal(
            (true, 12800u, 160, 90, "avc1", "und"),
            (video.IsVideo, video.Timescale, video.Width, video.Height, video.FourCc, video.Language));
        Assert.Null(video.Matrix);
        Assert.Equal((false, 48000u, 0, "mp4a"), (audio.IsVideo, audio.Timescale, audio.Width, audio.FourCc));
    }

    [Fact]
    public async Task A_turned_picture_keeps_its_matrix()
    {
        var bytes = await File.ReadAllBytesAsync(await media.FileAsync("plain"), TestContext.Current.CancellationToken);
        var matrix = bytes.AsSpan().IndexOf("tkhd"u8) + 4 + 40;
        byte[] turned = [0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, .. new byte[16], 0x40, 0, 0, 0];
        turned.CopyTo(bytes.AsSpan(matrix));
        var reading = await Mp4Index.ReadAsync(new MemoryBytes(bytes), TestContext.Current.CancellationToken);
        Assert.Equal(turned, reading.Index!.Tracks[0].Format!.Matrix);
    }

    [Fact]
    public async Task Sound_described_in_the_old_way_of_quicktime_gets_the_description_of_an_mp4()
    {
        var mov = (await Read(await media.FileAsync("mov-aac"))).Tracks[1].Format!.SampleEntry;
        var mp4 = (await Read(await media.FileAsync("plain"))).Tracks[1].Format!.SampleEntry;
        Assert.Equal(mp4.AsSpan(8, 28), mov.AsSpan(8, 28));
        Assert.Equal("esds"u8, mov.AsSpan(40, 4));
        Assert.Equal(mov.Length, mov[2] << 8 | mov[3]);
    }

    private static async Task<Mp4Index> Read(string path)
    {
        var reading = await Mp4Index.ReadAsync(await MemoryBytes.LoadAsync(path), TestContext.Current.CancellationToken);
        Assert.Null(reading.WhyNot);
        return reading.Index!;
    }
}
