using System.Text.Json;

namespace ClipshareBox.Tests.Features.Sources;

public sealed class ListTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Pages_together_are_the_whole_list_once_in_order()
    {
        await using var box = await PlantedAsync(Enumerable.Range(1, 57).Select(i => $"Episode {i}.mkv"));
        var source = await box.AddSourceAsync(Ct);
        var titles = new List<string?>();
        for (var offset = 0; offset < 57; offset += 10)
        {
            using var answer = await box.Owner.GetAsync(new Uri($"/api/sources/{source}/libraries/root/items?offset={offset}&limit=10", UriKind.Relative), Ct);
            var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Ct)).RootElement;
            Assert.Equal(57, body.GetProperty("meta").GetProperty("pagination").GetProperty("total").GetInt32());
            titles.AddRange(body.GetProperty("data").EnumerateArray().Select(i => i.GetProperty("title").GetString()));
        }

        Assert.Equal(Enumerable.Range(1, 57).Select(i => $"Episode {i}"), titles);
    }

    [Fact]
    public async Task A_search_finds_all_words_in_any_order_whatever_their_case_and_takes_no_signs_for_wildcards()
    {
        await using var box = await PlantedAsync(["Cup/FINAL Second Half.mp4", "Cup/final first half.mp4", "100% ÜBER.mp4", "100 percent.mp4", "a_b.mp4", "axb.mp4"]);
        var source = await box.AddSourceAsync(Ct);

        Assert.Equal(["final first half", "FINAL Second Half"], await FoundAsync(box, "half CUP final"));
        Assert.Equal(["FINAL Second Half"], await FoundAsync(box, "second"));
        Assert.Equal(["100% ÜBER"], await FoundAsync(box, "100% über"));
        Assert.Equal(["a_b"], await FoundAsync(box, "a_b"));
        Assert.Empty(await FoundAsync(box, "' or 1=1 --"));
        Assert.Empty(await FoundAsync(box, "\\"));
        var within = await box.Owner.GetDataAsync($"/api/sources/{source}/libraries/root/items?search=half&sort=-title", Ct);
        Assert.Equal(["FINAL Second Half", "final first half"], within.EnumerateArray().Select(i => i.GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Films_can_be_sorted_by_length()
    {
        await using var box = await FilmBox.StartAsync(Ct);
        await box.CopyAsync("h264-25", "A.mp4", Ct);
        await box.CopyAsync("sound-opus-mkv", "B.mkv", Ct);
        var source = await box.AddSourceAsync(Ct);
        long[] lengths = [(await box.ProbedAsync("A", Ct)).GetProperty("durationMs").GetInt64(), (await box.ProbedAsync("B", Ct)).GetProperty("durationMs").GetInt64()];

        var items = await box.Owner.GetDataAsync($"/api/sources/{source}/libraries/root/items?sort=-duration", Ct);

        Assert.Equal(lengths.OrderDescending(), items.EnumerateArray().Select(i => i.GetProperty("durationMs").GetInt64()));
    }

    [Theory]
    [InlineData("/api/sources/{s}/libraries/root/items?sort=size;drop", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?limit=0", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?limit=501", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?offset=-1", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?offset=99999999999999", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?search=a%00b", 400)]
    [InlineData("/api/sources/{s}/libraries/root/items?search=a+b+c+d+e+f+g+h+i", 400)]
    [InlineData("/api/sources/{s}/libraries/none/items", 404)]
    [InlineData("/api/sources/{s}/libraries/f-%2e%2e/items", 404)]
    [InlineData("/api/sources/{s}/libraries/f-Li4/items", 404)]
    [InlineData("/api/sources/{s}/items/none", 404)]
    [InlineData("/api/sources/none/libraries", 404)]
    [InlineData("/api/sources/none/libraries/root/items", 404)]
    [InlineData("/api/sources/none/items/none", 404)]
    [InlineData("/api/media/search", 400)]
    [InlineData("/api/media/search?q=", 400)]
    [InlineData("/api/media/search?q=%01", 400)]
    [InlineData("/api/media/none", 404)]
    [InlineData("/api/media/..%2f..%2fetc%2fpasswd/file", 404)]
    [InlineData("/api/media/none/file", 404)]
    [InlineData("/api/media/none/frame.jpg?ms=0", 404)]
    public async Task What_is_not_there_or_makes_no_sense_is_refused_with_a_code(string address, int status)
    {
        await using var box = await FilmBox.StartAsync(Ct);
        var source = await box.AddSourceAsync(Ct);

        using var answer = await box.Owner.GetAsync(new Uri(address.Replace("{s}", source, StringComparison.Ordinal), UriKind.Relative), Ct);

        await Answers.ErrorAsync(answer, status, status == 400 ? "VALIDATION_ERROR" : "NOT_FOUND", Ct);
    }

    private static async Task<FilmBox> PlantedAsync(IEnumerable<string> names)
    {
        var box = await FilmBox.StartAsync(Ct);
        foreach (var path in names.Select(n => Path.Combine(box.Films, n)))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!); // it lies in a folder
            await File.WriteAllBytesAsync(path, [], Ct);
        }
        return box;
    }

    private static async Task<List<string?>> FoundAsync(FilmBox box, string q) =>
        [.. (await box.Owner.GetDataAsync($"/api/media/search?q={Uri.EscapeDataString(q)}", Ct)).EnumerateArray().Select(i => i.GetProperty("title").GetString())];
}
