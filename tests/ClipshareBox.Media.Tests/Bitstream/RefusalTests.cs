using System.Buffers;
using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Bitstream.H264;
using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class RefusalTests(StreamMedia media)
{
    [Theory]
    [InlineData("h264-open", "h264-open-10bit")]
    [InlineData("h264-open", "h264-open-422")]
    [InlineData("h264-open", "h264-open-mbaff")]
    [InlineData("h264-open-mbaff", "h264-open")]
    [InlineData("hevc-open", "hevc-open-10bit")]
    public async Task A_piece_of_another_format_is_refused(string film, string piece)
    {
        var syntax = SeamSyntax.For((await media.FilmAsync(film)).SampleEntry)!;
        var entry = (await media.PieceAsync(piece, 3, 9)).SampleEntry;
        Refused(() => syntax.AddPiece(entry));
    }

    [Theory]
    [InlineData("h264-open", 15, "views")] // subset SPS
    [InlineData("h264-open", 20, "views")] // MVC and SVC slices
    [InlineData("h264-open", 2, "partitioned")]
    [InlineData("hevc-open", 63 << 1, "Dolby")]
    public async Task Streams_of_layers_or_partitions_are_refused(string recipe, byte header, string why)
    {
        var film = await media.FilmAsync(recipe);
        byte[] packet = [.. film.Packets[0].Data, 0, 0, 0, 3, header, 1, 2];
        Assert.Contains(why, Refused(() => SeamSyntax.For(film.SampleEntry)!.Classify(packet, true)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_HEVC_layer_is_refused_and_a_Dolby_RPU_is_kept()
    {
        var film = await media.FilmAsync("hevc-open");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        byte[] layered = [0, 0, 0, 3, 1 << 1, 1 << 3 | 1, 0x80];
        Refused(() => syntax.Classify(layered, false));

        byte[] dolby = [.. film.Packets[0].Data, 0, 0, 0, 4, 62 << 1, 1, 2, 3];
        var facts = syntax.Classify(dolby, true);
        var output = new ArrayBufferWriter<byte>();
        syntax.WriteCopied(dolby, facts, CopyStart.AfterSeam, output);
        Assert.Equal(dolby, output.WrittenSpan.ToArray());
    }

    [Fact]
    public async Task A_Dolby_film_with_pieces_is_no_longer_announced_as_one()
    {
        var film = await media.FilmAsync("hevc-open");
        var piece = (await media.PieceAsync("hevc-open", 3, 9)).SampleEntry;
        var syntax = SeamSyntax.For([.. film.SampleEntry, .. Dolby(compatibility: 1)])!;
        Assert.False(SampleEntry.Child(syntax.BuildSampleEntry(), "dvvC"u8).IsEmpty);
        syntax.AddPiece(piece);
        Assert.True(SampleEntry.Child(syntax.BuildSampleEntry(), "dvvC"u8).IsEmpty);
        Refused(() => SeamSyntax.For([.. film.SampleEntry, .. Dolby(compatibility: 0)])!.AddPiece(piece));
    }

    [Fact]
    public async Task A_copied_part_must_begin_with_a_random_access_picture()
    {
        var film = await media.FilmAsync("h264-open");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var facts = syntax.Classify(film.Packets[1].Data, false);
        Refused(() => syntax.WriteCopied(film.Packets[1].Data, facts, CopyStart.AfterSeam, new ArrayBufferWriter<byte>()));
    }

    [Fact]
    public async Task Field_pictures_are_told_and_refused_behind_an_open_seam_only()
    {
        var stop = TestContext.Current.CancellationToken;
        foreach (var open in new[] { false, true })
        {
            var path = media.NewPath("paff.mp4");
            await PaffStream.Kind("paff", ".mp4", open).MakeAsync(path, stop);
            var film = await StreamMedia.ReadAsync(path);
            var syntax = SeamSyntax.For(film.SampleEntry)!;
            var facts = film.Packets.Select(p => syntax.Classify(p.Data, p.Key)).ToList();
            Assert.All(facts, f => Assert.True(f.FieldPicture));
            var starts = facts.Index().Where(f => f.Item.RandomAccess).Select(f => f.Index).ToList();
            Assert.Equal(8, starts.Count);
            Assert.Equal(open ? 1 : 8, facts.Count(f => f.Idr));
            var start = film.Packets[starts[1]].Data;
            var output = new ArrayBufferWriter<byte>();
            if (open)
                Refused(() => syntax.WriteCopied(start, facts[starts[1]], CopyStart.AfterSeam, output));
            else
            {
                syntax.WriteCopied(start, facts[starts[1]], CopyStart.AfterSeam, output);
                Assert.Equal(start, output.WrittenSpan.ToArray());
            }
        }
    }

    [Fact]
    public async Task An_encoder_with_several_or_renumbered_sets_is_refused()
    {
        var film = await media.FilmAsync("h264-open");
        var piece = await media.PieceAsync("h264-open", 3, 9);
        var config = AvcConfig.Parse(SampleEntry.Child(piece.SampleEntry, "avcC"u8));
        var renumbered = Rbsp.Escape(UeEdit.Replace(Rbsp.Unescape(config.Pps[0]), H264Pps.IdBit, 1));
        AvcConfig[] others =
            [config with { Pps = [renumbered] }, config with { Pps = [config.Pps[0], renumbered] }, config with { Sps = [] }];
        foreach (var bad in others)
        {
            var entry = SampleEntry.Rebuild(piece.SampleEntry, "avc1"u8, "avcC"u8, bad.Build());
            Refused(() => SeamSyntax.For(film.SampleEntry)!.AddPiece(entry));
        }
    }

    [Fact]
    public async Task A_film_that_uses_every_id_leaves_none_for_a_piece()
    {
        var film = await media.FilmAsync("h264-open");
        var piece = (await media.PieceAsync("h264-open", 3, 9)).SampleEntry;
        var config = AvcConfig.Parse(SampleEntry.Child(film.SampleEntry, "avcC"u8));
        byte[][] all = [.. config.Pps, .. Enumerable.Range(15, 16).Select(id =>
            Rbsp.Escape(UeEdit.Replace(Rbsp.Unescape(config.Pps[0]), H264Pps.IdBit, id)))];
        ISeamSyntax For(int pps) => SeamSyntax.For(SampleEntry.Rebuild(
            film.SampleEntry, "avc1"u8, "avcC"u8, (config with { Pps = all[..pps] }).Build()))!;
        Assert.Equal(0, For(16).AddPiece(piece));
        Refused(() => For(17).AddPiece(piece));
    }

    private static byte[] Dolby(int compatibility) =>
        [0, 0, 0, 32, .. "dvvC"u8, 1, 0, 0x10, 0x35, (byte)(compatibility << 4), .. new byte[19]];

    private static string Refused(Action act)
    {
        var refused = Assert.Throws<MediaException>(act);
        Assert.Equal(MediaFault.CannotCut, refused.Fault);
        return refused.Message;
    }
}
