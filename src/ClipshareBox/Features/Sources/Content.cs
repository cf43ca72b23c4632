using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Sources;

/// <summary>Something to watch and cut, whatever source it comes from.</summary>
internal sealed record Content
{
    /// <summary>Its name to clients, opaque to them.</summary>
    public required string ContentKey { get; init; }

    /// <summary>Title as people know it.</summary>
    public required string Title { get; init; }

    /// <summary>Length in ms.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Nominal rate in frames a second, exact.</summary>
    public required Rational FrameRate { get; init; }

    /// <summary>All that the probe found; what the cutter needs.</summary>
    public required MediaInfo Info { get; init; }

    /// <summary>Where it lies, or lay when it was last seen.</summary>
    public required MediaSource Media { get; init; }

    /// <summary>False while it is away; what was made on it can still be worked with.</summary>
    public bool Available { get; init; } = true;

    /// <summary>True when its source was removed from the box: known, but not to be read.</summary>
    public bool Withdrawn { get; init; }

    /// <summary>Of a file: the folder that it must lie in.</summary>
    public string? Root { get; init; }

    /// <summary>Of a server's title: what is stored of it, by which its bytes are found.</summary>
    public ContentRow? Remote { get; init; }

    /// <summary>Of a file: how it stood when <see cref="Info"/> was found.</summary>
    public FileStamp? Stamp { get; init; }

    /// <summary>Why it can't be cut as it is now, or null.</summary>
    public string? Fault { get; init; }
}
