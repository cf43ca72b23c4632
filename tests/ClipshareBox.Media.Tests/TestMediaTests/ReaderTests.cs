using ClipshareBox.Media.Processes;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.TestMediaTests;

public sealed class ReaderTests(Cabinet cabinet) : IClassFixture<Cabinet>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("readers").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("h264-open-mp4")]
    [InlineData("h264-open-ts")]
    [InlineData("h264-start100-mkv")]
    [InlineData("h264-start100-ts")]
    [InlineData("hevc-open-ts-50")]
    [InlineData("mpeg2-interlaced-ts")]
    public async Task A_window_shows_the_frames_that_start_in_it(string name)
    {
        var film = await cabinet.PathOfAsync(SourceKinds.Named(name), Ct);
        var truth = await Truth.OfAsync(film, Ct);
        var from = truth.Frames[190].Seconds;
        var to = truth.Frames[240].Seconds;

        var window = await FrameReader.ReadAsync(film, new FrameReading { FromSeconds = from, ToSeconds = to }, Ct);

        Assert.Equal(truth.Frames.Skip(190).Take(50), window.Frames);
    }

    [Fact]
    public async Task What_the_edit_list_hides_is_seen_only_when_asked_for()
    {
        var film = await FilmAsync();
        var clip = await RunAsync("clip.mp4", ["-ss", "5.0", "-i", film, "-an", "-c", "copy", "-t", "2"]);

        var shown = await FrameReader.ReadAsync(clip, Ct);
        var all = await FrameReader.ReadAsync(clip, new FrameReading { HonourEditList = false }, Ct);

        Assert.Equal(120, shown.Frames[0].Number);
        Assert.Equal(96, all.Frames[0].Number);
    }

    [Fact]
    public async Task A_copied_frame_has_the_same_hash_and_an_encoded_one_another()
    {
        var film = await FilmAsync();
        var copy = await RunAsync("copy.mkv", ["-i", film, "-an", "-c", "copy", "-t", "3"]);
        var encoded = await RunAsync("encoded.mkv", ["-i", film, "-an", "-c:v", "libx264", "-preset", "ultrafast", "-t", "3"]);
        var window = new FrameReading { FromSeconds = 0, ToSeconds = 1 };

        var source = Hashes(await FrameReader.ReadAsync(film, window, Ct));
        Assert.Equal(24, source.Count);
        Assert.Equal(source, Hashes(await FrameReader.ReadAsync(copy, window, Ct)));
        Assert.Empty(source.Intersect(Hashes(await FrameReader.ReadAsync(encoded, window, Ct))));
    }

    [Fact]
    public async Task A_damaged_film_is_read_with_its_errors()
    {
        var film = Path.Combine(_folder, "damaged.ts");
        var bytes = await File.ReadAllBytesAsync(await cabinet.PathOfAsync(SourceKinds.Named("h264-closed-ts"), Ct), Ct);
        new Random(1).NextBytes(bytes.AsSpan(bytes.Length / 2, 5000));
        await File.WriteAllBytesAsync(film, bytes, Ct);

        Assert.NotEmpty((await FrameReader.ReadAsync(film, Ct)).Errors);
    }

    [Fact]
    public async Task A_still_picture_has_one_frame()
    {
        var still = await RunAsync("still.jpg", ["-ss", "3", "-i", await FilmAsync(), "-frames:v", "1"]);
        Assert.Equal([72], (await FrameReader.ReadAsync(still, Ct)).Numbers);
    }

    [Fact]
    public async Task Frames_of_a_mixed_rate_last_as_long_as_they_were_made_to()
    {
        var truth = await Truth.OfAsync(await cabinet.PathOfAsync(SourceKinds.Named("h264-vfr-24-30-mp4"), Ct), Ct);
        Assert.All(truth.Frames, f => Assert.Equal(f.Number < 240 ? f.Number / 24.0 : 10 + ((f.Number - 240) / 30.0), f.Seconds, 3));
    }

    [Fact]
    public async Task Pulldown_shows_pictures_for_three_and_two_fields_in_turn()
    {
        var truth = await Truth.OfAsync(await cabinet.PathOfAsync(SourceKinds.Named("mpeg2-pulldown-ts"), Ct), Ct);
        var fields = truth.Frames.Zip(truth.Frames.Skip(1), (a, b) => Math.Round((b.Seconds - a.Seconds) * 60000 / 1001));
        Assert.Equal([3, 2, 3, 2, 3, 2], fields.Take(6));
    }

    [Fact]
    public async Task Leading_pictures_of_a_broken_link_are_not_shown()
    {
        var truth = await Truth.OfAsync(await cabinet.PathOfAsync(SourceKinds.Named("hevc-bla"), Ct), Ct);
        Assert.InRange(truth.Frames.Count, 400, 430);
    }

    [Fact]
    public async Task Packets_are_listed_in_decode_order_with_their_places()
    {
        var packets = await PacketTimes.ReadAsync(await FilmAsync(), Ct);
        Assert.Equal(480, packets.Count);
        Assert.Equal(10, packets.Count(p => p.IsKey));
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.True(pair.First.Dts < pair.Second.Dts));
    }

    private static List<string> Hashes(ShownFrames frames) => [.. frames.Frames.Select(f => f.Hash)];

    private Task<string> FilmAsync() => cabinet.PathOfAsync(H264Kinds.Plain, Ct);

    private async Task<string> RunAsync(string name, string[] arguments)
    {
        var path = Path.Combine(_folder, name);
        string[] all = ["-v", "error", .. arguments, path];
        var result = await Tool.RunAsync("ffmpeg", all, TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        Assert.True(result.ExitCode == 0, result.ErrorText);
        return path;
    }
}
