using ClipshareBox.Features.Sources.Folders;
using ClipshareBox.Features.Sources.Remote;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources;

/// <summary>What can be done with sources.</summary>
internal sealed class SourceActions(
    Database database, FolderIndexes indexes, ContentNews news, AuditLog audit, IServiceProvider services, TimeProvider clock)
{
    private const int LongestPath = 4_000;

    // Not a place for films, and endless.
    private static readonly string[] System = ["/proc", "/sys", "/dev"];

    /// <summary>All sources by name.</summary>
    public IReadOnlyList<Source> List() => [.. database.Read(SourceStore.All).Select(ToSource)];

    /// <summary>The source of that name.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public SourceRow Get(string id) => database.Read(c => SourceStore.Find(c, id)) ?? throw Refusal.NotFound("source");

    /// <summary>Adds a source of any kind; without a caller the box does it itself. One that was removed comes back with the keys of its contents.</summary>
    /// <exception cref="Refusal">A field is wrong, it can't be read, or it is a source already.</exception>
    public async Task<Source> AddAsync(Caller? caller, NewSource wanted, CancellationToken ct)
    {
        var kind = Check.OneOf("kind", wanted.Kind, [SourceRow.Folder, .. Remotes.Select(r => r.Kind)]);
        if (kind == SourceRow.Folder)
            return Add(caller, wanted);
        // A server has a name of its own.
        var name = string.IsNullOrWhiteSpace(wanted.Name) ? "" : Check.Text("name", wanted.Name, 100);
        var added = await Remotes.First(r => r.Kind == kind).AddAsync(wanted, name, (change, source, place) => Note(change, caller, source, place), ct);
        news.ChangedAll();
        return ToSource(added);
    }

    /// <summary>Adds a folder; its index is made in the background.</summary>
    /// <exception cref="Refusal">A field is wrong, the folder can't be read, or it is a source already.</exception>
    public Source Add(Caller? caller, NewSource wanted)
    {
        var name = Check.Text("name", wanted.Name, 100);
        var place = FolderOf(wanted.Path);
        var source = database.Write(change =>
        {
            var kept = Keep(change, name, place);
            Note(change, caller, kept, place);
            return kept;
        });
        indexes.Start(source);
        news.ChangedAll();
        return ToSource(source);
    }

    /// <summary>Removes a source. What was made from its contents stays, and so do their keys.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public void Remove(Caller caller, string id)
    {
        var source = Get(id);
        var place = ToSource(source).Path;
        database.Write(change =>
        {
            if (!SourceStore.Remove(change, id, clock.GetUtcNow().ToUnixTimeMilliseconds()))
                throw Refusal.NotFound("source");
            audit.Add(change, caller, new AuditNote("source.remove") { TargetId = id, TargetName = source.Name, Detail = place });
        });
        indexes.Remove(id);
        news.ChangedAll();
    }

    /// <summary>Sees whether a source can be read now, and has it looked through.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public async Task<SourceTest> TestAsync(string id, CancellationToken ct)
    {
        var source = Get(id);
        if (RemoteOf(source) is { } remote)
            return await remote.TestAsync(source, ct);
        indexes.Rescan(id);
        return FaultOf(source.Place) is { } fault
            ? new SourceTest(false, fault)
            : new SourceTest(true, $"{source.Place} can be read; {database.Read(c => ContentLists.Counts(c, id)).Items} films are known in it.");
    }

    private void Note(Change change, Caller? caller, SourceRow source, string place) => audit.Add(
        change, caller, new AuditNote("source.add") { TargetId = source.Id, TargetName = source.Name, Detail = $"{source.Kind} {place}" });

    private SourceRow Keep(Change change, string name, string place)
    {
        var known = SourceStore.FindPlace(change, SourceRow.Folder, place);
        if (known is { RemovedAtMs: null })
            throw new Refusal(ErrorCode.Conflict, $"{place} is a source already, under the name {known.Name}.", new CurrentSource(ToSource(known)));
        if (known is not null)
        {
            SourceStore.Revive(change, known.Id, name);
            return known with { Name = name, RemovedAtMs = null };
        }
        var now = clock.GetUtcNow();
        var made = new SourceRow { Id = Guid.CreateVersion7(now).ToString("N"), Name = name, Place = place, CreatedAtMs = now.ToUnixTimeMilliseconds() };
        SourceStore.Insert(change, made);
        return made;
    }

    private static string FolderOf(string? wanted)
    {
        var text = Check.Text("path", wanted, LongestPath);
        if (text[0] != '/')
            throw Refusal.Invalid("path", "is the absolute path of a folder at the box, such as /media/films.");
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(text));
        var real = RealPath.Of(path);
        if (path == "/" || real == "/" || System.Any(s => Lies(path, s) || (real is not null && Lies(real, s))))
            throw Refusal.Invalid("path", "names a folder of films, not the system's own.");
        return FaultOf(path) is { } fault ? throw Refusal.Invalid("path", fault) : path;
    }

    private static bool Lies(string path, string folder) => path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);

    private static string? FaultOf(string path)
    {
        try
        {
            if (!Directory.Exists(path))
                return File.Exists(path) ? $"{path} is a file; name its folder." : $"{path} is not there; check its name, and that its disk is mounted.";
            using var entries = Directory.EnumerateFileSystemEntries(path).GetEnumerator();
            entries.MoveNext();
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"{path} may not be read or its disk fails ({e.Message}).";
        }
    }

    private IEnumerable<IRemoteSource> Remotes => services.GetServices<IRemoteSource>(); // looked up late: they use sources themselves

    private IRemoteSource? RemoteOf(SourceRow source) => Remotes.FirstOrDefault(r => r.Kind == source.Kind);

    private Source ToSource(SourceRow row)
    {
        if (RemoteOf(row) is { } remote)
            return ToSource(row, remote.StandOf(row));
        var state = indexes.StateOf(row.Id);
        var (items, waiting) = database.Read(c => ContentLists.Counts(c, row.Id));
        return new Source
        {
            Id = row.Id,
            Kind = row.Kind,
            Name = row.Name,
            Path = row.Place,
            State = state.State,
            Watched = state.Watched,
            Fault = state.Fault,
            ItemCount = items,
            WaitingCount = waiting,
            IndexedAt = state.IndexedAt,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs),
        };
    }

    private static Source ToSource(SourceRow row, (string Path, string? Fault) stand) => new()
    {
        Id = row.Id,
        Kind = row.Kind,
        Name = row.Name,
        Path = stand.Path,
        State = stand.Fault is null ? IndexState.Ready : IndexState.Away,
        Watched = false,
        Fault = stand.Fault,
        ItemCount = 0,
        WaitingCount = 0,
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedAtMs),
    };
}
