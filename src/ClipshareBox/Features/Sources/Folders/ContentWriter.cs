using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Sources.Folders;

/// <summary>
/// Writes what a look at files found, some hundred rows a transaction: one each would take the disk for hours, all in one would
/// keep people's presses waiting.
/// </summary>
internal sealed class ContentWriter(Database database, ContentNews news, TimeProvider clock)
{
    /// <summary>Rows of one transaction.</summary>
    internal const int Batch = 250;

    /// <summary>A file is taken to be whole when nothing was written to it for so long.</summary>
    internal static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    // Between two batches others get their turn at the store.
    private const int BreathMs = 2;

    private long NowMs => clock.GetUtcNow().ToUnixTimeMilliseconds();

    /// <summary>Writes changes of a source; blocks its thread, and stops between two batches.</summary>
    public void Write(string sourceId, IEnumerable<ContentChange> changes, CancellationToken ct)
    {
        foreach (var batch in changes.Chunk(Batch))
        {
            ct.ThrowIfCancellationRequested();
            database.Write(change =>
            {
                var arrived = Arrive(change, sourceId, batch);
                // Whoever moved within the batch is not gone.
                List<string> touched = [.. arrived, .. Alter(change, batch), .. ComeAndGo(change, batch, arrived)];
                change.AfterCommit(() => news.Changed(touched));
            });
            news.Ring();
            ct.WaitHandle.WaitOne(BreathMs);
        }
    }

    /// <summary>Marks all that is known of a folder and below as gone.</summary>
    public void Vanish(string sourceId, string folder, CancellationToken ct)
    {
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var keys = database.Read(c => ContentIndexStore.KeysBelow(c, sourceId, folder, Batch));
            Write(sourceId, keys.Select(k => new ContentChange.Vanished(k)), ct);
            if (keys.Count < Batch)
                return;
        }
    }

    /// <summary>Forgets what nobody can have used of a removed source.</summary>
    public void Purge(string sourceId, CancellationToken ct)
    {
        while (database.Write(change => ContentIndexStore.DeleteUnused(change, sourceId, Batch)) == Batch && !ct.IsCancellationRequested)
            ct.WaitHandle.WaitOne(BreathMs);
    }

    private List<string> Arrive(Change change, string sourceId, ContentChange[] batch)
    {
        var rows = batch.OfType<ContentChange.Arrived>().Select(a => WithOldKey(change, NewRow(sourceId, a))).ToList();
        ContentIndexStore.Insert(change, [.. rows.Where(r => !r.Moved).Select(r => r.Row)]);
        return [.. rows.Select(r => r.Row.ContentKey)];
    }

    // A file that was renamed or moved keeps its size and time, and with them its key: what people marked on it stays on it.
    private static (IndexRow Row, bool Moved) WithOldKey(Change change, IndexRow row)
    {
        var gone = ContentIndexStore.Alike(change, row).Where(a => !File.Exists(a.Path)).ToList();
        if (gone.Count != 1)
            return (row, false); // several may be meant: better a new one than the wrong one
        var moved = row with { ContentKey = gone[0].ContentKey };
        ContentIndexStore.Move(change, moved);
        return (moved, true);
    }

    private List<string> Alter(Change change, ContentChange[] batch)
    {
        var altered = batch.OfType<ContentChange.Altered>().ToList();
        ContentIndexStore.Alter(change, altered.Select(a => Standing(a.File) with { ContentKey = a.ContentKey }));
        return [.. altered.Select(a => a.ContentKey)];
    }

    private IEnumerable<string> ComeAndGo(Change change, ContentChange[] batch, IReadOnlyCollection<string> arrived)
    {
        var came = batch.OfType<ContentChange.Returned>().Select(r => r.ContentKey).ToList();
        var gone = batch.OfType<ContentChange.Vanished>().Select(v => v.ContentKey).Except(arrived).ToList();
        ContentIndexStore.Return(change, came, NowMs);
        ContentIndexStore.Vanish(change, gone, NowMs);
        return came.Concat(gone);
    }

    private IndexRow NewRow(string sourceId, ContentChange.Arrived arrived)
    {
        var (title, year) = FileNames.TitleOf(arrived.File.Name);
        return Standing(arrived.File) with
        {
            ContentKey = Guid.CreateVersion7(clock.GetUtcNow()).ToString("N"),
            SourceId = sourceId,
            Folder = arrived.Folder,
            Library = FileNames.LibraryOf(arrived.Folder),
            Title = title,
            TitleKey = FileNames.SortKeyOf(title),
            SearchKey = FileNames.SearchKeyOf(arrived.Folder, arrived.File.Name),
            Year = year,
        };
    }

    // An empty file needs no probe to be known as such.
    private IndexRow Standing(FoundFile file)
    {
        var now = clock.GetUtcNow();
        var age = now.UtcTicks - file.Stamp.ChangedAt;
        var settled = age < 0 || age >= Settling.Ticks;
        return new IndexRow
        {
            Name = file.Name,
            SizeBytes = file.Stamp.SizeBytes,
            ChangedAt = file.Stamp.ChangedAt,
            State = file.Stamp.SizeBytes == 0 ? ContentRow.Faulty : ContentRow.Waiting,
            Fault = file.Stamp.SizeBytes == 0 ? "The file is empty; copy or record it again." : null,
            DueAtMs = now.ToUnixTimeMilliseconds() + (settled ? 0 : (long)Settling.TotalMilliseconds),
            AddedAtMs = now.ToUnixTimeMilliseconds(),
        };
    }
}
