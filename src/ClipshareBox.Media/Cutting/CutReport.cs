namespace ClipshareBox.Media.Cutting;

/// <summary>What a cut made: the clip's report.</summary>
public sealed record CutReport
{
    /// <summary>The mode that made the clip.</summary>
    public required CutMode Mode { get; init; }

    /// <summary>Why the mode is not the one asked for; null when it is.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Number of the clip's first frame in the content, counted from 0 on the nominal rate.</summary>
    public required long FirstFrame { get; init; }

    /// <summary>Number of the clip's last frame in the content (included).</summary>
    public required long LastFrame { get; init; }

    /// <summary>Frames the clip shows.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames copied bit for bit.</summary>
    public required int CopiedFrames { get; init; }

    /// <summary>Frames encoded anew.</summary>
    public required int EncodedFrames { get; init; }

    /// <summary>Frames shown before the mark; other than 0 only in <see cref="CutMode.Copy"/>.</summary>
    public int EarlyFrames { get; init; }

    /// <summary>Frames in the file that the edit list hides; other than 0 only in <see cref="CutMode.EditList"/>.</summary>
    public int HiddenFrames { get; init; }

    /// <summary>Start of the first frame in ms from the content's start, rounded.</summary>
    public required long StartMs { get; init; }

    /// <summary>End of the last frame in ms from the content's start, rounded.</summary>
    public required long EndMs { get; init; }

    /// <summary>Wall time of the whole cut in ms, with the check and the write to disk.</summary>
    public required long WallMs { get; init; }

    /// <summary>Bytes fetched from the source; what a cache answered does not count.</summary>
    public required long SourceBytesRead { get; init; }

    /// <summary>Size of the clip in bytes.</summary>
    public required long SizeBytes { get; init; }

    /// <summary>True when the check asked for was made and found the clip right.</summary>
    public required bool Verified { get; init; }

    /// <summary>The check that was made.</summary>
    public Verification Verification { get; init; }

    /// <summary>The encoder used for the frames that were encoded; null when none were.</summary>
    public string? Encoder { get; init; }

    /// <summary>What happened when, in ms from the start of the cut.</summary>
    public IReadOnlyList<CutStep> Timeline { get; init; } = [];
}

/// <summary>One step of a cut.</summary>
/// <param name="Step">Its name: open, head, middle, tail, verify, flush…</param>
/// <param name="FromMs">Start in ms from the start of the cut.</param>
/// <param name="ToMs">End in ms from the start of the cut.</param>
public sealed record CutStep(string Step, double FromMs, double ToMs);
