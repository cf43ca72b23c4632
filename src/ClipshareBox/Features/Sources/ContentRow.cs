using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Sources;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Sources;

/// <summary>A content as it stands in the store, with what is needed of its source.</summary>
internal sealed record ContentRow
{
    public const string Waiting = "waiting";
    public const string Ready = "ready";
    public const string Faulty = "faulty";

    public string ContentKey { get; init; } = "";
    public string SourceId { get; init; } = "";
    public string Folder { get; init; } = "";
    public string Name { get; init; } = "";
    public string Library { get; init; } = "";
    public string Title { get; init; } = "";
    public int? Year { get; init; }
    public long SizeBytes { get; init; }
    public long ChangedAt { get; init; }
    public string State { get; init; } = Waiting;
    public int Tries { get; init; }
    public long DueAtMs { get; init; }
    public long? DurationMs { get; init; }
    public string? Info { get; init; }
    public string? Fault { get; init; }
    public long AddedAtMs { get; init; }
    public long? AwayAtMs { get; init; }

    /// <summary>The source's folder, or which server it is.</summary>
    public string Place { get; init; } = "";

    /// <summary>The source's kind.</summary>
    public string Kind { get; init; } = SourceRow.Folder;

    /// <summary>When the source was removed.</summary>
    public long? RemovedAtMs { get; init; }

    public bool IsAvailable => AwayAtMs is null && RemovedAtMs is null;

    public FileStamp Stamp => new(SizeBytes, ChangedAt);

    /// <summary>Absolute path, or where it was.</summary>
    public string FullPath => Path.Join(Place, Folder, Name);

    public Content ToContent(MediaInfo info) => new()
    {
        ContentKey = ContentKey,
        Title = Title,
        DurationMs = info.DurationMs,
        FrameRate = RateOf(info.Video),
        Info = info,
        Media = new MediaSource(FullPath),
        Available = IsAvailable,
        Withdrawn = RemovedAtMs is not null,
        Root = Kind == SourceRow.Folder ? Place : null,
        Remote = Kind == SourceRow.Folder ? null : this,
        // What waits for a new probe is not the file that the facts tell of.
        Stamp = State == Ready ? Stamp : default(FileStamp),
        Fault = State == Faulty ? Fault : null,
    };

    // Frames must be counted on some rate, even where a file names none.
    private static Rational RateOf(VideoInfo video) =>
        video.FrameRate.IsKnown ? video.FrameRate : video.AverageRate.IsKnown ? video.AverageRate : new Rational(25, 1);
}
