using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

/// <summary>What reading a film through the cache costs, counted at the server.</summary>
public sealed class CacheFiguresTests(SmallFilm film) : IClassFixture<SmallFilm>
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_second_clip_costs_little_more_than_its_own_bytes_and_a_first_one_little_more_than_a_copy()
    {
        // A plain copy from a server that stops where ffmpeg closes: Kestrel would count what it wrote to closed connections.
        using var scratch = new Scratch();
        await using var file = FileByteSource.Open(scratch.Write("film.mp4", film.Bytes));
        await using var plain = LoopbackServer.Start(file, TimeProvider.System);
        await CutAsync(["-i", plain.Address], at: 5);

        await using var server = await FilmServer.StartAsync(film.Bytes);
        await using var source = await OpenSource.OpenAsync(
            new MediaSource(server.Address + "/film.mp4"), null, TimeProvider.System, _ct);
        var first = await CutAsync(source.FfmpegInput, at: 5);
        var firstRead = server.BytesSent;
        var second = await CutAsync(source.FfmpegInput, at: 23);
        var secondRead = server.BytesSent - firstRead;
        await CutAsync(source.FfmpegInput, at: 23);
        var againRead = server.BytesSent - firstRead - secondRead;

        TestContext.Current.TestOutputHelper?.WriteLine(
            $"copy read {file.BytesRead:N0}; first {firstRead:N0} for {first:N0}; "
            + $"second {secondRead:N0} for {second:N0}; again {againRead:N0}");
        Assert.InRange(second, 8_000_000, 13_000_000);
        Assert.True(firstRead <= 1.3 * file.BytesRead, $"first cut read {firstRead:N0}, copy {file.BytesRead:N0}");
        Assert.True(secondRead <= 1.2 * second + 1_000_000, $"second cut read {secondRead:N0} for a clip of {second:N0}");
        // What was being read ahead when the cut ended.
        Assert.True(againRead <= 1_000_000, $"the same cut again read {againRead:N0}");
        Assert.Equal(server.BytesSent, source.Bytes.BytesRead);
    }

    // Bytes of the clip.
    private async Task<long> CutAsync(IReadOnlyList<string> input, int at)
    {
        using var scratch = new Scratch();
        var clip = scratch.Path("clip.mp4");
        string[] arguments = ["-nostdin", "-v", "error", "-ss", $"{at}", .. input, "-t", "10", "-c", "copy", clip];
        var made = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromSeconds(60), TimeProvider.System, _ct);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return new FileInfo(clip).Length;
    }
}
