using FsCheck;
using FsCheck.Fluent;
using TestMedia;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

public class NumberBarTests
{
    [Fact]
    public void Every_number_is_read_back_at_every_width() =>
        Prop.ForAll(Numbers(), Widths(), (number, width) => Read(number, new byte[width]) == number).QuickCheckThrowOnFailure();

    [Fact]
    public void A_bar_that_is_scaled_by_blending_is_read_back() =>
        Prop.ForAll(Numbers(), number => NumberBar.Read(Halved(Drawn(number, 640))) == number).QuickCheckThrowOnFailure();

    [Fact]
    public void A_blend_of_two_numbers_is_unreadable() =>
        Prop.ForAll(Numbers(), Numbers(), (a, b) => a % 4096 == b % 4096 || NumberBar.Read(Blend(a, b)) == NumberBar.Unreadable)
            .QuickCheckThrowOnFailure();

    [Fact]
    public void A_turned_over_cell_of_the_low_bits_is_unreadable() =>
        Prop.ForAll(Numbers(), Gen.Choose(0, 11).ToArbitrary(), (number, cell) => NumberBar.Read(Turned(number, cell)) == NumberBar.Unreadable)
            .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(128)]
    [InlineData(255)]
    public void A_plain_picture_has_no_number(byte luma)
    {
        var row = new byte[640];
        row.AsSpan().Fill(luma);
        Assert.Equal(NumberBar.Unreadable, NumberBar.Read(row));
    }

    [Fact]
    public void A_number_of_more_than_twenty_bits_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => NumberBar.Draw(NumberBar.MaxNumber + 1, new byte[640]));

    [Theory]
    [InlineData(240)]
    [InlineData(360)]
    [InlineData(480)]
    [InlineData(1080)]
    [InlineData(2160)]
    public void The_line_that_is_read_lies_inside_the_bar(int height) =>
        Assert.InRange(NumberBar.ReadLineOf(height) + 1, 1, NumberBar.HeightOf(height) - 2);

    private static Arbitrary<int> Numbers() => Gen.Choose(0, NumberBar.MaxNumber).ToArbitrary();

    private static Arbitrary<int> Widths() => Gen.Choose(2 * NumberBar.Cells, 3840).ToArbitrary();

    private static int Read(int number, byte[] row)
    {
        NumberBar.Draw(number, row);
        return NumberBar.Read(row);
    }

    private static byte[] Drawn(int number, int width)
    {
        var row = new byte[width];
        NumberBar.Draw(number, row);
        return row;
    }

    private static byte[] Halved(byte[] row) => [.. row.Chunk(3).Select(c => (byte)c.Average(v => v))];

    private static byte[] Blend(int a, int b) =>
        [.. Drawn(a, 640).Zip(Drawn(b, 640), (x, y) => (byte)((x + y) / 2))];

    private static byte[] Turned(int number, int cell)
    {
        var row = Drawn(number, 640);
        foreach (ref var luma in row.AsSpan(cell * 20, 20))
            luma = (byte)(251 - luma);
        return row;
    }
}
