using System.Text.Json;
using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class ClassifyTests(StreamMedia media)
{
    [Theory]
    [MemberData(nameof(StreamRecipes.Names), MemberType = typeof(StreamRecipes))]
    public async Task Random_access_pictures_are_the_ones_a_decoder_calls_key_frames(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var told = await FramesAsync(film.Path);
        Assert.Equal(film.Packets.Count, told.Count);
        foreach (var (packet, facts) in Facts(film))
        {
            var (key, type) = told[packet.Pts];
            Assert.Equal(key, facts.RandomAccess);
            Assert.False(facts.RandomAccess && type != "I");
            if (type != "B" && recipe.StartsWith("h264", StringComparison.Ordinal))
                Assert.True(facts.Reference, "x264 never makes a P or I picture that is no reference");
            Assert.False(facts.FieldPicture);
        }
    }

    [Theory]
    [InlineData("h264-closed", 5, 5)]
    [InlineData("h264-open", 1, 5)]
    [InlineData("h264-all-idr", 100, 100)]
    [InlineData("hevc-closed", 5, 5)]
    [InlineData("hevc-open", 1, 5)]
    public async Task Open_groups_are_told_from_closed_ones(string recipe, int idr, int randomAccess)
    {
        var facts = Facts(await media.FilmAsync(recipe)).Select(f => f.Facts).ToList();
        Assert.Equal((idr, randomAccess), (facts.Count(f => f.Idr), facts.Count(f => f.RandomAccess)));
        Assert.All(facts, f => Assert.True(f.RandomAccess || !f.Idr));
    }

    [Theory]
    [InlineData("hevc-open")]
    [InlineData("hevc-radl")]
    [InlineData("hevc-open-layers")]
    public async Task Leading_pictures_of_HEVC_are_those_shown_before_the_one_they_follow(string recipe)
    {
        var start = long.MinValue;
        foreach (var (packet, facts) in Facts(await media.FilmAsync(recipe)))
        {
            if (facts.RandomAccess)
                start = packet.Pts;
            else
                Assert.Equal(packet.Pts < start, facts.Leading);
        }
    }

    [Theory]
    [InlineData("h264-closed")]
    [InlineData("h264-open-pyramid")]
    [InlineData("hevc-open")]
    public async Task Pictures_called_unreferenced_can_be_left_out(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var all = await StreamMedia.HashesAsync(film.Path);
        var order = film.Packets.Select(p => p.Pts).Order().ToList();
        var needed = Facts(film).Where(f => f.Facts.Reference || f.Facts.TemporalLayer > 0).Select(f => f.Packet).ToList();
        Assert.True(needed.Count < film.Packets.Count);
        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.AddCopied(needed, CopyStart.FileStart);
        var path = media.NewPath(recipe.StartsWith("hevc", StringComparison.Ordinal) ? "needed.hevc" : "needed.h264");
        await File.WriteAllBytesAsync(path, joined.ToByteStream(), TestContext.Current.CancellationToken);
        var expected = needed.Select(p => p.Pts).Order().Select(pts => all[order.IndexOf(pts)]);
        Assert.Equal(expected, await StreamMedia.HashesAsync(path));
    }

    [Fact]
    public async Task Temporal_layers_of_HEVC_are_told()
    {
        var layers = Facts(await media.FilmAsync("hevc-open-layers")).Select(f => f.Facts.TemporalLayer).Distinct().Order();
        Assert.Equal([0, 1], layers);
    }

    [Fact]
    public async Task The_containers_key_flag_is_believed_only_for_intra_pictures_without_a_word_of_their_own()
    {
        var film = await media.FilmAsync("h264-open");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var start = film.Packets.Skip(1).First(p => syntax.Classify(p.Data, false).RandomAccess);
        var without = Without(start.Data, nalType: 6);
        Assert.True(without.Length < start.Data.Length);
        Assert.False(syntax.Classify(without, containerKey: false).RandomAccess);
        Assert.True(syntax.Classify(without, containerKey: true).RandomAccess);
        Assert.False(syntax.Classify(film.Packets[1].Data, containerKey: true).RandomAccess);

        byte[] later = [0, 0, 0, 5, 6, 6, 1, 0b010_1_1_00_1, 0x80, .. without]; // recovery_frame_cnt 1
        Assert.False(syntax.Classify(later, containerKey: true).RandomAccess);
    }

    private static byte[] Without(byte[] packet, int nalType)
    {
        var kept = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var nal in new NalUnits(packet, 4))
        {
            if ((nal[0] & 31) != nalType)
                kept.WriteNal(nal);
        }
        return kept.WrittenSpan.ToArray();
    }

    private static List<(TestPacket Packet, PictureFacts Facts)> Facts(TestTrack film)
    {
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        return [.. film.Packets.Select(packet => (packet, syntax.Classify(packet.Data, packet.Key)))];
    }

    private static async Task<Dictionary<long, (bool Key, string Type)>> FramesAsync(string path)
    {
        var result = await StreamMedia.RunAsync(
            "ffprobe", ["-select_streams", "v", "-show_entries", "frame=pts,key_frame,pict_type", "-of", "json", path]);
        using var json = JsonDocument.Parse(result.Output);
        return json.RootElement.GetProperty("frames").EnumerateArray().ToDictionary(
            f => f.GetProperty("pts").GetInt64(),
            f => (f.GetProperty("key_frame").GetInt32() == 1, f.GetProperty("pict_type").GetString()!));
    }
}
