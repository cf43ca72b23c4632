using System.Globalization;
using System.Runtime.InteropServices;

namespace ClipshareBox.Devices.Samba;

/// <summary>Samba's own files, in a folder that nobody else reads.</summary>
internal static partial class SmbFolder
{
    private const int LastLines = 3;
    private const int SigTerm = 15; // signal(7)

    /// <summary>Makes the folders and writes the configuration.</summary>
    /// <exception cref="IOException">The disk refuses.</exception>
    /// <exception cref="ArgumentException">A path can't be written into it.</exception>
    public static void Prepare(SmbShare share)
    {
        const UnixFileMode own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        // smbd refuses to run where others may write, and its child for a client must pass through.
        Directory.CreateDirectory(share.State, own | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        Directory.CreateDirectory(Path.Combine(share.State, "private"), own);
        Write(share.ConfigFile, SmbConf.Text(share));
        Write(share.UserMapFile, $"{share.Account} = {SmbShare.UserName}\n");
    }

    /// <summary>Ends an smbd that a killed box left behind: it would hold the port.</summary>
    public static void StopLeftOver(SmbShare share)
    {
        if (!File.Exists(share.PidFile)
            || !int.TryParse(File.ReadAllText(share.PidFile).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var pid))
            return;
        var commandLine = $"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/cmdline";
        // The number may belong to another program by now.
        if (File.Exists(commandLine) && File.ReadAllText(commandLine).Contains($"--configfile={share.ConfigFile}\0", StringComparison.Ordinal))
            _ = Kill(pid, SigTerm);
    }

    /// <summary>Why the account that reads for all clients can't read the clips, and what to do; null when it can.</summary>
    public static string? WhyUnreadable(SmbShare share)
    {
        if (share.Account == Environment.UserName)
            return null;
        const UnixFileMode pass = UnixFileMode.OtherExecute;
        for (var folder = share.Path; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            var needed = folder == share.Path ? pass | UnixFileMode.OtherRead : pass;
            if ((File.GetUnixFileMode(folder) & needed) != needed)
                return $"The share's user {share.Account} can't read {folder}; let others through (chmod o+rx), or give another folder as CLIPSHAREBOX__CLIPS.";
        }
        return null;
    }

    /// <summary>The end of what smbd said.</summary>
    public static string LastWords(SmbShare share, string errors)
    {
        var said = errors.Trim();
        if (said.Length == 0 && File.Exists(share.LogFile))
            said = File.ReadAllText(share.LogFile);
        var lines = said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return lines.Length == 0 ? "it said nothing." : string.Join(' ', lines.TakeLast(LastLines));
    }

    private static void Write(string path, string text)
    {
        var part = path + ".part";
        File.WriteAllText(part, text);
        File.SetUnixFileMode(part, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
        Media.Files.DurableFile.Publish(part, path);
    }

    // kill(2): int kill(pid_t pid, int sig), <signal.h>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
