using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;
using Xunit;

namespace ClipshareBox.Media.Tests.Probe;

public sealed class NominalRateTests
{
    [Theory]
    [InlineData("30000/1001", "30000/1001", false, "30000/1001", "a plain file")]
    [InlineData("24000/1001", "2997/125", false, "24000/1001", "an average off by a rounded duration")]
    [InlineData("60000/1001", "30000/1001", true, "30000/1001", "fields counted")]
    [InlineData("50/1", "25/1", true, "25/1", "fields counted")]
    [InlineData("60000/1001", "29951/1000", true, "30000/1001", "fields counted, average rounded")]
    [InlineData("50/1", "50/1", true, "50/1", "a field a frame")]
    [InlineData("90000/1", "25/1", false, "25/1", "the container's clock")]
    [InlineData("90000/1", "29.97", false, "0/0", "nothing usable")]
    [InlineData("90000/1", "2987/100", false, "30000/1001", "a camera with frames left out")]
    [InlineData("1000/1", "59939/1000", false, "60000/1001", "an average near a usual rate")]
    [InlineData("120/1", "27/1", false, "30000/1001", "24 and 30 mixed")]
    [InlineData("30/1", "27/1", false, "30/1", "30 with frames left out")]
    [InlineData("60/1", "30000/1001", false, "30000/1001", "an average that is exact")]
    [InlineData("120000/1001", "120000/1001", false, "120000/1001", "high rate")]
    [InlineData("25/2", "25/2", false, "25/2", "12.5")]
    [InlineData("17/1", "17/1", false, "17/1", "an unusual constant rate")]
    [InlineData("0/0", "25/1", false, "25/1", "only an average")]
    [InlineData("25/1", "0/0", false, "25/1", "only the lowest")]
    [InlineData("0/0", "0/0", false, "0/0", "neither")]
    [InlineData("90000/1", "90000/1", false, "0/0", "no rate at all")]
    public void The_nominal_rate_is_that_of_frames(string lowest, string average, bool interlaced, string expected, string what) =>
        Assert.True(
            NominalRate.Choose(Rational.Parse(lowest), Rational.Parse(average), interlaced) == Rational.Parse(expected),
            $"{what}: {NominalRate.Choose(Rational.Parse(lowest), Rational.Parse(average), interlaced)}");
}
