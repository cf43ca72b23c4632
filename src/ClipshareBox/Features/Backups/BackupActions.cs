using ClipshareBox.Features.Accounts;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Backups;

/// <summary>What admins do with backups: make, look, fetch, delete, put back.</summary>
internal sealed class BackupActions(Database database, BackupShelf shelf, BoxSettings settings, VtrActions vtr, AuditLog audit)
{
    private readonly Lock _oneRestore = new();
    private bool _begun;

    /// <summary>All backups, the newest first.</summary>
    public IReadOnlyList<BackupFile> List() => shelf.List();

    /// <summary>Copies the store as it is now.</summary>
    /// <exception cref="Refusal">There are too many, or the disk is full.</exception>
    public BackupFile Make(Caller caller)
    {
        var made = shelf.Make();
        Note(caller, "backup.make", made.Name);
        return made;
    }

    /// <summary>A backup beside the present store.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public BackupLook Look(string name)
    {
        var (facts, fault) = StoreReader.ReadFile(shelf.Path(name));
        return new BackupLook(shelf.Get(name), facts, database.Read(StoreReader.Read), fault);
    }

    /// <summary>Path of a backup that is handed out.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public string Fetch(Caller caller, string name)
    {
        var path = shelf.Path(name);
        Note(caller, "backup.download", name);
        return path;
    }

    /// <summary>Takes in a file that came from outside, if it could be put back.</summary>
    /// <exception cref="Refusal">It could not (415).</exception>
    public BackupFile Take(Caller caller, string part)
    {
        if (StoreReader.ReadFile(part).Fault is { } fault)
            throw new Refusal(ErrorCode.InvalidFileFormat, fault);
        var taken = shelf.Take(part);
        Note(caller, "backup.upload", taken.Name);
        return taken;
    }

    /// <summary>Deletes a backup.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public void Delete(Caller caller, string name)
    {
        File.Delete(shelf.Path(name));
        Note(caller, "backup.delete", name);
    }

    /// <summary>
    /// Makes a backup ready to take the store's place at the next start, which has to follow. The present store becomes a backup then; sign-ins end.
    /// </summary>
    /// <exception cref="Refusal">It can't be put back, or a clip is on air (409).</exception>
    public RestoreBegun Restore(Caller caller, string name)
    {
        lock (_oneRestore)
        {
            if (_begun)
                throw new Refusal(ErrorCode.Conflict, "A backup is being put back already; the box is back in a moment.");
            if (vtr.Get().OnAir)
                throw new Refusal(ErrorCode.Conflict, "A clip is on air. Stop it first: the box is away for some seconds while the backup is put back.");
            if (Look(name).Fault is { } fault)
                throw new Refusal(ErrorCode.Conflict, fault);
            StagedRestore.Stage(shelf.Path(name), database, settings, change =>
            {
                Sessions.EndAll(change);
                audit.Add(change, caller, new AuditNote("backup.restore") { Detail = name });
            });
            _begun = true;
        }
        return new RestoreBegun(name);
    }

    private void Note(Caller caller, string act, string name) => database.Write(change => audit.Add(change, caller, new AuditNote(act) { Detail = name }));
}
