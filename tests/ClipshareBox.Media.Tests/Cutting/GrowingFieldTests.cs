using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>
/// Transport streams of fields or MPEG-2 that are still being written, stood in for by the first part of a film: the last frame of a clip
/// is held against the whole film's, for a decoder fills in what is missing of a torn one.
/// </summary>
public sealed partial class GrowingFieldTests : IAsyncDisposable
{
    private const int InMs = 3100;
    private const int MostOpen = 5; // a torn reference picture, the B-frames before it, and a torn one of those
    private const double LeastDb = 32; // a whole frame encoded anew has 36 and more, a torn one 20 to 27
    private const int Packet = 188;
    private const int VideoPid = 0x100; // as ffmpeg numbers the first track
    private readonly string _folder = Directory.CreateTempSubdirectory("growing-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Clip => Path.Combine(_folder, "clip.mp4");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("h264-paff-open-ts", 1)]
    [InlineData("mpeg2-interlaced-ts", 2)]
    [InlineData("mpeg2-pulldown-ts", 3)]
    public async Task A_torn_frame_at_the_end_is_left_out(string kind, int seed)
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named(kind), Ct);
        var bytes = await File.ReadAllBytesAsync(film, Ct);
        var random = new Random(seed);
        for (var place = 0; place < 3; place++)
        {
            var there = (int)(bytes.Length * (0.35 + (0.3 * random.NextDouble())));
            var growing = await WriteAsync(bytes.AsMemory(0, there));

            var report = await CutAsync(growing);

            var shown = await FrameReader.ReadAsync(Clip, Ct);
            Assert.Equal(Enumerable.Range(shown.Numbers[0], report.Frames), shown.Numbers);
            var decodable = (await FrameReader.ReadAsync(growing, Ct)).Numbers.Max();
            Assert.InRange(shown.Numbers[^1], decodable - MostOpen, decodable);
            Assert.All((await LikenessAsync(film, shown.Numbers[0])).TakeLast(4), db => Assert.InRange(db, LeastDb, double.PositiveInfinity));
        }
    }

    // Stuffing tells that a picture is whole; one in a hundred or so needs none, and a decoder is asked.
    [Theory]
    [InlineData("h264-paff-open-ts", true)]
    [InlineData("mpeg2-interlaced-ts", true)]
    [InlineData("mpeg2-interlaced-ts", false)]
    public async Task A_film_that_was_written_to_its_end_keeps_its_last_frame(string kind, bool isStuffed)
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named(kind), Ct);
        var bytes = await File.ReadAllBytesAsync(film, Ct);
        var finished = await WriteAsync(bytes.AsMemory(0, EndOfFrames(bytes, isStuffed)));

        await CutAsync(finished);

        var decodable = (await FrameReader.ReadAsync(finished, Ct)).Numbers.Max();
        Assert.Equal(decodable, (await FrameReader.ReadAsync(Clip, Ct)).Numbers[^1]);
    }

    [Fact]
    public async Task Damage_before_the_end_does_not_shorten_the_clip()
    {
        var film = await new Cabinet().PathOfAsync(SourceKinds.Named("mpeg2-interlaced-ts"), Ct);
        var bytes = await File.ReadAllBytesAsync(film, Ct);
        var length = EndOfFrames(bytes, isStuffed: false);
        var damaged = VideoPackets(bytes).First(p => !p.Begins && p.At > length - 300_000).At;
        bytes.AsSpan(damaged + 100, 60).Fill(0xA5);
        var source = await WriteAsync(bytes.AsMemory(0, length));

        await CutAsync(source);

        var decodable = (await FrameReader.ReadAsync(source, Ct)).Numbers.Max();
        Assert.Equal(decodable, (await FrameReader.ReadAsync(Clip, Ct)).Numbers[^1]);
    }

    private async Task<string> WriteAsync(ReadOnlyMemory<byte> part)
    {
        var path = Path.Combine(_folder, "part.ts");
        await File.WriteAllBytesAsync(path, part, Ct);
        return path;
    }

    private async Task<CutReport> CutAsync(string path)
    {
        await using var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, Ct);
        var info = await new Prober(new MediaTools(), TimeProvider.System).ProbeAsync(open, Ct);
        return await CutTrial.NewCutter().CutAsync(open, info, InMs, 3_600_000, Clip, new CutOptions { Mode = CutMode.Encode }, null, Ct);
    }

    // A place behind a whole picture, before one that is shown behind all that were sent.
    private static int EndOfFrames(byte[] bytes, bool isStuffed)
    {
        var (latest, wasStuffed) = (0L, false);
        foreach (var (at, begins) in VideoPackets(bytes))
        {
            var packet = bytes.AsSpan(at, Packet);
            var payload = (packet[3] & 0x20) != 0 ? 5 + packet[4] : 4;
            if (begins)
            {
                var time = packet[(payload + 9)..];
                var pts = ((time[0] & 0x0EL) << 29) | ((long)time[1] << 22) | ((time[2] & 0xFEL) << 14) | ((long)time[3] << 7) | ((long)time[4] >> 1);
                if (at > bytes.Length * 2 / 5 && wasStuffed == isStuffed && pts > latest)
                    return at;
                latest = Math.Max(latest, pts);
            }
            wasStuffed = payload > 4;
        }
        throw new InvalidOperationException("The film has no such place.");
    }

    private static IEnumerable<(int At, bool Begins)> VideoPackets(byte[] bytes)
    {
        for (var at = 0; at + Packet <= bytes.Length; at += Packet)
        {
            if ((((bytes[at + 1] & 0x1F) << 8) | bytes[at + 2]) == VideoPid)
                yield return (at, (bytes[at + 1] & 0x40) != 0);
        }
    }

    private async Task<List<double>> LikenessAsync(string film, int first)
    {
        var compared = await Ffmpeg.RunAsync(
            ["-i", Clip, "-i", film, "-lavfi",
                $@"[0:v]settb=1/1000,setpts=N[a];[1:v]select=gte(n\,{first}),settb=1/1000,setpts=N[b];[a][b]psnr=stats_file=-:shortest=1",
                "-f", "null", "-"],
            Ct);
        return [.. Average().Matches(Encoding.ASCII.GetString(compared.Output)).Select(m => Db(m.Groups[1].Value))];
    }

    private static double Db(string text) => text == "inf" ? double.PositiveInfinity : double.Parse(text, CultureInfo.InvariantCulture);

    [GeneratedRegex("psnr_avg:(\\S+)")]
    private static partial Regex Average();
}
