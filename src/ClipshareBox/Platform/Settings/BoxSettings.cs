using System.Globalization;

namespace ClipshareBox.Platform.Settings;

/// <summary>What this box is told at its start; what people change later lies in the store.</summary>
public sealed record BoxSettings
{
    /// <summary>Section of the configuration: <c>CLIPSHAREBOX__DATA</c> in the environment, <c>--CLIPSHAREBOX:DATA</c> on the command line.</summary>
    public const string Section = "CLIPSHAREBOX";

    /// <summary>Folder of the database, keys and whatever must last; absolute.</summary>
    public required string Data { get; init; }

    /// <summary>Folder that the share exports; absolute, on one file system with its clips in the making.</summary>
    public required string Clips { get; init; }

    /// <summary>Folders that are sources from the start, as <c>name=path;name=path</c>.</summary>
    public IReadOnlyList<(string Name, string Path)> Folders { get; init; } = [];

    /// <summary>Addresses to listen on, separated by semicolons.</summary>
    public required string Urls { get; init; }

    /// <summary>Path of ffmpeg, or a name to be found on the path.</summary>
    public required string Ffmpeg { get; init; }

    /// <summary>Path of ffprobe, or a name to be found on the path.</summary>
    public required string Ffprobe { get; init; }

    /// <summary>Base address of plex.tv.</summary>
    public required Uri PlexTv { get; init; }

    /// <summary>True to make the server of what stands in for plex.tv a source; of no meaning with the true plex.tv.</summary>
    public required bool DemoPlex { get; init; }

    /// <summary>Port of the box's own Samba, 0 when something else serves the share.</summary>
    public required int SharePort { get; init; }

    /// <summary>Cuts that run at the same time; 0 chooses by the board's cores.</summary>
    public required int Cutters { get; init; }

    /// <summary>Free space, in bytes, below which nothing new is cut.</summary>
    public required long ReserveBytes { get; init; }

    /// <summary>Days after which a clip that nobody kept may go; 0 keeps all.</summary>
    public required int KeepDays { get; init; }

    /// <summary>Address of an OpenTelemetry collector that takes OTLP over HTTP; null sends nothing anywhere.</summary>
    public Uri? Otlp { get; init; }

    /// <summary>Requests a minute that one account, or else one address, may make of the API.</summary>
    public required int RequestsPerMinute { get; init; }

    /// <summary>Reads and checks all settings.</summary>
    /// <exception cref="SettingException">One is wrong; the message names it, its value and what is allowed.</exception>
    public static BoxSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var data = Folder(section, "DATA", "var");
        return new BoxSettings
        {
            Data = data,
            Clips = Folder(section, "CLIPS", Path.Combine(data, "clips")),
            Folders = NamedFolders(section, "FOLDERS"),
            Urls = Addresses(section, "URLS", "http://127.0.0.1:8080"),
            Ffmpeg = Program(section, "FFMPEG", "ffmpeg"),
            Ffprobe = Program(section, "FFPROBE", "ffprobe"),
            PlexTv = Address(section, "PLEXTV", "https://plex.tv"),
            DemoPlex = Number(section, "DEMOPLEX", 0, 0, 1) == 1,
            SharePort = (int)Number(section, "SHAREPORT", 0, 0, 65_535),
            Cutters = (int)Number(section, "CUTTERS", 0, 0, 64),
            ReserveBytes = Number(section, "RESERVEBYTES", 1L << 29, 0, 1L << 50),
            Otlp = section["OTLP"] is { Length: > 0 } ? Address(section, "OTLP", "") : null,
            KeepDays = (int)Number(section, "KEEPDAYS", 0, 0, 36_500),
            RequestsPerMinute = (int)Number(section, "REQUESTSPERMINUTE", 300, 10, 100_000_000),
        };
    }

    private static string Folder(IConfiguration section, string name, string fallback)
    {
        var value = section[name] ?? fallback;
        try
        {
            return Directory.CreateDirectory(Path.GetFullPath(value)).FullName;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new SettingException(name, value, $"a folder that this user may make and write to ({e.Message})");
        }
    }

    private static List<(string Name, string Path)> NamedFolders(IConfiguration section, string name)
    {
        var folders = new List<(string, string)>();
        foreach (var item in (section[name] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            folders.Add(item.Split('=', 2) is [{ Length: > 0 } title, ['/', ..] path]
                ? (title.Trim(), System.IO.Path.TrimEndingDirectorySeparator(path.Trim()))
                : throw new SettingException(name, item, "name=/absolute/path, several separated by semicolons"));
        }
        return folders;
    }

    private static string Program(IConfiguration section, string name, string fallback)
    {
        var value = section[name] ?? fallback;
        var found = value.Contains('/', StringComparison.Ordinal)
            ? File.Exists(value)
            : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(p => File.Exists(Path.Combine(p, value)));
        return found ? value : throw new SettingException(name, value, "the path of that program, or its name where it is installed");
    }

    private static string Addresses(IConfiguration section, string name, string fallback)
    {
        var value = section[name] ?? fallback;
        var good = value.Split(';').All(u =>
            Uri.TryCreate(u.Replace("*", "any", StringComparison.Ordinal).Replace("+", "any", StringComparison.Ordinal), UriKind.Absolute, out var a)
            && a.Scheme is "http" or "https");
        return good ? value : throw new SettingException(name, value, "addresses such as http://127.0.0.1:8080, separated by semicolons");
    }

    private static Uri Address(IConfiguration section, string name, string fallback) =>
        Uri.TryCreate(section[name] ?? fallback, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new SettingException(name, section[name], "an http or https address");

    private static long Number(IConfiguration section, string name, long fallback, long least, long most) =>
        section[name] is not { } text
            ? fallback
            : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
                ? number
                : throw new SettingException(name, text, $"a whole number from {least} to {most}");
}

/// <summary>A setting is wrong or missing; the message is the one line that the start ends with.</summary>
public sealed class SettingException(string name, string? value, string allowed)
    : Exception($"The setting {BoxSettings.Section}__{name} is '{value}'; allowed is {allowed}.");
