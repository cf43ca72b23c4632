using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

public sealed class JoinTests(StreamMedia media)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(StreamRecipes.Names), MemberType = typeof(StreamRecipes))]
    public async Task A_joined_stream_decodes_to_the_very_frames_of_its_parts(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var head = await media.PieceAsync(recipe, 3, 9);
        var tail = await media.PieceAsync(recipe, 70, 72);
        var (copied, expected) = await MiddleAsync(film);

        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.Syntax.Classify(film.Packets[0].Data, true);
        joined.AddPiece(head);
        joined.AddCopied(copied);
        joined.AddPiece(tail);

        List<string> all = [.. await StreamMedia.HashesAsync(head.Path), .. expected];
        all.AddRange(await StreamMedia.HashesAsync(tail.Path));
        Assert.Equal(all, await DecodeAsync(joined, recipe));
    }

    [Theory]
    [MemberData(nameof(StreamRecipes.Names), MemberType = typeof(StreamRecipes))]
    public async Task A_stream_that_begins_with_its_copied_part_decodes_to_the_films_frames(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var (copied, expected) = await MiddleAsync(film);
        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.AddCopied(copied);
        Assert.Equal(expected, await DecodeAsync(joined, recipe));
    }

    [Fact]
    public async Task Every_random_access_picture_of_an_open_film_can_begin_the_copied_part()
    {
        foreach (var recipe in new[] { "h264-open-pyramid", "h264-open-weights", "hevc-open" })
        {
            var film = await media.FilmAsync(recipe);
            var all = await StreamMedia.HashesAsync(film.Path);
            var syntax = SeamSyntax.For(film.SampleEntry)!;
            for (var at = 0; at < film.Packets.Count; at++)
            {
                if (!syntax.Classify(film.Packets[at].Data, film.Packets[at].Key).RandomAccess)
                    continue;
                var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
                joined.AddCopied([.. film.Packets.Skip(at)]);
                Assert.Equal(Shown(film, film.Packets.Skip(at), all), await DecodeAsync(joined, recipe));
            }
        }
    }

    [Theory]
    [InlineData("h264-open-pyramid")]
    [InlineData("hevc-open")]
    public async Task A_film_copied_from_its_start_is_not_changed_by_a_bit(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.AddCopied(film.Packets, CopyStart.FileStart);
        Assert.Equal(film.Packets.SelectMany(p => p.Data), joined.Pictures.ToArray());
    }

    private async Task<string[]> DecodeAsync(JoinedStream joined, string recipe)
    {
        var path = media.NewPath(recipe + (recipe.StartsWith("hevc", StringComparison.Ordinal) ? ".hevc" : ".h264"));
        await File.WriteAllBytesAsync(path, joined.ToByteStream(), Stop);
        return await StreamMedia.HashesAsync(path);
    }

    // From the second random access picture to the last but one, as the cutter copies whole groups of pictures.
    private static async Task<(IReadOnlyList<TestPacket> Copied, string[] Hashes)> MiddleAsync(TestTrack film)
    {
        var syntax = SeamSyntax.For(film.SampleEntry)!;
        var starts = film.Packets.Index()
            .Where(p => syntax.Classify(p.Item.Data, p.Item.Key).RandomAccess).Select(p => p.Index).ToList();
        Assert.True(starts.Count >= 4);
        List<TestPacket> copied = [.. film.Packets.Take(starts[^1]).Skip(starts[1])];
        return (copied, Shown(film, copied, await StreamMedia.HashesAsync(film.Path)));
    }

    private static string[] Shown(TestTrack film, IEnumerable<TestPacket> copied, string[] all)
    {
        var order = film.Packets.Select(p => p.Pts).Order().ToList();
        Assert.Equal(order.Count, all.Length);
        var first = copied.First().Pts;
        return [.. copied.Where(p => p.Pts >= first).Select(p => p.Pts).Order().Select(pts => all[order.IndexOf(pts)])];
    }
}
