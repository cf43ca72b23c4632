using System.Collections.Concurrent;
using System.Text;
using ClipshareBox.Media.Isom.Read;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Tests.Isom;
using Xunit;

[assembly: AssemblyFixture(typeof(ClipshareBox.Media.Tests.Bitstream.StreamMedia))]

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>A coded picture of a test film.</summary>
internal sealed record TestPacket(byte[] Data, long Pts, bool Key);

/// <summary>A test film's video track, in decode order.</summary>
internal sealed record TestTrack(string Path, byte[] SampleEntry, IReadOnlyList<TestPacket> Packets);

/// <summary>Small films, each made once, when a test first asks for it.</summary>
public sealed class StreamMedia : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("bitstream");
    private readonly ConcurrentDictionary<string, Lazy<Task<TestTrack>>> _made = new();

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    internal Task<TestTrack> FilmAsync(string recipe) =>
        MadeAsync(recipe, _ => Task.FromResult(StreamRecipes.All[recipe].Film));

    /// <summary>Frames [from, to] of a film, encoded as the cutter's pieces are.</summary>
    internal Task<TestTrack> PieceAsync(string recipe, int from, int to) => MadeAsync(
        $"{recipe}-{from}-{to}",
        async _ => StreamRecipes.All[recipe].Piece((await FilmAsync(recipe)).Path, from, to));

    /// <summary>A film made of other films, one behind the other, each with its own parameter sets among its pictures.</summary>
    internal Task<TestTrack> SpliceAsync(params string[] recipes) => MadeAsync(string.Join('+', recipes), async name =>
    {
        var list = Path.Combine(_folder.FullName, name + ".txt");
        foreach (var recipe in recipes)
        {
            var stream = Path.Combine(_folder.FullName, recipe + ".ts");
            _ = await RunAsync("ffmpeg", ["-i", (await FilmAsync(recipe)).Path, "-c", "copy", stream]);
            await File.AppendAllTextAsync(list, $"file '{stream}'\n", Stop);
        }
        return ["-f", "concat", "-safe", "0", "-i", list, "-c", "copy"];
    });

    /// <summary>Decodes a file and returns each frame's hash in display order; fails at any error the decoder reports.</summary>
    internal static async Task<string[]> HashesAsync(string path)
    {
        var result = await RunAsync("ffmpeg", ["-i", path, "-map", "0:v", "-fps_mode", "passthrough", "-f", "framemd5", "-"]);
        Assert.Equal("", result.ErrorText);
        return [.. Encoding.ASCII.GetString(result.Output).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').Select(line => line[(line.LastIndexOf(',') + 1)..].Trim())];
    }

    internal static async Task<ToolResult> RunAsync(string tool, IEnumerable<string> arguments, string? level = "error")
    {
        string[] plain = tool == "ffmpeg" ? ["-nostdin", "-hide_banner", "-y"] : [];
        string[] quiet = level is null ? [] : ["-v", level, .. plain];
        var result = await Tool.RunAsync(tool, [.. quiet, .. arguments], Limit, TimeProvider.System, Stop);
        Assert.True(result.ExitCode == 0, result.ErrorText);
        return result;
    }

    internal string NewPath(string name) => Path.Combine(_folder.FullName, $"{Guid.NewGuid():n}-{name}");

    public void Dispose() => _folder.Delete(recursive: true);

    internal static async Task<TestTrack> ReadAsync(string path)
    {
        var file = await File.ReadAllBytesAsync(path, Stop);
        var index = (await Mp4Index.ReadAsync(new MemoryBytes(file), Stop)).Index!;
        var track = index.Tracks.Single(t => t.Handler == "vide");
        var packets = new List<TestPacket>();
        for (var walk = track.Samples!.WalkFrom(0); walk.Current is { } sample; walk.MoveNext())
            packets.Add(new TestPacket(file.AsSpan((int)sample.Offset, sample.Size).ToArray(), sample.Pts, sample.Key));
        return new TestTrack(path, track.Format!.SampleEntry, packets);
    }

    private Task<TestTrack> MadeAsync(string name, Func<string, Task<IReadOnlyList<string>>> arguments) =>
        _made.GetOrAdd(name, key => new Lazy<Task<TestTrack>>(async () =>
        {
            var path = Path.Combine(_folder.FullName, key + ".mp4");
            _ = await RunAsync("ffmpeg", [.. await arguments(key), path]);
            return await ReadAsync(path);
        })).Value;
}
