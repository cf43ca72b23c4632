using ClipshareBox.Media.Cutting;

namespace ClipshareBox.Features.Clips;

/// <summary>How a clip was made, and what it holds.</summary>
public sealed record ClipReport
{
    /// <summary>smart, edit-list, copy or encode.</summary>
    public required string Mode { get; init; }

    /// <summary>Why it is not the mode asked for, or null.</summary>
    public string? FallbackReason { get; init; }

    /// <summary>Number of the file's first frame in the content.</summary>
    public required long FirstFrame { get; init; }

    /// <summary>Number of the file's last frame in the content, included.</summary>
    public required long LastFrame { get; init; }

    /// <summary>Frames that the file shows.</summary>
    public required int Frames { get; init; }

    /// <summary>Frames copied bit for bit.</summary>
    public required int CopiedFrames { get; init; }

    /// <summary>Frames encoded anew.</summary>
    public required int EncodedFrames { get; init; }

    /// <summary>Wall time of the cut in ms.</summary>
    public required long WallMs { get; init; }

    /// <summary>Bytes fetched from the source.</summary>
    public required long SourceBytesRead { get; init; }

    /// <summary>True when the clip was checked and found right.</summary>
    public required bool Verified { get; init; }

    /// <summary>The frame of the file that stands at IN, counted from 0: other than 0 where there are handles.</summary>
    public required long InFrame { get; init; }

    /// <summary>The first frame of the file behind OUT.</summary>
    public required long OutFrame { get; init; }

    /// <summary>IN in ms from the start of the file.</summary>
    public required long InMs { get; init; }

    /// <summary>OUT in ms from the start of the file.</summary>
    public required long OutMs { get; init; }

    /// <summary>Length of the file in ms.</summary>
    public required long DurationMs { get; init; }

    /// <summary>The encoder of the frames encoded anew, or null.</summary>
    public string? Encoder { get; init; }

    /// <summary>The cutter's report, with the marks as they lie in the file.</summary>
    /// <param name="cut">The cutter's report.</param>
    /// <param name="startMs">IN in ms of the content.</param>
    /// <param name="endMs">OUT in ms of the content.</param>
    /// <param name="startFrame">The frame at IN.</param>
    /// <param name="endFrame">The first frame behind OUT.</param>
    /// <param name="handlesMs">Spare material asked for at either end, in ms.</param>
    internal static ClipReport Of(CutReport cut, long startMs, long endMs, long startFrame, long endFrame, int handlesMs)
    {
        var duration = cut.EndMs - cut.StartMs;
        // Without handles the cutter's own count stands, which knows variable rates too.
        var handles = handlesMs > 0;
        return new ClipReport
        {
            Mode = Spelled(cut.Mode),
            FallbackReason = cut.FallbackReason,
            FirstFrame = cut.FirstFrame,
            LastFrame = cut.LastFrame,
            Frames = cut.Frames,
            CopiedFrames = cut.CopiedFrames,
            EncodedFrames = cut.EncodedFrames,
            WallMs = cut.WallMs,
            SourceBytesRead = cut.SourceBytesRead,
            Verified = cut.Verified,
            InFrame = handles ? Math.Clamp(startFrame - cut.FirstFrame, 0, cut.Frames - 1) : 0,
            OutFrame = handles ? Math.Clamp(endFrame - cut.FirstFrame, 1, cut.Frames) : cut.Frames,
            InMs = handles ? Math.Clamp(startMs - cut.StartMs, 0, duration) : 0,
            OutMs = handles ? Math.Clamp(endMs - cut.StartMs, 0, duration) : duration,
            DurationMs = duration,
            Encoder = cut.Encoder,
        };
    }

    internal string ToText() => System.Text.Json.JsonSerializer.Serialize(this, ClipsJson.Default.ClipReport);

    internal static string Spelled(CutMode mode) => mode switch
    {
        CutMode.Smart => "smart",
        CutMode.EditList => "edit-list",
        CutMode.Copy => "copy",
        _ => "encode",
    };
}
