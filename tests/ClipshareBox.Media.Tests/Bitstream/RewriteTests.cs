using System.Buffers;
using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Bitstream.H264;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>What ffmpeg forgives and other decoders may not: the rewritten fields themselves.</summary>
public sealed class RewriteTests(StreamMedia media)
{
    [Theory]
    [InlineData("h264-open-pyramid")]
    [InlineData("h264-open-cavlc-slices")]
    [InlineData("h264-open-mbaff")]
    [InlineData("h264-open-mbaff-bottom-first")]
    public async Task A_recovery_point_becomes_an_IDR_picture_by_the_letter(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var (before, written, syntax) = WriteSecondStart(film);
        var config = AvcConfig.Parse(SampleEntry.Child(syntax.BuildSampleEntry(), "avcC"u8));
        var sets = new H264ParameterSets(config);
        Assert.True(Gaps(config));
        Assert.False(Gaps(AvcConfig.Parse(SampleEntry.Child(film.SampleEntry, "avcC"u8))));
        Assert.Equal(Slices(before, 1).Count, Slices(written, 5).Count);
        Assert.Empty(Slices(written, 1));
        foreach (var slice in Slices(written, 5))
        {
            var header = H264SliceHeader.Parse(slice, sets);
            Assert.Equal(0, header.Start.FrameNum);
            Assert.Equal(0, Math.Min(header.OrderLsb, header.OrderLsb + header.BottomDelta));
            Assert.Equal(65_534u, new BitReader(slice, header.Start.End).Ue());
            Assert.Equal(2, header.MarkingEnd - header.MarkingBit);
            Assert.Equal(0u, new BitReader(slice, header.MarkingBit).Bits(2));
        }
    }

    [Fact]
    public async Task A_closed_group_is_copied_as_it_is()
    {
        var (before, written, syntax) = WriteSecondStart(await media.FilmAsync("h264-closed"));
        Assert.Equal(before, written);
        Assert.False(Gaps(AvcConfig.Parse(SampleEntry.Child(syntax.BuildSampleEntry(), "avcC"u8))));
    }

    [Theory]
    [InlineData("h264-closed")]
    [InlineData("h264-open-mbaff")]
    [InlineData("hevc-closed")]
    [InlineData("hevc-open")]
    public async Task A_start_never_throws_away_the_head_that_waits_for_output(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var clean = film.Packets[0].Data;
        var marked = WithNoOutputOfPriorPictures(film, clean);
        Assert.NotEqual(clean, marked);
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var facts = syntax.Classify(marked, true);
        Assert.True(facts.Idr);
        Assert.Equal(clean, Write(syntax, marked, facts, CopyStart.AfterSeam));
        Assert.Equal(marked, Write(syntax, marked, facts, CopyStart.FileStart));
    }

    [Fact]
    public async Task A_CRA_picture_becomes_BLA_N_LP_and_nothing_else_of_it_changes()
    {
        var film = await media.FilmAsync("hevc-open");
        var (before, written, _) = WriteSecondStart(film);
        List<int> types = [];
        foreach (var nal in new NalUnits(written, 4))
            types.Add((nal[0] >> 1) & 63);
        Assert.Contains(18, types);
        Assert.DoesNotContain(21, types);
        var changed = before.Index().Where(b => b.Item != written[b.Index]).ToList();
        Assert.All(changed, b => Assert.Equal((21 << 1, 18 << 1), (b.Item, written[b.Index])));
        Assert.Equal(types.Count(t => t == 18), changed.Count);
    }

    [Fact]
    public async Task Random_access_pictures_behind_the_start_stay_as_they_are()
    {
        var film = await media.FilmAsync("hevc-open");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        foreach (var packet in film.Packets)
        {
            var facts = syntax.Classify(packet.Data, packet.Key);
            Assert.Equal(packet.Data, Write(syntax, packet.Data, facts, CopyStart.Inside));
        }
    }

    private static (byte[] Before, byte[] Written, ISeamSyntax Syntax) WriteSecondStart(TestTrack film)
    {
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var packet = film.Packets.Where(p => syntax.Classify(p.Data, p.Key).RandomAccess).ElementAt(1);
        var facts = syntax.Classify(packet.Data, packet.Key);
        return (packet.Data, Write(syntax, packet.Data, facts, CopyStart.AfterSeam), syntax);
    }

    private static byte[] Write(ISeamSyntax syntax, byte[] packet, PictureFacts facts, CopyStart start)
    {
        var output = new ArrayBufferWriter<byte>();
        syntax.WriteCopied(packet, facts, start, output);
        return output.WrittenSpan.ToArray();
    }

    private static bool Gaps(AvcConfig config)
    {
        var sps = H264Sps.Parse(config.Sps[0]);
        return new BitReader(Rbsp.Unescape(sps.Nal), sps.GapsBit).Flag();
    }

    private static List<byte[]> Slices(byte[] packet, int type)
    {
        List<byte[]> slices = [];
        foreach (var nal in new NalUnits(packet, 4))
        {
            if ((nal[0] & 31) == type)
                slices.Add(Rbsp.Unescape(nal));
        }
        return slices;
    }

    private static byte[] WithNoOutputOfPriorPictures(TestTrack film, byte[] packet)
    {
        var output = new ArrayBufferWriter<byte>();
        var h264 = SampleEntry.TypeOf(film.SampleEntry) == "avc1";
        var sets = h264 ? new H264ParameterSets(AvcConfig.Parse(SampleEntry.Child(film.SampleEntry, "avcC"u8))) : null;
        foreach (var nal in new NalUnits(packet, 4))
        {
            var rbsp = Rbsp.Unescape(nal);
            if (sets is not null && (nal[0] & 31) == 5)
                BitPatch.Put(rbsp, H264SliceHeader.Parse(rbsp, sets).MarkingBit, 1, 1);
            else if (sets is null && ((nal[0] >> 1) & 63) is 19 or 20)
                BitPatch.Put(rbsp, 17, 1, 1);
            output.WriteRbsp(rbsp);
        }
        return output.WrittenSpan.ToArray();
    }
}
