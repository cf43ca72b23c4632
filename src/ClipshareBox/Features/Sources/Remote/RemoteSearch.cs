using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Remote;

/// <summary>Looks for titles on all servers at once; one that is away leaves out its own.</summary>
internal sealed partial class RemoteSearch(Database database, IEnumerable<IRemoteSource> remotes, ILogger<RemoteSearch> log)
{
    private const int Most = 100;

    /// <summary>Titles that the caller may see, and whether a server was away.</summary>
    public async Task<(IReadOnlyList<MediaItem> Items, bool IsDegraded)> FindAsync(Caller caller, string text, CancellationToken ct)
    {
        var asked = from source in database.Read(SourceStore.All)
                    let remote = remotes.FirstOrDefault(r => r.Kind == source.Kind)
                    where remote is not null
                    select FindAsync(remote, source, caller, text, ct);
        var found = await Task.WhenAll(asked);
        return ([.. found.SelectMany(f => f.Value)], found.Any(f => f.IsDegraded));
    }

    private async Task<Loaded<IReadOnlyList<MediaItem>>> FindAsync(IRemoteSource remote, SourceRow source, Caller caller, string text, CancellationToken ct)
    {
        try
        {
            return await remote.SearchAsync(source, caller, text, Most, ct);
        }
        catch (Refusal refusal)
        {
            LogAway(log, source.Name, refusal.Message);
            return new Loaded<IReadOnlyList<MediaItem>>([], IsDegraded: true);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Source} was not searched: {Why}")]
    private static partial void LogAway(ILogger logger, string source, string why);
}
