using ClipshareBox.Media.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests;

public sealed class MarkTimeTests
{
    private static readonly Rational Rate25 = new(25, 1);
    private static readonly Rational Rate29 = new(30000, 1001);

    [Theory]
    [InlineData("0", 0)]
    [InlineData("61500", 61_500)]
    [InlineData(" 61500 ", 61_500)]
    [InlineData("1:01", 61_000)]
    [InlineData("1:01.5", 61_500)]
    [InlineData("90:00", 5_400_000)]
    [InlineData("00:01:01.500", 61_500)]
    [InlineData("00:01:01,500", 61_500)]
    [InlineData("1:00:00", 3_600_000)]
    [InlineData("26:00:00.001", 93_600_001)]
    [InlineData("00:01:01:12", 61_480)]
    [InlineData("23:59:59:24", 86_399_960)]
    public void Milliseconds_clock_times_and_timecodes_name_the_same_instants(string text, long ms) =>
        Assert.Equal(ms, MarkTime.Parse(text).ToMs(Rate25));

    [Theory]
    [InlineData("00:00:00;01", 33)]
    [InlineData("00:00:00;02", 67)]
    [InlineData("00:01:00;02", 60_060)]
    [InlineData("01;00;00;00", 3_599_996)]
    [InlineData("01:00:00:00", 3_603_600)]
    public void A_timecode_names_its_frames_start_rounded_to_a_millisecond(string text, long ms) =>
        Assert.Equal(ms, MarkTime.Parse(text).ToMs(Rate29));

    [Theory]
    [InlineData("")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("1:60")]
    [InlineData("1:60:00")]
    [InlineData("1:2")]
    [InlineData("10:00:00:0")]
    [InlineData("10:00:00:00:00")]
    [InlineData("0:01.5000")]
    [InlineData("1e3")]
    [InlineData("12s")]
    [InlineData("9999999999999999999999")]
    [InlineData("00:00:01:12\n")]
    [InlineData("٣٠")]
    public void Anything_else_is_refused(string text) => Assert.Equal(text.Trim() != text, MarkTime.TryParse(text, out _, out _));

    [Fact]
    public void A_timecode_counts_from_the_sources_first_frame()
    {
        var start = Timecode.Parse("10:00:00:00", Rate25);
        Assert.Equal(5_040, MarkTime.Parse("10:00:05:01").ToMs(Rate25, start));
        Assert.Equal(5_040, MarkTime.Parse("5040").ToMs(Rate25, start));
        var e = Assert.Throws<MediaException>(() => MarkTime.Parse("09:59:59:24").ToMs(Rate25, start));
        Assert.Contains("10:00:00:00", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_recording_across_midnight_goes_on_behind_it() =>
        Assert.Equal(20_000, MarkTime.Parse("00:00:10:00").ToMs(Rate25, Timecode.Parse("23:59:50:00", Rate25)));

    [Fact]
    public void A_drop_frame_source_has_only_one_count_however_its_marks_are_written()
    {
        var start = Timecode.Parse("01:00:00;00", Rate29);
        Assert.Equal(MarkTime.Parse("01:01:00;02").ToMs(Rate29, start), MarkTime.Parse("01:01:00:02").ToMs(Rate29, start));
        var nonDrop = Timecode.Parse("01:00:00:00", Rate29);
        Assert.Throws<MediaException>(() => MarkTime.Parse("01:01:00;02").ToMs(Rate29, nonDrop));
    }

    [Fact]
    public void A_timecode_without_a_rate_is_refused() =>
        Assert.Contains("in ms", Assert.Throws<MediaException>(() => MarkTime.Parse("00:00:01:00").ToMs(default)).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_read_or_refused_and_never_more()
    {
        var texts = Gen.Elements("0123456789:;.,-+ \u0660x".ToCharArray()).ArrayOf().Select(c => new string(c));
        Prop.ForAll(texts.ToArbitrary(), text => MarkTime.TryParse(text, out var mark, out var reason)
                ? reason.Length == 0 && (mark.IsTimecode || mark.ToMs(default) >= 0)
                : reason.Length > 0)
            .QuickCheckThrowOnFailure();
    }
}
