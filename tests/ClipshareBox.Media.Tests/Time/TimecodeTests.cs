using ClipshareBox.Media.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests;

public sealed class TimecodeTests
{
    private static readonly Rational Rate29 = new(30000, 1001);
    private static readonly Rational Rate59 = new(60000, 1001);

    private static readonly Rational[] UsualRates =
    [
        new(24000, 1001), new(24, 1), new(25, 1), Rate29, new(30, 1), new(48000, 1001), new(48, 1), new(50, 1), Rate59, new(60, 1),
        new(100, 1), new(120000, 1001), new(120, 1), new(25, 2),
    ];

    [Theory]
    [InlineData(0, "00:00:00;00")]
    [InlineData(1799, "00:00:59;29")]
    [InlineData(1800, "00:01:00;02")]
    [InlineData(17981, "00:09:59;29")]
    [InlineData(17982, "00:10:00;00")]
    [InlineData(107892, "01:00:00;00")]
    [InlineData(2589407, "23:59:59;29")]
    [InlineData(2589408, "00:00:00;00")]
    public void Drop_frame_names_at_29_97_skip_two_numbers_a_minute_but_none_in_each_tenth(long frame, string name) =>
        Assert.Equal(name, Timecode.FromFrame(frame, Rate29, dropFrame: true).ToString());

    [Theory]
    [InlineData(3599, "00:00:59;59")]
    [InlineData(3600, "00:01:00;04")]
    [InlineData(35964, "00:10:00;00")]
    [InlineData(215784, "01:00:00;00")]
    public void Drop_frame_names_at_59_94_skip_four_numbers(long frame, string name) =>
        Assert.Equal(name, Timecode.FromFrame(frame, Rate59, dropFrame: true).ToString());

    [Fact]
    public void Every_frame_of_a_day_has_one_drop_frame_name_and_the_next_frame_the_next_name()
    {
        foreach (var rate in new[] { Rate29, Rate59 })
        {
            var numbers = Timecode.NumbersInSecond(rate);
            var expected = 0L; // the name as a count of all numbers, skipped ones included
            for (var frame = 0L; frame < Timecode.FramesInDay(rate, true); frame++, expected++)
            {
                var minute = expected / (60 * numbers);
                if (expected % (60 * numbers) == 0 && minute % 10 != 0)
                    expected += numbers / 15;
                var fields = (Hours: (int)(minute / 60), Minutes: (int)(minute % 60), Seconds: (int)(expected / numbers % 60), Frames: (int)(expected % numbers));
                Assert.Equal(frame, Timecode.FromFields(fields.Hours, fields.Minutes, fields.Seconds, fields.Frames, true, rate)?.Frame);
            }
            Assert.Equal(24L * 3600 * numbers, expected);
        }
    }

    [Fact]
    public void A_frame_comes_back_from_its_name_over_24_hours_at_all_usual_rates()
    {
        var cases = from rate in Gen.Elements(UsualRates)
                    from drop in Timecode.AllowsDropFrame(rate) ? Gen.Elements(true, false) : Gen.Constant(false)
                    from frame in Gen.Choose(0, (int)Timecode.FramesInDay(rate, drop) - 1)
                    select Timecode.FromFrame(frame, rate, drop);
        Prop.ForAll(cases.ToArbitrary(), timecode => Timecode.Parse(timecode.ToString(), timecode.Rate) == timecode)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_frame_comes_back_from_its_millisecond_over_24_hours_at_all_usual_rates()
    {
        var cases = from rate in Gen.Elements(UsualRates)
                    from frame in Gen.Choose(0, (int)Timecode.FramesInDay(rate, false) - 1)
                    select (rate, frame: (long)frame);
        Prop.ForAll(cases.ToArbitrary(), c => FrameTime.FirstFrameFrom(FrameTime.ToMs(c.frame, c.rate), c.rate) == c.frame)
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void The_first_frame_from_a_millisecond_starts_there_or_later_and_the_one_before_it_earlier()
    {
        var cases = from rate in Gen.Elements(UsualRates)
                    from ms in Gen.Choose(0, 86_400_000)
                    select (rate, ms);
        Prop.ForAll(cases.ToArbitrary(), c =>
            {
                var frame = FrameTime.FirstFrameFrom(c.ms, c.rate);
                return FrameTime.ToMs(frame, c.rate) >= c.ms && (frame == 0 || FrameTime.ToMs(frame - 1, c.rate) < c.ms);
            })
            .QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("00:01:00;00", 30000, 1001, "skips this number")]
    [InlineData("00:59:00;01", 30000, 1001, "skips this number")]
    [InlineData("00:01:00;03", 60000, 1001, "skips this number")]
    [InlineData("00:00:10;00", 25, 1, "29.97 and 59.94 only")]
    [InlineData("00:00:10;00", 24000, 1001, "29.97 and 59.94 only")]
    [InlineData("00:00:10;00", 30, 1, "29.97 and 59.94 only")]
    [InlineData("00:00:10:25", 25, 1, "frames go from 00 to 24")]
    [InlineData("00:00:10:24", 24000, 1001, "frames go from 00 to 23")]
    [InlineData("24:00:00:00", 25, 1, "is no time")]
    [InlineData("00:60:00:00", 25, 1, "is no time")]
    [InlineData("12.5", 25, 1, "is no time")]
    [InlineData("1500", 25, 1, "is no timecode")]
    public void A_name_that_no_frame_has_is_refused_with_the_reason(string name, long num, long den, string reason)
    {
        var e = Assert.Throws<MediaException>(() => Timecode.Parse(name, new Rational(num, den)));
        Assert.Equal(MediaFault.BadRange, e.Fault);
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rates_above_a_hundred_have_frames_of_three_digits() =>
        Assert.Equal("00:00:01:007", Timecode.FromFrame(127, new Rational(120, 1)).ToString());

    [Fact]
    public void Drop_frame_names_cannot_be_made_at_other_rates() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Timecode.FromFrame(0, new Rational(25, 1), dropFrame: true));
}
