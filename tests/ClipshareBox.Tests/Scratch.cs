namespace ClipshareBox.Tests;

/// <summary>A folder that goes with its test.</summary>
public sealed class Scratch : IDisposable
{
    /// <summary>Where it is.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("clipsharebox-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
