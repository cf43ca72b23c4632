using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class InBandSetTests(StreamMedia media)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sets_that_repeat_the_header_are_dropped()
    {
        var film = await media.FilmAsync("h264-closed");
        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.AddCopied(Repeating(film));
        Assert.Equal(film.Packets.SelectMany(p => p.Data), joined.Pictures.ToArray());
        Assert.Equal("avc1", SampleEntry.TypeOf(joined.Syntax.BuildSampleEntry()));
    }

    [Fact]
    public async Task A_film_whose_sets_change_keeps_them_among_its_pictures()
    {
        var film = await media.SpliceAsync("h264-open-pyramid", "h264-open-cavlc-slices", "h264-open-pyramid");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var starts = film.Packets.Index()
            .Where(p => syntax.Classify(p.Item.Data, p.Item.Key).RandomAccess).Select(p => p.Index).ToList();
        Assert.True(starts.Count > 8);
        var all = await StreamMedia.HashesAsync(film.Path);
        var order = film.Packets.Select(p => p.Pts).Order().ToList();
        var piece = await media.PieceAsync("h264-open-pyramid", 3, 9);
        foreach (var from in new[] { starts[1], starts[^2] })
        {
            var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
            joined.Syntax.Classify(film.Packets[0].Data, true);
            joined.AddPiece(piece);
            joined.AddCopied([.. film.Packets.Skip(from)]);
            var shown = film.Packets.Skip(from).Select(p => p.Pts).Where(pts => pts >= film.Packets[from].Pts).Order();
            var expected = (await StreamMedia.HashesAsync(piece.Path)).Concat(shown.Select(pts => all[order.IndexOf(pts)]));
            var path = media.NewPath("changing.h264");
            await File.WriteAllBytesAsync(path, joined.ToByteStream(), Stop);
            Assert.Equal(expected, await StreamMedia.HashesAsync(path));
            Assert.Equal(from == starts[1] ? "avc3" : "avc1", SampleEntry.TypeOf(joined.Syntax.BuildSampleEntry()));
        }
    }

    [Theory]
    [InlineData("h264-closed", "avc3")]
    [InlineData("hevc-closed", "hev1")]
    public async Task A_film_without_sets_in_its_header_is_cut_with_those_of_its_pictures(string recipe, string type)
    {
        var film = await media.FilmAsync(recipe);
        var bare = SampleEntry.Rebuild(
            film.SampleEntry, System.Text.Encoding.ASCII.GetBytes(type), type == "avc3" ? "avcC"u8 : "hvcC"u8, Bare(film, type));
        var packets = Repeating(film);
        var joined = new JoinedStream(SeamSyntax.For(bare)!);
        joined.Syntax.Classify(packets[0].Data, true);
        joined.AddPiece(await media.PieceAsync(recipe, 3, 9));
        joined.AddCopied(packets);
        Assert.Equal(type, SampleEntry.TypeOf(joined.Syntax.BuildSampleEntry()));
        var path = media.NewPath(type == "avc3" ? "bare.h264" : "bare.hevc");
        await File.WriteAllBytesAsync(path, joined.ToByteStream(), Stop);
        Assert.Equal(await StreamMedia.HashesAsync(film.Path), (await StreamMedia.HashesAsync(path)).Skip(7));
    }

    [Fact]
    public async Task A_set_that_takes_a_pieces_id_is_refused()
    {
        var film = await media.FilmAsync("h264-closed");
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        syntax.AddPiece((await media.PieceAsync("h264-closed", 3, 9)).SampleEntry);
        var taken = JoinedStream.SetsOf(syntax.BuildSampleEntry()).Last();
        byte[] packet = [0, 0, 0, (byte)taken.Length, .. taken];
        Assert.Throws<MediaException>(() => syntax.Classify(packet, false));
    }

    [Fact]
    public async Task Equal_pieces_share_their_sets_and_others_get_their_own()
    {
        var syntax = SeamSyntax.For((await media.FilmAsync("h264-open")).SampleEntry)!;
        var one = syntax.AddPiece((await media.PieceAsync("h264-open", 3, 9)).SampleEntry);
        Assert.Equal(one, syntax.AddPiece((await media.PieceAsync("h264-open", 70, 72)).SampleEntry));
        Assert.NotEqual(one, syntax.AddPiece((await media.PieceAsync("h264-scaling-lists", 3, 9)).SampleEntry));
        var sets = JoinedStream.SetsOf(syntax.BuildSampleEntry()).ToList();
        Assert.Equal(6, sets.Count);
        Assert.Equal(6, sets.Select(Convert.ToHexString).Distinct().Count());
    }

    private static List<TestPacket> Repeating(TestTrack film) =>
        [.. film.Packets.Select(p => p.Key ? p with { Data = [.. Sets(film), .. p.Data] } : p)];

    private static byte[] Bare(TestTrack film, string type) => type == "avc3"
        ? (AvcConfig.Parse(SampleEntry.Child(film.SampleEntry, "avcC"u8)) with { Sps = [], Pps = [] }).Build()
        : (HvcConfig.Parse(SampleEntry.Child(film.SampleEntry, "hvcC"u8)) with { Arrays = [] }).Build();

    private static byte[] Sets(TestTrack film)
    {
        var written = new System.Buffers.ArrayBufferWriter<byte>();
        foreach (var set in JoinedStream.SetsOf(film.SampleEntry).Where(IsParameterSet))
            written.WriteNal(set);
        return written.WrittenSpan.ToArray();

        bool IsParameterSet(byte[] nal) =>
            SampleEntry.TypeOf(film.SampleEntry) == "avc1" || ((nal[0] >> 1) & 63) is >= 32 and <= 34;
    }
}
