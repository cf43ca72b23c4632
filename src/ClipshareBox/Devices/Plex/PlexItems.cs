namespace ClipshareBox.Devices.Plex;

/// <summary>A library section.</summary>
/// <param name="Key">Its number on this server, as text.</param>
/// <param name="Type">movie, show, artist, photo.</param>
/// <param name="Title">Its name.</param>
/// <param name="IsHomeVideo">Other videos: no films with data from the web.</param>
/// <param name="Paths">Where its files lie as the server names them; empty when it does not tell.</param>
internal sealed record PlexSection(string Key, string Type, string Title, bool IsHomeVideo, IReadOnlyList<string> Paths)
{
    /// <summary>True when it holds what the box can cut.</summary>
    public bool IsVideo => Type is "movie" or "show";
}

/// <summary>A piece of a list.</summary>
/// <param name="Items">The rows.</param>
/// <param name="Offset">Number of the first.</param>
/// <param name="Total">How many the whole list has, as far as the server says.</param>
/// <param name="Next">Where to go on; null at the end. Servers give fewer rows than asked for, so it is not offset + limit.</param>
internal sealed record PlexPage<T>(IReadOnlyList<T> Items, int Offset, int Total, int? Next);

/// <summary>A film, show, season, episode, clip, collection or playlist. All fields but the first three can be missing on the wire.</summary>
/// <param name="Key">ratingKey: opaque, of this server, can change when a file is replaced or matched anew.</param>
/// <param name="Type">movie, show, season, episode, clip, collection, playlist.</param>
/// <param name="Title">Its name.</param>
internal sealed record PlexItem(string Key, string Type, string Title)
{
    /// <summary>The id that outlives a new <see cref="Key"/> (plex://…), or null.</summary>
    public string? Guid { get; init; }

    /// <summary>Year, or null.</summary>
    public int? Year { get; init; }

    /// <summary>Length in ms as the server has it; null before analysis. Never to compute frames with.</summary>
    public long? DurationMs { get; init; }

    /// <summary>What it is about.</summary>
    public string? Summary { get; init; }

    /// <summary>The section it is in.</summary>
    public string? SectionKey { get; init; }

    /// <summary>The season of an episode, the show of a season.</summary>
    public PlexParent? Parent { get; init; }

    /// <summary>The show of an episode.</summary>
    public PlexParent? Grandparent { get; init; }

    /// <summary>Number of the episode or season.</summary>
    public int? Index { get; init; }

    /// <summary>YYYY-MM-DD, or null.</summary>
    public string? AirDate { get; init; }

    /// <summary>Path of the poster on the server; changes with the picture.</summary>
    public string? Thumb { get; init; }

    /// <summary>Path of the backdrop on the server.</summary>
    public string? Art { get; init; }

    /// <summary>Where this person stopped watching, in ms, or null.</summary>
    public long? ViewOffsetMs { get; init; }

    /// <summary>When it came into the library.</summary>
    public DateTimeOffset? AddedAt { get; init; }

    /// <summary>When it last changed.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }

    /// <summary>How many are in a collection, playlist, show or season.</summary>
    public int? ChildCount { get; init; }

    /// <summary>Row of a playlist: a title can be in one twice.</summary>
    public string? PlaylistRow { get; init; }

    /// <summary>Its files; empty for shows and seasons. Streams only when the title itself was asked for.</summary>
    public IReadOnlyList<PlexVersion> Versions { get; init; } = [];

    /// <summary>Chapters, when the title itself was asked for.</summary>
    public IReadOnlyList<PlexChapter> Chapters { get; init; } = [];

    /// <summary>Intro, credits and advertisements in order of time, when the title itself was asked for.</summary>
    public IReadOnlyList<PlexMarker> Markers { get; init; } = [];

    /// <summary>True when it can be watched and cut; false for what holds others.</summary>
    public bool IsPlayable => Type is "movie" or "episode" or "clip";

    /// <summary>True when the box shows it at all: no music, no photos, no people.</summary>
    public bool IsVideo => IsPlayable || Type is "show" or "season" or "collection" or "playlist";

    /// <summary>The version to cut from: an original one, the largest picture first. Null when there is none.</summary>
    public PlexVersion? Best => Versions.Where(v => v.Parts.Count > 0).OrderBy(v => v.IsOptimized).ThenByDescending(v => v.Width ?? 0).FirstOrDefault();
}

/// <summary>What a title belongs to.</summary>
/// <param name="Key">Its ratingKey, or null.</param>
/// <param name="Title">Its name, or null.</param>
/// <param name="Index">Its number, or null.</param>
internal sealed record PlexParent(string? Key, string? Title, int? Index);

/// <summary>One version of a title (a Media): one file, or several that follow one another.</summary>
/// <param name="Id">Media.id.</param>
/// <param name="Number">Its place among the versions, 0-based: the transcoder's mediaIndex.</param>
/// <param name="Parts">Its files, in order.</param>
internal sealed record PlexVersion(string Id, int Number, IReadOnlyList<PlexPart> Parts)
{
    /// <summary>Length in ms of all parts, or null.</summary>
    public long? DurationMs { get; init; }

    /// <summary>Picture width in px, or null.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height in px, or null.</summary>
    public int? Height { get; init; }

    /// <summary>kbit/s, or null.</summary>
    public int? Bitrate { get; init; }

    /// <summary>4k, 1080, 720, sd…, as the server has it.</summary>
    public string? Resolution { get; init; }

    /// <summary>File kind: mkv, mp4…</summary>
    public string? Container { get; init; }

    /// <summary>h264, hevc…</summary>
    public string? VideoCodec { get; init; }

    /// <summary>aac, ac3…</summary>
    public string? AudioCodec { get; init; }

    /// <summary>24p, PAL, NTSC, 60p…: a class, not a rate.</summary>
    public string? FrameRateClass { get; init; }

    /// <summary>Made by the server from another version: never to cut from while an original is there.</summary>
    public bool IsOptimized { get; init; }

    /// <summary>The part that holds this instant of the title, and the time in it; the last part for what lies behind all.</summary>
    /// <param name="ms">ms from the title's start.</param>
    public (PlexPart Part, long MsInPart)? At(long ms)
    {
        foreach (var part in Parts)
        {
            if (part.DurationMs is not { } length || ms < length || part == Parts[^1])
                return (part, ms);
            ms -= length;
        }
        return null;
    }
}

/// <summary>One file.</summary>
/// <param name="Id">Part.id.</param>
/// <param name="Number">Its place in the version, 0-based: the transcoder's partIndex.</param>
/// <param name="Path">Its address on the server; changes when the file is replaced.</param>
internal sealed record PlexPart(string Id, int Number, string Path)
{
    /// <summary>Path of the file as the server names it; null when it does not tell. Can be a Windows path.</summary>
    public string? File { get; init; }

    /// <summary>Size in bytes, or null.</summary>
    public long? SizeBytes { get; init; }

    /// <summary>Length in ms, or null.</summary>
    public long? DurationMs { get; init; }

    /// <summary>mkv, mp4…</summary>
    public string? Container { get; init; }

    /// <summary>False when the server looked and did not find the file; null when it did not look.</summary>
    public bool? Exists { get; init; }

    /// <summary>Streams, when the title itself was asked for.</summary>
    public IReadOnlyList<PlexStream> Streams { get; init; } = [];
}

/// <summary>Kinds of streams, by Plex's numbers.</summary>
internal enum PlexStreamKind
{
    /// <summary>Lyrics and whatever comes.</summary>
    Other = 0,

    /// <summary>Pictures.</summary>
    Video = 1,

    /// <summary>Sound.</summary>
    Audio = 2,

    /// <summary>Subtitles.</summary>
    Subtitle = 3,
}

/// <summary>A stream of a file, or a subtitle file beside it.</summary>
/// <param name="Id">Plex's number, not ffmpeg's.</param>
/// <param name="Kind">What it is.</param>
internal sealed record PlexStream(string Id, PlexStreamKind Kind)
{
    /// <summary>ffmpeg's stream index in the file; null for one beside it.</summary>
    public int? Index { get; init; }

    /// <summary>h264, eac3, srt, pgs…</summary>
    public string? Codec { get; init; }

    /// <summary>ISO 639-2, or null.</summary>
    public string? Language { get; init; }

    /// <summary>What Plex shows people.</summary>
    public string? Title { get; init; }

    /// <summary>Path on the server of a subtitle file beside the film, or null.</summary>
    public string? Path { get; init; }

    /// <summary>Chosen by this person, or by default.</summary>
    public bool IsSelected { get; init; }

    /// <summary>Forced subtitles.</summary>
    public bool IsForced { get; init; }

    /// <summary>Channels of sound, or null.</summary>
    public int? Channels { get; init; }

    /// <summary>Frames a second, rounded to 3 decimals by Plex; for display alone.</summary>
    public double? FrameRate { get; init; }

    /// <summary>smpte2084, arib-std-b67…, or null.</summary>
    public string? Transfer { get; init; }

    /// <summary>Dolby Vision profile, or null. Profile 5 has no transfer: only this tells that it is HDR.</summary>
    public int? DolbyVision { get; init; }

    /// <summary>True for HDR of any kind.</summary>
    public bool IsHdr => DolbyVision is not null || Transfer is "smpte2084" or "arib-std-b67";
}

/// <summary>A chapter, ms from the title's start.</summary>
internal sealed record PlexChapter(int Number, string? Title, long StartMs, long EndMs);

/// <summary>intro, credits or commercial, ms from the title's start.</summary>
internal sealed record PlexMarker(string Type, long StartMs, long EndMs);
