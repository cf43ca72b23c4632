using ClipshareBox.Media.Processes;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

/// <summary>A film of 40 s at about 8 Mbit/s with sound and its index at the end, made once for a test class.</summary>
public sealed class SmallFilm : IAsyncLifetime
{
    public const int Seconds = 40;

    /// <summary>The MP4 file.</summary>
    public byte[] Bytes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        using var scratch = new Scratch();
        var path = scratch.Path("film.mp4");
        // Noise that MPEG-2 cannot compress fills the bit rate at a picture size that takes no time.
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-f", "lavfi", "-i", $"testsrc2=s=320x176:r=25:d={Seconds},noise=alls=60:allf=t",
            "-f", "lavfi", "-i", $"sine=440:d={Seconds}",
            "-c:v", "mpeg2video", "-g", "25", "-b:v", "8M", "-minrate", "8M", "-maxrate", "8M",
            "-bufsize", "4M", "-c:a", "aac", path,
        ];
        var made = await Tool.RunAsync("ffmpeg", arguments, TimeSpan.FromMinutes(2), TimeProvider.System, CancellationToken.None);
        Assert.True(made.ExitCode == 0, made.ErrorText);
        Bytes = await File.ReadAllBytesAsync(path);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
