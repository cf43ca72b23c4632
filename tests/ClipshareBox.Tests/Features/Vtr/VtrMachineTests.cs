using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Tests.Features.Vtr;

/// <summary>The table of docs/playout.md, cell by cell.</summary>
public sealed class VtrMachineTests
{
    private static readonly RollClip One = new("1", "b1", "w", 1, "", "", 4_000, 100, new Rational(25, 1)) { OutMs = 4_000 };
    private static readonly RollClip Two = One with { Id = "2" };

    [Theory]
    [InlineData("Empty", "Cue", "Cued 2")]
    [InlineData("Empty", "Roll", "refused")]
    [InlineData("Empty", "Fire", "Rolling 2")]
    [InlineData("Empty", "Stop", "ignored")]
    [InlineData("Empty", "Hold", "refused")]
    [InlineData("Empty", "Eject", "ignored")]
    [InlineData("Empty", "End", "ignored")]
    [InlineData("Cued", "Cue", "Cued 2")]
    [InlineData("Cued", "Roll", "Rolling 1")]
    [InlineData("Cued", "Fire", "Rolling 2")]
    [InlineData("Cued", "Stop", "ignored")]
    [InlineData("Cued", "Hold", "refused")]
    [InlineData("Cued", "Eject", "Empty")]
    [InlineData("Cued", "End", "ignored")]
    [InlineData("Rolling", "Cue", "refused")]
    [InlineData("Rolling", "Roll", "ignored")]
    [InlineData("Rolling", "Fire", "ignored")]
    [InlineData("Rolling", "Stop", "Cued 1")]
    [InlineData("Rolling", "Hold", "Held 1")]
    [InlineData("Rolling", "Eject", "refused")]
    [InlineData("Rolling", "End", "Empty")]
    [InlineData("Held", "Cue", "refused")]
    [InlineData("Held", "Roll", "refused")]
    [InlineData("Held", "Fire", "refused")]
    [InlineData("Held", "Stop", "Cued 1")]
    [InlineData("Held", "Hold", "ignored")]
    [InlineData("Held", "Eject", "refused")]
    [InlineData("Held", "End", "ignored")]
    public void Each_key_in_each_state(string state, string key, string wanted)
    {
        var before = new VtrTape { Phase = Enum.Parse<VtrPhase>(state), Clip = state == "Empty" ? null : One, RollId = 7, PositionMs = 0, SinceTicks = 0 };

        var (after, verdict, text) = VtrMachine.Press(before, Enum.Parse<VtrKey>(key), key is "Cue" or "Fire" ? Two : null, TimeSpan.TicksPerSecond);

        var shown = verdict == VtrVerdict.Done ? $"{after.Phase} {after.Clip?.Id}".TrimEnd() : verdict.ToString().ToLowerInvariant();
        Assert.Equal(wanted, shown);
        if (verdict == VtrVerdict.Done)
            Assert.Equal(after.Phase == VtrPhase.Rolling ? 8 : 7, after.RollId);
        else
            Assert.True(after == before && text?.Length > 0, "what is not done changes nothing and says why");
    }

    [Fact]
    public void A_held_clip_stands_where_it_was_and_a_rolling_one_never_goes_behind_its_out()
    {
        var rolling = new VtrTape { Phase = VtrPhase.Rolling, Clip = One with { InMs = 500, OutMs = 3_500 }, SinceTicks = 0 };

        var held = VtrMachine.Press(rolling, VtrKey.Hold, null, 12 * TimeSpan.TicksPerSecond / 10).Tape;

        Assert.Equal(1_200, held.PositionAt(99 * TimeSpan.TicksPerSecond));
        Assert.Equal(3_000, rolling.PositionAt(99 * TimeSpan.TicksPerSecond));
    }
}
