using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace TestMedia;

/// <summary>Keeps test media between runs: made on first use, then found by a hash of its recipe.</summary>
public sealed class Cabinet
{
    private const string FolderVariable = "CLIPSHAREBOX_TEST_MEDIA";
    private const int HashCharacters = 10;
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentDictionary<string, Lazy<Task<string>>> _films = new();

    /// <summary>The usual cabinet: where <c>CLIPSHAREBOX_TEST_MEDIA</c> says, or artifacts/media of the repository.</summary>
    public Cabinet()
        : this(UsualFolder())
    {
    }

    /// <summary>A cabinet in a folder of its own.</summary>
    internal Cabinet(string folder) => Folder = folder;

    /// <summary>Where the media lie.</summary>
    public string Folder { get; }

    /// <summary>The film of this kind; made when it is not there. A second asker waits for the first.</summary>
    public async Task<string> PathOfAsync(SourceKind kind, CancellationToken ct)
    {
        var path = PlaceOf(kind);
        if (File.Exists(path))
            return path;
        var making = _films.GetOrAdd(path, _ => new Lazy<Task<string>>(() => MakeAsync(kind, path, ct)));
        try
        {
            return await making.Value.WaitAsync(ct);
        }
        finally
        {
            // A failed or cancelled making is not kept: the next asker tries again.
            if (making.Value.IsCompleted)
                _films.TryRemove(path, out _);
        }
    }

    /// <summary>Where the film of this kind lies or will lie.</summary>
    public string PlaceOf(SourceKind kind)
    {
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(kind.Recipe)));
        return Path.Combine(Folder, $"{kind.Name}-{hash[..HashCharacters]}{kind.Extension}");
    }

    private async Task<string> MakeAsync(SourceKind kind, string path, CancellationToken ct)
    {
        Directory.CreateDirectory(Folder);
        var draft = $"{path[..^kind.Extension.Length]}.{Environment.ProcessId}-draft{kind.Extension}";
        try
        {
            await using var held = await HoldAsync(path + ".lock", ct);
            if (!File.Exists(path))
            {
                await kind.MakeAsync(draft, ct);
                File.Move(draft, path);
            }
            return path;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // Another test process may be making the same film. The lock file stays: removing it would let two in.
    private static async Task<FileStream> HoldAsync(string path, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Directory.Exists(Path.GetDirectoryName(path)))
            {
                await Task.Delay(LookAgain, TimeProvider.System, ct);
            }
        }
    }

    private static string UsualFolder()
    {
        if (Environment.GetEnvironmentVariable(FolderVariable) is { Length: > 0 } chosen)
            return chosen;
        var here = new DirectoryInfo(AppContext.BaseDirectory);
        while (here is not null && !File.Exists(Path.Combine(here.FullName, "ClipshareBox.sln")))
            here = here.Parent;
        return Path.Combine(here?.FullName ?? Path.GetTempPath(), "artifacts", "media");
    }
}
