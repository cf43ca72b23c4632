using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Sources;

/// <summary>Makes the folders of the setting FOLDERS into sources at each start; one that can't be read now is said in the log.</summary>
internal sealed partial class ConfiguredFolders(BoxSettings settings, SourceActions sources, ILogger<ConfiguredFolders> log) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var known = sources.List().Select(s => s.Path).ToHashSet(StringComparer.Ordinal);
        foreach (var (name, path) in settings.Folders.Where(f => !known.Contains(f.Path)))
            Add(name, path);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void Add(string name, string path)
    {
        try
        {
            sources.Add(null, new NewSource("folder", name, path));
        }
        catch (Refusal refusal)
        {
            LogRefused(log, path, refusal.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The folder {Path} of the setting CLIPSHAREBOX__FOLDERS is no source: {Why}")]
    private static partial void LogRefused(ILogger logger, string path, string why);
}
