using System.Text.Json;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>A server that is a source, with its line.</summary>
/// <param name="Source">The source.</param>
/// <param name="Server">The line to it.</param>
/// <param name="Token">The box's own token: for cutting, and for admins who have no Plex account.</param>
/// <param name="Paths">Folders by two names.</param>
internal sealed record KnownServer(SourceRow Source, PlexServer Server, PlexToken Token, PlexPaths Paths);

/// <summary>The servers that are sources, each with one line that all share; found again at another address when theirs changes.</summary>
internal sealed partial class PlexServers(Database database, Vault vault, PlexGear gear, PlexTv tv, ILogger<PlexServers> log)
{
    private static readonly TimeSpan SearchAgain = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, KnownServer> _known = [];
    private readonly Dictionary<string, long> _searchedAt = [];

    /// <summary>The server of a source.</summary>
    /// <exception cref="Refusal">Its token can't be opened: the store came from another box.</exception>
    public KnownServer Of(SourceRow source)
    {
        lock (_lock)
        {
            if (_known.TryGetValue(source.Id, out var known) && known.Source == source)
                return known;
            var row = database.Read(c => PlexServerStore.Find(c, source.Id)) ?? throw Refusal.NotFound("source");
            var token = vault.Open(row.Token, row.Purpose) ?? throw new Refusal(
                ErrorCode.PlexConnectionError, $"The token of {source.Name} was sealed by another box; remove the source and add it again.");
            var place = new PlexPlace(new Uri(row.Address), source.Place, source.Name);
            var pairs = JsonSerializer.Deserialize(row.PathMap, PlexJson.Default.IReadOnlyListPathPair) ?? [];
            return _known[source.Id] = new KnownServer(source, new PlexServer(place, gear), new PlexToken(token), new PlexPaths(pairs));
        }
    }

    /// <summary>Forgets a server whose settings changed.</summary>
    public void Forget(string sourceId)
    {
        lock (_lock)
            _known.Remove(sourceId);
    }

    /// <summary>All servers that are sources now.</summary>
    public IReadOnlyList<KnownServer> All() => [.. database.Read(SourceStore.All).Where(s => s.Kind == PlexSource.Name).Select(Of)];

    /// <summary>Asks a server; when nobody answers where it was, looks where plex.tv knows it to be, and asks there.</summary>
    /// <exception cref="PlexFault">It does not answer.</exception>
    public async Task<T> AskAsync<T>(KnownServer known, Func<Task<T>> ask, CancellationToken ct)
    {
        try
        {
            return await ask();
        }
        catch (PlexFault fault) when (fault.Kind is PlexFaultKind.Unreachable or PlexFaultKind.WrongServer or PlexFaultKind.TimedOut or PlexFaultKind.Resting)
        {
            if (!await FindAgainAsync(known, ct))
                throw;
            return await ask();
        }
    }

    private async Task<bool> FindAgainAsync(KnownServer known, CancellationToken ct)
    {
        lock (_lock)
        {
            // One search at a time and not too often: a server that is off is not found by looking harder.
            if (_searchedAt.TryGetValue(known.Source.Id, out var at) && gear.Clock.GetElapsedTime(at) < SearchAgain)
                return false;
            _searchedAt[known.Source.Id] = gear.Clock.GetTimestamp();
        }
        try
        {
            var resource = (await tv.ResourcesAsync(known.Token, ct)).Value.FirstOrDefault(r => r.MachineIdentifier == known.Source.Place);
            var candidates = PlexServerFinder.Candidates(null, resource);
            var found = (await new PlexServerFinder(gear).FindAsync(candidates, known.Source.Place, known.Source.Name, ct)).Place;
            if (found is null || found.Address == known.Server.Place.Address)
                return false;
            known.Server.MoveTo(found);
            database.Write(change => PlexServerStore.Move(change, known.Source.Id, found.Address.AbsoluteUri));
            LogMoved(log, known.Source.Name, found.Address.Authority);
            return true;
        }
        catch (PlexFault)
        {
            return false; // plex.tv is away too: the first fault is the news
        }
    }

    [LoggerMessage(LogLevel.Information, "{Server} is now at {Address}")]
    private static partial void LogMoved(ILogger logger, string server, string address);
}
