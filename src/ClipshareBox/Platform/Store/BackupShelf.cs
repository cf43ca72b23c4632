using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Platform.Store;

/// <summary>A backup of the store.</summary>
/// <param name="Name">Its file's name.</param>
/// <param name="Kind">hourly; hand: made by an admin; uploaded; before: the store that a backup was put in the place of.</param>
/// <param name="At">When it was written or uploaded.</param>
/// <param name="SizeBytes">Its size in bytes.</param>
public sealed record BackupFile(string Name, string Kind, DateTimeOffset At, long SizeBytes);

/// <summary>The folder <c>DATA/backups</c>. The hourly ones come and go by <see cref="BackupTimer"/>; the others stay until someone deletes them.</summary>
internal sealed partial class BackupShelf(Database database, BoxSettings settings, TimeProvider clock)
{
    /// <summary>Kind of a store that was replaced by a backup.</summary>
    public const string Before = "before";

    /// <summary>Kind of one that an admin made.</summary>
    public const string Hand = "hand";

    /// <summary>Kind of one that came from outside.</summary>
    public const string Uploaded = "uploaded";

    /// <summary>Backups beside the hourly ones that are kept at most.</summary>
    public const int MostByHand = 50;

    /// <summary>All backups, the newest first.</summary>
    public IReadOnlyList<BackupFile> List()
    {
        var folder = Folder(settings);
        return [.. folder.EnumerateFiles("*.db").Where(f => Known().IsMatch(f.Name)).OrderByDescending(f => f.LastWriteTimeUtc).Select(Seen)];
    }

    /// <summary>Absolute path of a backup.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public string Path(string name)
    {
        var path = System.IO.Path.Combine(Folder(settings).FullName, name);
        return Known().IsMatch(name) && File.Exists(path) ? path : throw Refusal.NotFound("backup");
    }

    /// <summary>One backup.</summary>
    /// <exception cref="Refusal">There is none of that name.</exception>
    public BackupFile Get(string name) => Seen(new FileInfo(Path(name)));

    /// <summary>Copies the store as it is now.</summary>
    /// <exception cref="Refusal">There are too many.</exception>
    public BackupFile Make()
    {
        RequirePlace();
        var path = NewPath(settings, clock, Hand);
        database.BackUp(path);
        return Seen(new FileInfo(path));
    }

    /// <summary>Takes in a file that came from outside, checked by then.</summary>
    public BackupFile Take(string part)
    {
        var path = NewPath(settings, clock, Uploaded);
        Media.Files.DurableFile.Publish(part, path);
        return Seen(new FileInfo(path));
    }

    /// <summary>Path of a file that is about to come in; on one file system with the backups.</summary>
    public string NewPart() => System.IO.Path.Combine(Folder(settings).FullName, $".{Guid.NewGuid():N}.part");

    /// <summary>Lets pass where one more may be kept.</summary>
    /// <exception cref="Refusal">There are too many.</exception>
    public void RequirePlace()
    {
        if (List().Count(b => b.Kind != "hourly") >= MostByHand)
            throw new Refusal(ErrorCode.Conflict, $"There are {MostByHand} backups beside the hourly ones; delete one first.");
    }

    /// <summary>Path of a new backup of a kind.</summary>
    public static string NewPath(BoxSettings settings, TimeProvider clock, string kind)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmssfff", CultureInfo.InvariantCulture);
        return System.IO.Path.Combine(Folder(settings).FullName, $"clipsharebox-{stamp}-{kind}.db");
    }

    /// <summary>The folder, made where it is not there.</summary>
    public static DirectoryInfo Folder(BoxSettings settings) => Directory.CreateDirectory(System.IO.Path.Combine(settings.Data, "backups"));

    private static BackupFile Seen(FileInfo file) =>
        new(file.Name, Known().Match(file.Name).Groups[1] is { Success: true } kind ? kind.Value : "hourly", file.LastWriteTimeUtc, file.Length);

    [GeneratedRegex(@"^clipsharebox-\d{8}-(?:\d{2}|\d{9}-(hand|uploaded|before))\.db\z", RegexOptions.CultureInvariant)]
    private static partial Regex Known();
}
