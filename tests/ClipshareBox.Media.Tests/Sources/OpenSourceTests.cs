using System.Text;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

/// <summary>Sources in front of the real ffmpeg and ffprobe.</summary>
public sealed class OpenSourceTests(SmallFilm film) : IClassFixture<SmallFilm>, IDisposable
{
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Theory]
    [InlineData("-weird:name %d #?.mp4")]
    [InlineData("http: not.mp4")]
    [InlineData("Über 100% 'quoted' \"film\" [1].mp4")]
    public async Task Files_of_any_name_reach_the_tools(string name)
    {
        await using var source = await OpenAsync(_scratch.Write(name, film.Bytes));
        Assert.Equal(film.Bytes.Length, source.Bytes.Length);
        Assert.Equal(0, (await ProbeAsync(source)).ExitCode);
        Assert.Equal(0, (await CopyAsync(source, atSeconds: 1, seconds: 1)).ExitCode);
    }

    [Fact]
    public async Task A_remote_film_reaches_the_tools_whole()
    {
        await using var server = await FilmServer.StartAsync(film.Bytes);
        await using var remote = await OpenAsync(server.Address + "/film.mp4");
        await using var local = await OpenAsync(_scratch.Write("film.mp4", film.Bytes));
        var there = await HashAsync(remote);
        var here = await HashAsync(local);
        Assert.Contains("MD5=", there, StringComparison.Ordinal);
        Assert.Equal(here, there);
        Assert.Null(remote.Fault);
    }

    [Fact]
    public async Task A_list_that_plays_another_server_is_refused_without_asking_it()
    {
        await using var forbidden = await FilmServer.StartAsync(film.Bytes);
        var list = Encoding.ASCII.GetBytes(
            $"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:4,\n{forbidden.Address}/part.ts\n#EXT-X-ENDLIST\n");
        await using var server = await FilmServer.StartAsync(list);
        await using var remote = await OpenAsync(server.Address + "/film.mp4");
        await using var local = await OpenAsync(_scratch.Write("film.mp4", list));
        foreach (var source in new[] { remote, local })
        {
            var probe = await ProbeAsync(source);
            Assert.NotEqual(0, probe.ExitCode);
            Assert.Contains("not on whitelist", probe.ErrorText, StringComparison.OrdinalIgnoreCase);
            Assert.NotEqual(0, (await CopyAsync(source, 0, 1)).ExitCode);
        }
        Assert.Empty(forbidden.Requests);

        // The list is a real danger: asked without our arguments, ffprobe does go there.
        await Tool.RunAsync("ffprobe", [server.Address + "/list.m3u8"], TimeSpan.FromSeconds(20), TimeProvider.System, _ct);
        Assert.NotEmpty(forbidden.Requests);
    }

    [Theory]
    [InlineData("ffconcat version 1.0\nfile 'OTHER'\n")]
    [InlineData("<?xml version='1.0'?><MPD profiles='urn:mpeg:dash:profile:isoff-on-demand:2011'><BaseURL>OTHER</BaseURL></MPD>")]
    public async Task Lists_of_other_kinds_are_refused_too(string list)
    {
        var other = _scratch.Write("other.mp4", film.Bytes);
        await using var source = await OpenAsync(
            _scratch.Write("film.mp4", Encoding.ASCII.GetBytes(list.Replace("OTHER", other, StringComparison.Ordinal))));
        var probe = await ProbeAsync(source);
        Assert.NotEqual(0, probe.ExitCode);
        Assert.Contains("not on whitelist", probe.ErrorText, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task No_token_is_ever_seen_in_a_process_list()
    {
        var token = Guid.NewGuid().ToString("N");
        await using var server = await FilmServer.StartAsync(film.Bytes);
        await using var source = await OpenSource.OpenAsync(
            new MediaSource($"{server.Address}/film.mp4?token={token}", new Dictionary<string, string> { ["X-Token"] = token }),
            null, TimeProvider.System, _ct);
        var (asked, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        server.Instead = async _ =>
        {
            asked.TrySetResult();
            await release.Task;
            return false;
        };
        var copying = CopyAsync(source, 0, 100);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(20), _ct);
        var seen = ProcessTexts();
        release.SetResult();

        Assert.Equal(0, (await copying).ExitCode);
        Assert.Contains(seen, text => text.Contains(source.FfmpegInput[^1], StringComparison.Ordinal));
        Assert.DoesNotContain(seen, text => text.Contains(token, StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.Equal(token, request.Token));
    }

    [Fact]
    public async Task A_film_that_vanishes_while_ffmpeg_reads_it_is_told_by_the_source()
    {
        await using var server = await FilmServer.StartAsync(film.Bytes);
        await using var source = await OpenAsync(server.Address + "/film.mp4");
        server.Instead = context => HttpByteSourceTests.Answer(context, 404);

        await CopyAsync(source, 0, 100);

        Assert.Equal(MediaFault.SourceLost, source.Fault?.Fault);
    }

    [Fact]
    public async Task The_arguments_end_in_the_input_and_refuse_every_list()
    {
        await using var server = await FilmServer.StartAsync(film.Bytes);
        await using var remote = await OpenAsync(server.Address + "/film.mp4?secret=1");
        await using var local = await OpenAsync(_scratch.Write("film.mp4", film.Bytes));
        foreach (var input in new[] { remote.FfmpegInput, local.FfmpegInput })
        {
            Assert.Equal("-i", input[^2]);
            var formats = input[input.ToList().IndexOf("-format_whitelist") + 1].Split(',');
            Assert.Contains("mov", formats);
            Assert.Empty(formats.Intersect(["hls", "dash", "concat", "concatf", "sdp", "rtsp", "imf", "image2"]));
            Assert.DoesNotContain(formats, format => format.EndsWith("_pipe", StringComparison.Ordinal));
        }
        Assert.DoesNotContain(new Uri(server.Address).Port.ToString(), remote.FfmpegInput[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://user:pass@camera/film")]
    [InlineData("concat:a|b")]
    [InlineData("file:///etc/passwd")]
    public async Task Other_addresses_are_no_sources(string location)
    {
        var fault = await Assert.ThrowsAsync<MediaException>(() => OpenAsync(location));
        Assert.Equal(MediaFault.SourceMissing, fault.Fault);
        Assert.DoesNotContain("pass@", fault.Message, StringComparison.Ordinal);
    }

    private Task<OpenSource> OpenAsync(string location) =>
        OpenSource.OpenAsync(new MediaSource(location), null, TimeProvider.System, _ct);

    private Task<ToolResult> ProbeAsync(OpenSource source) => RunAsync("ffprobe", ["-hide_banner", .. source.FfmpegInput]);

    private Task<ToolResult> CopyAsync(OpenSource source, int atSeconds, int seconds) => RunAsync(
        "ffmpeg",
        [
            "-nostdin", "-v", "error", "-ss", $"{atSeconds}", .. source.FfmpegInput,
            "-t", $"{seconds}", "-c", "copy", "-f", "null", "-",
        ]);

    private async Task<string> HashAsync(OpenSource source) => Encoding.ASCII.GetString(
        (await RunAsync("ffmpeg", ["-nostdin", "-v", "error", .. source.FfmpegInput, "-c", "copy", "-f", "md5", "-"])).Output);

    private Task<ToolResult> RunAsync(string tool, IReadOnlyList<string> arguments) =>
        Tool.RunAsync(tool, arguments, TimeSpan.FromSeconds(30), TimeProvider.System, _ct);

    private static List<string> ProcessTexts()
    {
        var texts = new List<string>();
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(p => int.TryParse(Path.GetFileName(p), out _)))
        {
            foreach (var file in new[] { "cmdline", "environ" })
            {
                try
                {
                    texts.Add(File.ReadAllText(Path.Combine(process, file)));
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException)
                {
                    // ended in between, or another user's
                }
            }
        }
        return texts;
    }
}
