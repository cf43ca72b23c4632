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

    /// <summary>Where it lies.</summary>
    public required MediaSource Media { get; init; }
}
