using System.Collections.Concurrent;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Tests.Encoders;
using Xunit;

[assembly: AssemblyFixture(typeof(Films))]

namespace ClipshareBox.Media.Tests.Encoders;

/// <summary>
/// Little films whose flat pictures tell their number by their brightness (16 + 4 * (number mod 54)) and whose sound has a short
/// 1 kHz beep at each whole second.
/// </summary>
public sealed class Films : IDisposable
{
    public const int Levels = 54;
    public const string Beeps = "aevalsrc='if(lt(mod(t,1),0.03),0.6*sin(2*PI*1000*t),0)':s=48000";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("clipshare-films-");
    private readonly ConcurrentDictionary<string, Lazy<Task<Film>>> _made = new();

    public static MediaTools Tools { get; } = new();

    /// <summary>A file name in the films' folder that nobody else has.</summary>
    public string NewFile(string extension = ".mp4") => Path.Combine(_folder.FullName, $"out-{Guid.NewGuid():n}{extension}");

    public static string Picture(string rate, double seconds, string size = "192x108") =>
        FormattableString.Invariant($"color=black:s={size}:r={rate}:d={seconds},geq=lum='16+4*mod(N,{Levels})':cb=128:cr=128");

    /// <summary>The film of that name, made when first asked for.</summary>
    public Task<Film> GetAsync(string name)
    {
        var (file, arguments) = Recipe(name);
        return _made.GetOrAdd(name, _ => new Lazy<Task<Film>>(() => MakeAsync(file, arguments))).Value;
    }

    /// <summary>A film by ffmpeg's arguments, without the destination.</summary>
    public async Task<Film> MakeAsync(string file, params string[] arguments)
    {
        var path = Path.Combine(_folder.FullName, file);
        var made = await Tool.RunAsync(
            Tools.Ffmpeg, ["-v", "error", "-nostdin", "-y", .. arguments, path], TimeSpan.FromMinutes(1), TimeProvider.System, CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        return new Film(path, await FilmProbe.ReadAsync(path));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static (string File, string[] Arguments) Recipe(string name)
    {
        string[] Film(string rate, params string[] coding) =>
            ["-f", "lavfi", "-i", Picture(rate, 8), "-f", "lavfi", "-i", $"{Beeps}:d=8", .. coding];
        string[] x264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "14", "-g", "60", "-bf", "3", "-c:a", "aac"];
        return name switch
        {
            "h264 mp4" => ("a.mp4", Film("25", x264)),
            "h264 mkv 29.97" => ("b.mkv", Film("30000/1001", x264)),
            "h264 mkv 23.976" => ("c.mkv", Film("24000/1001", x264)),
            "h264 ts open" => ("d.ts", Film("25", [.. x264, "-x264-params", "open-gop=1"])),
            "h264 mp4 late start" => ("e.mkv", Film("50", [.. x264, "-output_ts_offset", "100.02"])),
            "h264 10 bit" => ("f.mp4", Film("25", [.. x264, "-pix_fmt", "yuv420p10le"])),
            "h264 one group" => ("g.mp4", Film("25", [.. x264, "-g", "9999", "-x264-params", "scenecut=0"])),
            "h264 ts one group" => ("g.ts", Film("25", [.. x264, "-g", "9999", "-x264-params", "scenecut=0"])),
            "h264 interlaced" => ("h.mp4", Film("25", [.. x264, "-flags", "+ilme+ildct", "-x264-params", "tff=1", "-vf", "setfield=tff"])),
            "hevc mp4" => ("i.mp4", Film("25", "-c:v", "libx265", "-preset", "ultrafast", "-x265-params", "log-level=error:keyint=50", "-c:a", "aac")),
            "mpeg2 ts" => ("j.ts", Film("25", "-c:v", "mpeg2video", "-q:v", "2", "-bf", "2", "-flags", "+ilme+ildct", "-vf", "setfield=tff", "-c:a", "mp2")),
            "mpeg4 avi" => ("k.avi", Film("25", "-c:v", "mpeg4", "-q:v", "2", "-c:a", "mp3")),
            "vp9 webm" => ("l.webm", Film("30", "-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-crf", "10", "-b:v", "0", "-c:a", "libopus")),
            "av1 mp4" => ("m.mp4", Film("25", "-c:v", "libsvtav1", "-preset", "12", "-crf", "15", "-svtav1-params", "film-grain=0", "-c:a", "aac")),
            "vfr mkv" => ("n.mkv", Film("30", [.. x264, "-vf", "settb=1/1000,setpts='(N+floor(N/7)*0.6+mod(N,3)*0.2)*33'", "-fps_mode", "passthrough", "-enc_time_base", "1:1000"])),
            "vfr mp4" => ("o.mp4", Film("30", [.. x264, "-vf", "select='mod(n,5)',settb=1/90000", "-fps_mode", "passthrough", "-enc_time_base", "1:90000"])),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no such film"),
        };
    }
}

/// <summary>A made film.</summary>
public sealed record Film(string Path, MediaInfo Info)
{
    public IReadOnlyList<string> Input => ["-i", Path];
}
