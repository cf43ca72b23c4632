using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class RecordTests(StreamMedia media)
{
    [Theory]
    [InlineData("h264-closed")]
    [InlineData("h264-open-422")]
    public async Task An_avcC_is_built_as_it_was_read(string recipe)
    {
        var payload = SampleEntry.Child((await media.FilmAsync(recipe)).SampleEntry, "avcC"u8).ToArray();
        var config = AvcConfig.Parse(payload);
        Assert.Equal((1, 1, 4), (config.Sps.Count, config.Pps.Count, config.LengthSize));
        Assert.Equal(payload, config.Build());
    }

    [Theory]
    [InlineData("hevc-open")]
    [InlineData("hevc-open-422")]
    public async Task An_hvcC_is_built_as_it_was_read(string recipe)
    {
        var payload = SampleEntry.Child((await media.FilmAsync(recipe)).SampleEntry, "hvcC"u8).ToArray();
        var config = HvcConfig.Parse(payload);
        Assert.Equal(4, config.LengthSize);
        Assert.Equal(payload, config.Build());
    }

    [Theory]
    [InlineData("h264-open", "avcC")]
    [InlineData("hevc-open", "hvcC")]
    public async Task A_record_cut_short_is_a_media_fault(string recipe, string box)
    {
        var entry = (await media.FilmAsync(recipe)).SampleEntry;
        var payload = SampleEntry.Child(entry, box == "avcC" ? "avcC"u8 : "hvcC"u8).ToArray();
        var last = box == "avcC" ? payload.Length - AvcConfig.Parse(payload).Extension.Length : payload.Length;
        for (var length = 0; length < last; length++)
            Assert.Throws<MediaException>(() => Parse(box, payload.AsSpan(0, length)));
    }

    private static object Parse(string box, ReadOnlySpan<byte> payload) =>
        box == "avcC" ? AvcConfig.Parse(payload) : HvcConfig.Parse(payload);

    [Fact]
    public async Task A_finished_entry_keeps_its_other_boxes_and_loses_the_bit_rate()
    {
        var film = await media.FilmAsync("h264-closed");
        byte[] mastering = [0, 0, 0, 12, .. "mdcv"u8, 1, 2, 3, 4];
        byte[] odd = [.. film.SampleEntry, .. mastering, 0, 0, 0, 0];
        Assert.False(SampleEntry.Child(odd, "btrt"u8).IsEmpty);
        var made = SeamSyntax.For(odd)!.BuildSampleEntry();
        Assert.Equal(made.Length, System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(made));
        Assert.True(SampleEntry.Child(made, "btrt"u8).IsEmpty);
        Assert.Equal([1, 2, 3, 4], SampleEntry.Child(made, "mdcv"u8).ToArray());
        Assert.Equal(SampleEntry.Child(odd, "pasp"u8).ToArray(), SampleEntry.Child(made, "pasp"u8).ToArray());
        Assert.Equal(SampleEntry.Child(odd, "avcC"u8).ToArray(), SampleEntry.Child(made, "avcC"u8).ToArray());
    }

    [Fact]
    public void Other_codecs_have_no_seam_syntax()
    {
        Assert.Null(SeamSyntax.For([0, 0, 0, 8, .. "av01"u8]));
        Assert.Null(SeamSyntax.For([]));
        Assert.Throws<MediaException>(() => SeamSyntax.For([0, 0, 0, 8, .. "avc1"u8]));
    }
}
