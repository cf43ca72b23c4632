using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Tests.Sources;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>Cuts from a film of a minute at 8 Mbit/s behind a real web server.</summary>
public sealed partial class RemoteCutTests : IAsyncDisposable
{
    private static readonly MediaTools Tools = new();
    private static readonly TimeSpan Bounded = TimeSpan.FromSeconds(30);

    // Two tries of a second each, so that a silent server is given up soon.
    private static readonly SourceOptions Impatient = new()
    {
        HeaderTimeout = TimeSpan.FromSeconds(1),
        StallTimeout = TimeSpan.FromSeconds(1),
        Tries = 2,
    };

    private readonly string _folder = Directory.CreateTempSubdirectory("remote-").FullName;
    private readonly Cutter _cutter = CutTrial.NewCutter();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Clip => Path.Combine(_folder, "clip.mp4");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData(".mp4", CutMode.Smart, false)]
    [InlineData(".mp4", CutMode.Smart, true)]
    [InlineData(".mp4", CutMode.EditList, false)]
    [InlineData(".mkv", CutMode.Smart, false)]
    [InlineData(".mkv", CutMode.Smart, true)]
    [InlineData(".mkv", CutMode.EditList, false)]
    [InlineData(".mkv", CutMode.EditList, true)]
    [InlineData(".mkv", CutMode.Encode, false)]
    public async Task A_server_lost_in_the_middle_of_a_cut_is_told_as_such_and_the_next_cut_works(string container, CutMode mode, bool silent)
    {
        await using var server = await ServeAsync(container);
        await using var open = await OpenAsync(server, Impatient);
        var info = await new Prober(Tools, TimeProvider.System).ProbeAsync(open, Ct);
        var options = new CutOptions { Mode = mode };
        var last = server.BytesSent + 3_000_000;
        server.Instead = context => server.BytesSent < last ? Task.FromResult(false) : Gone(context, silent);

        var watch = Stopwatch.StartNew();
        var fault = await Assert.ThrowsAsync<MediaException>(() => _cutter.CutAsync(open, info, 20_300, 35_700, Clip, options, null, Ct));

        Assert.True(fault.Fault == MediaFault.SourceLost, $"{fault.Fault}: {fault.Message}");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Bounded);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));

        server.Instead = _ => Task.FromResult(false);
        await _cutter.CutAsync(open, info, 20_300, 24_700, Clip, options, null, Ct);
        Assert.Equal(Enumerable.Range(487, 106), (await FrameReader.ReadAsync(Clip, Ct)).Numbers); // at 24000/1001
    }

    [Theory]
    [InlineData(".mp4")]
    [InlineData(".mkv")]
    public async Task A_first_cut_reads_little_more_than_a_copy_and_a_second_one_little_more_than_its_clip(string container)
    {
        await using var server = await ServeAsync(container);
        var copied = await CopyAsync(server.Address + "/film" + container);
        MediaInfo info;
        await using (var probed = await OpenAsync(server, null))
            info = await new Prober(Tools, TimeProvider.System).ProbeAsync(probed, Ct);
        await using var open = await OpenAsync(server, null);
        var before = server.BytesSent - open.Bytes.BytesRead; // the opening is part of the first cut

        await _cutter.CutAsync(open, info, 11_300, 21_300, Clip, new CutOptions(), null, Ct);
        var first = server.BytesSent - before;
        await _cutter.CutAsync(open, info, 41_300, 51_300, Clip, new CutOptions(), null, Ct);
        var second = server.BytesSent - before - first;

        var clip = new FileInfo(Clip).Length;
        TestContext.Current.TestOutputHelper?.WriteLine($"copy {copied:N0}, first cut {first:N0}, second cut {second:N0} for a clip of {clip:N0}");
        Assert.True(first <= 1.3 * copied, $"the first cut read {first:N0}, a copy {copied:N0}");
        Assert.True(second <= (1.2 * clip) + 1_000_000, $"the second cut read {second:N0} for a clip of {clip:N0}");
    }

    // What ffmpeg itself says it read: a server also counts what it wrote into connections that ffmpeg had left.
    private async Task<long> CopyAsync(string address)
    {
        string[] arguments = ["-v", "verbose", "-nostdin", "-y", "-ss", "11.3", "-i", address, "-t", "10", "-c", "copy", Path.Combine(_folder, "copy.mp4")];
        var run = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromMinutes(1), TimeProvider.System, Ct);
        Assert.True(run.ExitCode == 0, run.ErrorText);
        return StatisticsPattern().Matches(run.ErrorText).Sum(m => long.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    [GeneratedRegex(@"Statistics: (\d+) bytes read")]
    private static partial Regex StatisticsPattern();

    private static async Task<bool> Gone(Microsoft.AspNetCore.Http.HttpContext context, bool silent)
    {
        if (silent)
            return await HttpByteSourceTests.Forever(context);
        context.Abort();
        return true;
    }

    private static async Task<FilmServer> ServeAsync(string container) => await FilmServer.StartAsync(
        await File.ReadAllBytesAsync(await new Cabinet().PathOfAsync(LongFilm.RepeatedH264(1, 2, container), Ct), Ct));

    private static Task<OpenSource> OpenAsync(FilmServer server, SourceOptions? options) =>
        OpenSource.OpenAsync(new MediaSource(server.Address + "/film"), options, TimeProvider.System, Ct);
}
