using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

/// <summary>Makes gigabytes and takes minutes: run by name only.</summary>
public class LongFilmTests(Cabinet cabinet) : IClassFixture<Cabinet>
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static TheoryData<string> Names => ["film-10min", "film-2min-h264-gop2", "film-2min-hevc-open-gop4"];

    [Theory(Explicit = true)]
    [MemberData(nameof(Names))]
    public async Task Numbers_and_times_go_on_evenly_over_the_seams(string name)
    {
        SourceKind[] kinds = [LongFilm.Unrepeated(10), LongFilm.RepeatedH264(2, 2, ".mkv"), LongFilm.RepeatedHevc(2, ".mp4")];
        var kind = kinds.Single(k => k.Name == name);
        var film = await cabinet.PathOfAsync(kind, Ct);
        const int First = 1416; // a second before the first seam
        const int Count = 48;
        const double Frame = 1001 / 24000.0;

        var window = new FrameReading { FromSeconds = First * Frame, ToSeconds = (First + Count) * Frame };
        var shown = await FrameReader.ReadAsync(film, window, Ct);

        Assert.Empty(shown.Errors);
        Assert.Equal(Count, shown.Frames.Count);
        for (var i = 0; i < shown.Frames.Count; i++)
        {
            Assert.Equal(LongFilm.NumberOf(kind, First + i), shown.Frames[i].Number);
            Assert.Equal((First + i) * Frame, shown.Frames[i].Seconds, 0.0011);
        }
    }
}
