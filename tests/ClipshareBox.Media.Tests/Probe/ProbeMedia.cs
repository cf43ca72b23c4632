using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using Xunit;

namespace ClipshareBox.Media.Tests.Probe;

/// <summary>Small files made by ffmpeg in a folder of their own, deleted behind the test.</summary>
public sealed class ProbeMedia : IDisposable
{
    public const string Picture = "testsrc2=s=192x108:r=30000/1001:d=2";

    private static readonly MediaTools Tools = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipshare-probe-");

    public string At(string name) => Path.Combine(_folder.FullName, name);

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>Runs ffmpeg; the last argument is a file name in the folder. Returns its path.</summary>
    public async Task<string> MakeAsync(params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        var path = At(arguments[^1]);
        string[] all = ["-nostdin", "-v", "error", "-y", .. arguments[..^1], path];
        var made = await Tool.RunAsync(Tools.Ffmpeg, all, TimeSpan.FromSeconds(60), TimeProvider.System, ct);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return path;
    }

    /// <summary>A plain H.264 and AAC file with its index at the end or in front.</summary>
    public Task<string> MakePlainAsync(string name = "plain.mp4", params string[] more) => MakeAsync(
        ["-f", "lavfi", "-i", Picture, "-f", "lavfi", "-i", "sine=d=2", "-c:v", "libx264", "-preset", "ultrafast",
         "-pix_fmt", "yuv420p", "-c:a", "aac", .. more, name]);

    public Task<MediaInfo> ProbeAsync(string path) => new Prober(Tools, TimeProvider.System).ProbeAsync(
        ["-format_whitelist", "mov,matroska,webm,mpegts,mpeg,mp3,h264", "-protocol_whitelist", "file", "-i", path],
        "the source",
        TestContext.Current.CancellationToken);

    public async Task<MediaException> FailsAsync(string path) =>
        await Assert.ThrowsAsync<MediaException>(() => ProbeAsync(path));
}
