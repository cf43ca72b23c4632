using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace FakePlex;

/// <summary>A true media file with what ffprobe says of it.</summary>
/// <param name="Path">Where it lies.</param>
/// <param name="Info">What it is.</param>
/// <param name="SizeBytes">Its size.</param>
public sealed record FakeFilm(string Path, MediaInfo Info, long SizeBytes)
{
    /// <summary>Reads a file's facts.</summary>
    public static async Task<FakeFilm> ReadAsync(string path, CancellationToken ct)
    {
        var info = await new Prober(new MediaTools(), TimeProvider.System).ProbeAsync(["-i", path], System.IO.Path.GetFileName(path), ct);
        return new FakeFilm(path, info, new FileInfo(path).Length);
    }

    /// <summary>Length in ms.</summary>
    public long DurationMs => Info.DurationMs;

    /// <summary>File name ending without its dot.</summary>
    public string Container => System.IO.Path.GetExtension(Path).TrimStart('.');
}
