using System.Text;

namespace ClipshareBox.Devices.Samba;

/// <summary>Writes smb.conf(5): one share, to be read only, for OBS on Windows, macOS and Linux.</summary>
internal static class SmbConf
{
    /// <summary>The whole configuration.</summary>
    /// <exception cref="ArgumentException">A path holds what would end its line.</exception>
    public static string Text(SmbShare share)
    {
        var text = new StringBuilder("# Written by ClipshareBox at each start; changes are lost.\n[global]\n");
        foreach (var (name, value) in Global(share))
            Add(text, name, value);
        text.Append('\n').Append('[').Append(SmbShare.Name).Append("]\n");
        foreach (var (name, value) in Clips(share))
            Add(text, name, value);
        return text.ToString();
    }

    private static IEnumerable<(string, string)> Global(SmbShare share)
    {
        yield return ("server role", "standalone server");
        yield return ("workgroup", "WORKGROUP");
        yield return ("server string", "ClipshareBox");
        yield return ("disable netbios", "yes");
        yield return ("smb ports", share.Port.ToString(System.Globalization.CultureInfo.InvariantCulture));
        if (share.Addresses.Count > 0)
        {
            yield return ("interfaces", string.Join(' ', share.Addresses));
            yield return ("bind interfaces only", "yes");
        }
        yield return ("server min protocol", "SMB3_00");
        // A guest has no key to sign with: only where there is a password can it be demanded.
        yield return ("server signing", share.Password ? "mandatory" : "auto");
        yield return ("map to guest", share.Password ? "Never" : "Bad User");
        yield return ("restrict anonymous", share.Password ? "2" : "0");
        yield return ("guest account", share.Account);
        yield return ("username map", share.UserMapFile);
        yield return ("passdb backend", $"tdbsam:{Path.Combine(share.State, "private", "passdb.tdb")}");
        foreach (var none in Nothing)
            yield return none;
        // Clips change on the disk without smbd's knowing, and latest.mp4 is replaced: no client may answer from its own memory.
        yield return ("smb2 leases", "no");
        yield return ("max smbd processes", "40");
        yield return ("deadtime", "15");
        yield return ("logging", "file");
        yield return ("log level", "1");
        yield return ("max log size", "512");
        yield return ("log file", share.LogFile);
        foreach (var folder in new[] { "pid directory", "lock directory", "state directory", "cache directory" })
            yield return (folder, share.State);
        yield return ("private dir", Path.Combine(share.State, "private"));
        yield return ("ncalrpc dir", Path.Combine(share.State, "ncalrpc"));
    }

    // No printers, no user shares, no way out of the folder.
    private static readonly (string, string)[] Nothing =
    [
        ("load printers", "no"), ("printing", "bsd"), ("printcap name", "/dev/null"), ("disable spoolss", "yes"), ("usershare max shares", "0"),
        ("wide links", "no"), ("unix extensions", "no"), ("allow insecure wide links", "no"), ("dns proxy", "no"), ("host msdfs", "no"),
    ];

    private static IEnumerable<(string, string)> Clips(SmbShare share)
    {
        yield return ("comment", "Ready clips, read only");
        yield return ("path", share.Path);
        yield return ("read only", "yes");
        yield return ("browseable", "yes");
        yield return ("guest ok", share.Password ? "no" : "yes");
        yield return share.Password ? ("valid users", share.Account) : ("guest only", "yes");
        yield return ("follow symlinks", "no");
        // What is in the making lies behind a leading dot.
        yield return ("hide dot files", "yes");
        yield return ("veto files", "/.*/");
        yield return ("oplocks", "no");
        yield return ("level2 oplocks", "no");
        yield return ("store dos attributes", "no");
        yield return ("printable", "no");
    }

    private static void Add(StringBuilder text, string name, string value)
    {
        // smb.conf(5): a value ends with its line, a backslash there would go on with the next, and % begins a variable.
        if (value.AsSpan().IndexOfAny("\r\n\0%") >= 0 || value.EndsWith('\\'))
            throw new ArgumentException($"Samba can't be told '{name} = {value}': give the folder a name without %, line breaks or a backslash at its end.");
        text.Append("    ").Append(name).Append(" = ").Append(value).Append('\n');
    }
}
