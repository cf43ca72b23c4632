using ClipshareBox.Media.Isom;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

public sealed class BoxReaderTests
{
    [Fact]
    public void Boxes_of_every_size_notation_are_walked_in_order()
    {
        byte[] data =
        [
            .. Box("free", [1, 2, 3]),
            .. new byte[] { 0, 0, 0, 1, (byte)'m', (byte)'d', (byte)'a', (byte)'t', 0, 0, 0, 0, 0, 0, 0, 18, 7, 8 },
            .. new byte[] { 0, 0, 0, 0, (byte)'s', (byte)'k', (byte)'i', (byte)'p', 9 },
        ];
        var seen = new List<string>();
        foreach (var box in new BoxReader(data))
            seen.Add($"{BoxType.Name(box.Type)} {Convert.ToHexString(box.Body.Span)}");
        Assert.Equal(["free 010203", "mdat 0708", "skip 09"], seen);
    }

    [Fact]
    public void A_path_leads_to_a_box_inside_others()
    {
        var data = Box("moov", [.. Box("mvhd", [1]), .. Box("trak", Box("mdia", Box("hdlr", "\0\0\0\0\0\0\0\0vide"u8)))]);
        var moov = new BoxReader(data).First(BoxType.Moov)!.Value;
        Assert.Equal(BoxType.Of("vide"), moov.Find(BoxType.Trak, BoxType.Mdia, BoxType.Hdlr)!.Value.U32(8));
        Assert.Null(moov.Find(BoxType.Trak, BoxType.Mdia, BoxType.Stss));
        Assert.Contains("'stss' is missing", Fault(() => moov.Need(BoxType.Trak, BoxType.Stss)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_zero_word_that_quicktime_puts_behind_the_last_box_is_passed_over()
    {
        var boxes = 0;
        foreach (var _ in new BoxReader((byte[])[.. Box("free", []), 0, 0, 0, 0]))
            boxes++;
        Assert.Equal(1, boxes);
    }

    [Theory]
    [InlineData("0000000766726565")] // smaller than its header
    [InlineData("0000000966726565")] // larger than what holds it
    [InlineData("0000000166726565000000000000000F")] // a 64-bit size smaller than its header
    [InlineData("0000000166726565FFFFFFFFFFFFFFFF")] // a negative one
    [InlineData("000000016672656500000000")] // one cut off
    public void A_size_that_cannot_be_is_a_fault(string hex)
    {
        var data = Convert.FromHexString(hex);
        Fault(() => new BoxReader(data).First(BoxType.Moov));
    }

    [Fact]
    public void Reading_behind_a_boxs_end_or_nesting_without_end_is_a_fault()
    {
        var box = new BoxReader(Box("mvhd", [0, 0, 0, 1, 2])).First(BoxType.Mvhd)!.Value;
        Assert.Equal(1u, box.U32(0));
        Fault(() => box.U32(2));
        Fault(() => box.U8(-1));
        Fault(() => box.Slice(0, long.MaxValue));
        Fault(() => box.ChildrenFrom(6));

        var deep = Box("moov", []);
        for (var i = 0; i < 40; i++)
            deep = Box("moov", deep);
        var at = new BoxReader(deep).First(BoxType.Moov)!.Value;
        Fault(() =>
        {
            while (at.Find(BoxType.Moov) is { } inner)
                at = inner;
        });
    }

    private static MediaException Fault(Action action)
    {
        var fault = Assert.Throws<MediaException>(action);
        Assert.Equal(MediaFault.NotMedia, fault.Fault);
        return fault;
    }

    private static byte[] Box(string type, ReadOnlySpan<byte> body) =>
        [0, 0, (byte)((body.Length + 8) >> 8), (byte)(body.Length + 8), .. System.Text.Encoding.Latin1.GetBytes(type), .. body];
}
