namespace ClipshareBox.Features.Sources.Folders;

/// <summary>What is mounted at, above or below a folder: when that changes, watches are on the wrong disk.</summary>
internal static class MountTable
{
    private const string Table = "/proc/self/mountinfo"; // proc_pid_mountinfo(5)
    private const int MountPoint = 4;
    private const int FileSystemAfterDash = 1;

    private static readonly string[] Remote = ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "afs", "fuse.sshfs", "fuse.rclone", "fuse.s3fs"];

    /// <summary>The lines that concern the folder, to be compared with later ones.</summary>
    public static string Around(string path) => string.Join('\n', Lines().Where(l => Concerns(PointOf(l), path)));

    /// <summary>True when the folder lies on another machine, whose changes nobody tells us of.</summary>
    public static bool IsRemote(string path) =>
        Lines().Where(l => IsBelow(PointOf(l), path)).MaxBy(l => PointOf(l).Length) is { } line && Remote.Contains(KindOf(line));

    private static string[] Lines() => File.ReadAllLines(Table);

    // Blanks in paths are written as octal.
    private static string PointOf(string line) => line.Split(' ')[MountPoint].Replace(@"\040", " ", StringComparison.Ordinal);

    private static string KindOf(string line)
    {
        var fields = line.Split(' ');
        return fields[Array.IndexOf(fields, "-") + FileSystemAfterDash];
    }

    private static bool Concerns(string point, string path) => IsBelow(point, path) || IsBelow(path, point);

    private static bool IsBelow(string folder, string path) =>
        folder == "/" || path == folder || path.StartsWith(folder + "/", StringComparison.Ordinal);
}
