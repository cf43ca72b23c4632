using ClipshareBox.Media.Processes;
using Xunit;

[assembly: AssemblyFixture(typeof(Clipcut.Tests.Film))]

namespace Clipcut.Tests;

/// <summary>A folder with a small film of 25 frames a second and a key frame each half second, made once.</summary>
public sealed class Film : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipcut-tests-");

    /// <summary>Four seconds, timecode from 00:00:00:00.</summary>
    public string Source { get; private set; } = "";

    /// <summary>A minute and a half, long enough to be interrupted.</summary>
    public string LongSource { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Source = await MakeAsync("film.mp4", 4, "192x108");
        LongSource = await MakeAsync("long.mp4", 90, "640x360");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    public string At(string name) => Path.Combine(_folder.FullName, name);

    /// <summary>An empty folder of its own.</summary>
    public string NewFolder() => _folder.CreateSubdirectory(Guid.NewGuid().ToString("n")).FullName;

    public async Task<string> WriteAsync(string name, string text)
    {
        var path = Path.Combine(NewFolder(), name);
        await File.WriteAllTextAsync(path, text, TestContext.Current.CancellationToken);
        return path;
    }

    /// <summary>Frames that a decoder shows of a clip.</summary>
    public static async Task<int> CountFramesAsync(string path)
    {
        var counted = await Tool.RunAsync(
            "ffprobe", ["-v", "error", "-count_frames", "-select_streams", "v:0", "-show_entries", "stream=nb_read_frames", "-of", "csv=p=0", path],
            TimeSpan.FromSeconds(60), TimeProvider.System, TestContext.Current.CancellationToken);
        return int.Parse(counted.Output, System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>A few seconds in a codec whose pictures can only be encoded anew.</summary>
    public Task<string> Mpeg2Async() => MakeAsync($"{Guid.NewGuid():n}.ts", 4, "192x108", "-c:v", "mpeg2video", "-q:v", "5", "-c:a", "mp2");

    /// <summary>A film of some 150 MB with pictures of 2160 lines: two seconds of noise, repeated.</summary>
    public async Task<string> LargeAsync()
    {
        var piece = await MakeAsync(
            $"{Guid.NewGuid():n}.mkv", 2, "3840x2160", "-vf", "noise=alls=8:allf=t", "-c:v", "libx264", "-preset", "ultrafast",
            "-b:v", "40M", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac");
        var film = At($"{Guid.NewGuid():n}.mkv");
        string[] arguments = ["-nostdin", "-v", "error", "-stream_loop", "14", "-i", piece, "-c", "copy", film];
        var made = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromSeconds(120), TimeProvider.System, CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return film;
    }

    private Task<string> MakeAsync(string name, int seconds, string size) => MakeAsync(
        name, seconds, size, "-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-pix_fmt", "yuv420p", "-c:a", "aac", "-movflags", "+faststart");

    private async Task<string> MakeAsync(string name, int seconds, string size, params string[] coding)
    {
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-y", "-f", "lavfi", "-i", $"testsrc2=s={size}:r=25:d={seconds}", "-f", "lavfi", "-i", $"sine=d={seconds}",
            .. coding, At(name),
        ];
        var made = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromSeconds(120), TimeProvider.System, CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return At(name);
    }
}
