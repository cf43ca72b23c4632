using System.Collections.Concurrent;
using ClipshareBox.Media.Processes;
using Xunit;

[assembly: AssemblyFixture(typeof(ClipshareBox.Media.Tests.Isom.Mp4Media))]

namespace ClipshareBox.Media.Tests.Isom;

/// <summary>Small MP4 and QuickTime files made by ffmpeg, each made once, when a test first asks for it.</summary>
public sealed class Mp4Media : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("isom");
    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _made = new();

    /// <summary>Path of the file of a recipe; "@x" in a recipe is the file of the recipe x.</summary>
    internal Task<string> FileAsync(string recipe) =>
        _made.GetOrAdd(recipe, key => new Lazy<Task<string>>(() => MakeAsync(Mp4Recipes.All[key], key))).Value;

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> MakeAsync(string arguments, string name)
    {
        var words = arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].StartsWith('@'))
                words[i] = await FileAsync(words[i][1..]);
        }
        var path = Path.Combine(_folder.FullName, name + (words[^1] == "mov" ? ".mov" : ".mp4"));
        var result = await Tool.RunAsync(
            "ffmpeg", ["-v", "error", "-nostdin", "-y", .. words[..^1], path], Limit, TimeProvider.System,
            TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ErrorText);
        return path;
    }
}
