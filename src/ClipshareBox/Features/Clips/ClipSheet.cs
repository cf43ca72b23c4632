using System.Text.Json;
using ClipshareBox.Features.Bookmarks;

namespace ClipshareBox.Features.Clips;

/// <summary>The sidecar that lies beside a clip: what it is, for people and programs that only see the share.</summary>
public sealed record ClipSheet
{
    /// <summary>The bookmark's number.</summary>
    public required int Number { get; init; }

    /// <summary>The bookmark's label.</summary>
    public required string Label { get; init; }

    /// <summary>The clip's name in the box's addresses.</summary>
    public required string ClipId { get; init; }

    /// <summary>The bookmark's name in the box's addresses.</summary>
    public required string BookmarkId { get; init; }

    /// <summary>Title of the workspace.</summary>
    public required string Workspace { get; init; }

    /// <summary>Title of the content.</summary>
    public required string Content { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>IN in ms of the content.</summary>
    public required long StartMs { get; init; }

    /// <summary>OUT in ms of the content, excluded.</summary>
    public required long EndMs { get; init; }

    /// <summary>The frame at IN.</summary>
    public required long StartFrame { get; init; }

    /// <summary>The first frame behind OUT.</summary>
    public required long EndFrame { get; init; }

    /// <summary>Timecodes of both.</summary>
    public required TimecodePair Timecode { get; init; }

    /// <summary>The content's rate, exact.</summary>
    public required ClipRate FrameRate { get; init; }

    /// <summary>Spare material asked for at either end, in ms.</summary>
    public required int HandlesMs { get; init; }

    /// <summary>How it was made.</summary>
    public required ClipReport Report { get; init; }

    internal static ClipSheet Of(CutPlan plan, string content, ClipRow row) => new()
    {
        Number = plan.Mark.Number,
        Label = plan.Mark.Label,
        ClipId = row.Id,
        BookmarkId = plan.Mark.Id,
        Workspace = plan.Workspace.Title,
        Content = content,
        FileName = plan.FileName,
        StartMs = plan.Mark.StartMs,
        EndMs = plan.Mark.EndMs,
        StartFrame = plan.Mark.StartFrame,
        EndFrame = plan.Mark.EndFrame,
        Timecode = plan.Mark.Shown(null, own: false).Timecode,
        FrameRate = new ClipRate(plan.Mark.RateNum, plan.Mark.RateDen),
        HandlesMs = plan.Workspace.HandlesMs,
        Report = row.Cut ?? throw new InvalidOperationException("A clip that was cut has a report."),
    };

    internal string ToText() => JsonSerializer.Serialize(this, ClipsJson.Default.ClipSheet);
}
