using System.Numerics;
using ClipshareBox.Features.Decks;
using ClipshareBox.Media.Time;
using FsCheck;
using FsCheck.Fluent;

namespace ClipshareBox.Tests.Features.Decks;

/// <summary>The arithmetic of movement, against the same sums in fractions of any size.</summary>
public sealed class DeckMotionTests
{
    private static readonly Rational[] Rates =
        [new(24, 1), new(24000, 1001), new(25, 1), new(30000, 1001), new(50, 1), new(60000, 1001), new(120, 1), new(15000, 1001)];

    private static readonly Gen<(Rational Rate, long Frame, int SpeedMilli, long Ticks)> Moves =
        from rate in Gen.Elements(Rates)
        from frame in Gen.Choose(0, 500_000)
        from speed in Gen.Choose(-64_000, 64_000).Where(s => s != 0)
        from ms in Gen.Choose(0, 20_000_000)
        from rest in Gen.Choose(0, 9_999)
        select (rate, (long)frame, speed, (ms * 10_000L) + rest);

    [Fact]
    public void The_frame_on_the_picture_is_the_exact_one() => Prop.ForAll(Moves.ToArbitrary(), move =>
    {
        var scale = new DeckScale(move.Rate, 1_000_000, 1);
        var motion = DeckMotion.Still(scale, move.Frame, 77).AtSpeed(move.SpeedMilli, 77);

        // frame + ticks/10^7 s × rate × speed, rounded down; backwards the frame that stood is shown for its whole length first.
        var shift = FloorDiv(new BigInteger(move.Ticks) * move.SpeedMilli * move.Rate.Num * 1_000_000, new BigInteger(10_000_000_000) * move.Rate.Den);
        var micro = (new BigInteger(move.Frame) * 1_000_000) + (move.SpeedMilli < 0 ? 999_999 : 0) + shift;
        var wanted = BigInteger.Max(0, BigInteger.Min(999_999, FloorDiv(micro, 1_000_000)));
        Assert.Equal((long)wanted, motion.FrameAt(77 + move.Ticks));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_known_to_the_tick_when_a_frame_came_on_the_picture() => Prop.ForAll(Moves.ToArbitrary(), move =>
    {
        var scale = new DeckScale(move.Rate, 1_000_000_000, 1);
        var motion = DeckMotion.Still(scale, 500_000_000, 0).AtSpeed(move.SpeedMilli, 0);
        var frame = motion.FrameAt(move.Ticks);
        var since = motion.ShownSince(move.Ticks);

        Assert.InRange(since, 0, move.Ticks);
        Assert.Equal(frame, motion.FrameAt(since));
        if (frame != 500_000_000)
            Assert.NotEqual(frame, motion.FrameAt(since - 1));
        Assert.Equal(12_345, DeckMotion.Still(scale, move.Frame, 5).ShownSince(12_345));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_place_between_two_millionths_of_a_frame_loses_no_tick()
    {
        var motion = DeckMotion.Still(new DeckScale(new Rational(24000, 1001), 1_000_000_000, 1), 500_000_000, 0).AtSpeed(779, 0);

        var since = motion.ShownSince(173_292_211_533);

        Assert.Equal((500_323_663, 500_323_662), (motion.FrameAt(since), motion.FrameAt(since - 1)));
    }

    [Fact]
    public void An_hour_of_play_in_uneven_looks_ends_on_the_same_frame_as_in_one() => Prop.ForAll(Moves.ToArbitrary(), move =>
    {
        var scale = new DeckScale(move.Rate, 1_000_000_000, 1);
        var whole = DeckMotion.Still(scale, 500_000_000, 0).AtSpeed(move.SpeedMilli, 0);
        var pieces = whole;
        for (var i = 1; i <= 10; i++)
            pieces = pieces.AtSpeed(move.SpeedMilli, move.Ticks * i / 10);

        // Each new anchor rounds by less than a millionth of a frame.
        Assert.InRange(whole.FrameAt(move.Ticks) - pieces.FrameAt(move.Ticks), 0, 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_end_is_reached_when_it_is_said_and_not_a_frame_before() => Prop.ForAll(Moves.ToArbitrary(), move =>
    {
        var scale = new DeckScale(move.Rate, 500_001, 1);
        var motion = DeckMotion.Still(scale, move.Frame, 5).AtSpeed(move.SpeedMilli, 5);
        var end = motion.EndsAtTicks ?? throw new InvalidOperationException("It moves.");
        var edge = move.SpeedMilli > 0 ? scale.LastFrame : 0;

        Assert.Equal(edge, motion.FrameAt(end));
        if (end - 2 > 5)
            Assert.NotEqual(edge, motion.FrameAt(end - 2 - (move.SpeedMilli < 0 ? OneMicro(move) : 0)));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_frame_and_its_start_in_ms_name_each_other() => Prop.ForAll(Moves.ToArbitrary(), move =>
    {
        var scale = new DeckScale(move.Rate, 1_000_000, long.MaxValue);
        Assert.Equal(move.Frame, scale.FrameAt(scale.ToMs(move.Frame)));
        Assert.Equal(Math.Max(0, move.Frame - 1), scale.FrameAt(Math.Max(0, scale.ToMs(move.Frame) - 1)));
    }).QuickCheckThrowOnFailure();

    private static long OneMicro((Rational Rate, long Frame, int SpeedMilli, long Ticks) move) =>
        (10_000 * move.Rate.Den / (move.Rate.Num * Math.Abs((long)move.SpeedMilli))) + 1;

    private static BigInteger FloorDiv(BigInteger a, BigInteger b)
    {
        var quotient = BigInteger.DivRem(a, b, out var rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }
}
