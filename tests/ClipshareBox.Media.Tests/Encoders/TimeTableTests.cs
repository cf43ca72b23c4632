using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class TimeTableTests
{
    [Fact]
    public async Task Any_list_of_times_comes_out_of_ffmpeg_as_it_went_in()
    {
        var random = new System.Random(5);
        long[] times = [0, .. Enumerable.Range(0, 120).Select(_ => (long)random.Next(1, 4)).Aggregate(new List<long>(), (sum, step) =>
        {
            sum.Add((sum.Count == 0 ? 0 : sum[^1]) + step);
            return sum;
        })];

        var expression = FilterText.Value(TimeTable.Expression(times));
        var text = System.Text.Encoding.ASCII.GetString(await Clip.RunAsync("ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", $"color=s=16x16:r=25,trim=end_frame={times.Length - 1}", "-vf", $"settb=1/1000,setpts={expression}",
                "-fps_mode", "passthrough", "-enc_time_base", "1:1000", "-c:v", "rawvideo", "-f", "framecrc", "-"]));

        var got = text.Split('\n').Where(l => l.StartsWith("0,", StringComparison.Ordinal)).Select(l => long.Parse(l.Split(',')[2]));
        Assert.Equal(times[..^1], got);
    }

    [Fact]
    public void Times_too_wild_for_one_argument_are_refused()
    {
        var times = Enumerable.Range(0, 20_000).Select(i => i * 100L + i * 7919 % 31).ToArray();

        Assert.Equal(MediaFault.CannotCut, Assert.Throws<MediaException>(() => TimeTable.Expression(times)).Fault);
    }

    [Fact]
    public void A_grid_rounded_to_whole_milliseconds_is_found_at_any_place() =>
        Prop.ForAll<NonNegativeInt, PositiveInt>((from, count) =>
        {
            Rational[] rates = [new(24_000, 1001), new(25, 1), new(30_000, 1001), new(50, 1), new(60_000, 1001)];
            return rates.All(rate =>
            {
                var pts = Enumerable.Range(from.Get, count.Get + 4).Select(i => Rational.MulDiv(i, 1000 * rate.Den, rate.Num)).ToArray();
                var window = new SourceWindow(pts[..^1], pts[^1], EndIsFrame: true, new Rational(1, 1000), null);
                return window.ConstantRate(new Rational(rate.Num * 2, rate.Den)) == rate || pts.Length < 6;
            });
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_missing_frame_or_a_pause_makes_a_rate_variable()
    {
        SourceWindow Window(params long[] pts) => new(pts[..^1], pts[^1], EndIsFrame: true, new Rational(1, 1000), null);

        Assert.Equal(new Rational(25, 1), Window(0, 40, 80, 120, 160).ConstantRate(new Rational(25, 1)));
        Assert.Null(Window(0, 40, 120, 160, 200).ConstantRate(new Rational(25, 1)));
        Assert.Null(Window(0, 40, 80, 120, 260).ConstantRate(new Rational(25, 1)));
    }
}
