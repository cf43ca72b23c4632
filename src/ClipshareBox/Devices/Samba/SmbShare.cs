namespace ClipshareBox.Devices.Samba;

/// <summary>What Samba is to export, and how.</summary>
internal sealed record SmbShare
{
    /// <summary>Name of the share.</summary>
    public const string Name = "clips";

    /// <summary>Name that a client signs in with where a password is asked for.</summary>
    public const string UserName = "clips";

    /// <summary>Folder that is exported; absolute.</summary>
    public required string Path { get; init; }

    /// <summary>Folder of Samba's own files; absolute.</summary>
    public required string State { get; init; }

    /// <summary>TCP port.</summary>
    public required int Port { get; init; }

    /// <summary>Addresses or interfaces to listen on; empty for all.</summary>
    public required IReadOnlyList<string> Addresses { get; init; }

    /// <summary>Account of this machine that reads the files for all clients.</summary>
    public required string Account { get; init; }

    /// <summary>True to ask for a password, false to let guests in.</summary>
    public required bool Password { get; init; }

    /// <summary>Path of the configuration.</summary>
    public string ConfigFile => System.IO.Path.Combine(State, "smb.conf");

    /// <summary>Path of the table of names: <see cref="UserName"/> is <see cref="Account"/>.</summary>
    public string UserMapFile => System.IO.Path.Combine(State, "usermap");

    /// <summary>Path of smbd's log.</summary>
    public string LogFile => System.IO.Path.Combine(State, "smbd.log");

    /// <summary>Path of the file that smbd writes its process id to.</summary>
    public string PidFile => System.IO.Path.Combine(State, "smbd.pid");
}
