namespace FakePlex;

/// <summary>A library section.</summary>
/// <param name="Key">Its number, as text.</param>
/// <param name="Type">movie, show, artist or photo.</param>
/// <param name="Title">Its name.</param>
public sealed record FakeSection(string Key, string Type, string Title)
{
    /// <summary>Where its files lie, as the server names it.</summary>
    public string Path { get; init; } = "/data/media";

    /// <summary>The metadata agent; com.plexapp.agents.none for home videos.</summary>
    public string Agent { get; init; } = "tv.plex.agents.movie";
}

/// <summary>A film, show, season, episode, clip, collection or playlist; tests change it as they like.</summary>
public sealed class FakeItem
{
    /// <summary>Its number on this server, as text.</summary>
    public required string RatingKey { get; set; }

    /// <summary>Section it is in.</summary>
    public required string SectionKey { get; init; }

    /// <summary>movie, show, season, episode, clip.</summary>
    public required string Type { get; init; }

    /// <summary>Its name.</summary>
    public required string Title { get; set; }

    /// <summary>The id that outlives a new ratingKey.</summary>
    public string PlexGuid { get; set; } = "";

    /// <summary>Year, or null.</summary>
    public int? Year { get; set; }

    /// <summary>Unix s.</summary>
    public long AddedAt { get; set; } = 1_700_000_000;

    /// <summary>Unix s; changes with the picture.</summary>
    public long UpdatedAt { get; set; } = 1_700_000_100;

    /// <summary>The season's show, the episode's season.</summary>
    public FakeItem? Parent { get; init; }

    /// <summary>Number in its parent, or null.</summary>
    public int? Index { get; init; }

    /// <summary>Its versions; none for shows and seasons.</summary>
    public List<FakeVersion> Versions { get; init; } = [];

    /// <summary>Name and start in ms.</summary>
    public List<(string? Title, long StartMs, long EndMs)> Chapters { get; init; } = [];

    /// <summary>Type, start and end in ms.</summary>
    public List<(string Type, long StartMs, long EndMs)> Markers { get; init; } = [];

    /// <summary>Where the owner stopped, in ms, or null.</summary>
    public long? ViewOffsetMs { get; set; }

    /// <summary>Length in ms is left out, as before analysis.</summary>
    public bool HidesDuration { get; set; }

    /// <summary>Frame rates are left out.</summary>
    public bool HidesFrameRate { get; set; }

    /// <summary>Length in ms: the first version's parts together.</summary>
    public long DurationMs => Versions.Count == 0 ? 0 : Versions[0].Parts.Sum(p => p.Film.DurationMs);

    /// <summary>Every part of every version.</summary>
    public IEnumerable<FakePart> Parts => Versions.SelectMany(v => v.Parts);
}

/// <summary>One version of a title: one file, or several stacked ones.</summary>
/// <param name="Id">Media.id.</param>
/// <param name="Parts">Its files in order.</param>
public sealed record FakeVersion(long Id, IReadOnlyList<FakePart> Parts)
{
    /// <summary>Made by the server from another version (proxyType 42).</summary>
    public bool Optimized { get; init; }

    /// <summary>Dolby Vision profile to claim (5, 7, 8), or null.</summary>
    public int? DolbyVision { get; init; }
}

/// <summary>One file of a version.</summary>
public sealed class FakePart
{
    /// <summary>Part.id.</summary>
    public required long Id { get; init; }

    /// <summary>The file; can be replaced.</summary>
    public required FakeFilm Film { get; set; }

    /// <summary>Changes with the file.</summary>
    public long Stamp { get; set; } = 1_675_330_548;

    /// <summary>The path as the server names it.</summary>
    public required string ShownPath { get; set; }

    /// <summary>A subtitle file beside it (SubRip), or null.</summary>
    public string? Subtitle { get; set; }

    /// <summary>Gone from the disk: the row stays, the file is 404.</summary>
    public bool Missing { get; set; }

    /// <summary>Its address.</summary>
    public string Key => $"/library/parts/{Wire.Text(Id)}/{Wire.Text(Stamp)}/file.{Film.Container}";
}
