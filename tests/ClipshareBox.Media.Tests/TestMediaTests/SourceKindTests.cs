using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

public class SourceKindTests(Cabinet cabinet) : IClassFixture<Cabinet>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Kinds => [.. SourceKinds.All.Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_frame_of_every_kind_is_read_back_in_order(string name)
    {
        var kind = SourceKinds.Named(name);
        var truth = await Truth.OfAsync(await cabinet.PathOfAsync(kind, Ct), Ct);

        Assert.Empty(truth.Errors);
        Assert.NotEmpty(truth.Frames);
        if (kind.Frames > 0)
            Assert.Equal(Enumerable.Range(0, kind.Frames), truth.Numbers);
        Assert.Equal(truth.Numbers.Order().Distinct(), truth.Numbers);
        Assert.Equal(truth.Frames.OrderBy(f => f.Pts).Select(f => f.Pts).Distinct(), truth.Frames.Select(f => f.Pts));
    }

    public static TheoryData<string> EvenKinds =>
        [.. SourceKinds.All.Where(k => k is { IsVariableRate: false, Frames: > 0 }).Select(k => k.Name)];

    [Theory]
    [MemberData(nameof(EvenKinds))]
    public async Task Frames_of_a_constant_rate_lie_on_its_grid(string name)
    {
        var kind = SourceKinds.Named(name);
        var frames = (await Truth.OfAsync(await cabinet.PathOfAsync(kind, Ct), Ct)).Frames;

        // Matroska rounds to whole ms.
        Assert.All(frames, f => Assert.Equal(f.Number / kind.Rate.ToDouble(), f.Seconds - frames[0].Seconds, 0.0011));
    }

    [Fact]
    public void No_two_kinds_share_a_name() =>
        Assert.Equal(SourceKinds.All.Count, SourceKinds.All.DistinctBy(k => k.Name).Count());
}
