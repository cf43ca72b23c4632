using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Clips;

/// <summary>A clip that can be rolled now: the whole one on the share, or the quick cut kept for the roll.</summary>
internal sealed record RollClip
{
    public required string Id { get; init; }
    public required string BookmarkId { get; init; }
    public required string WorkspaceId { get; init; }
    public required int Number { get; init; }
    public required string Label { get; init; }
    public required string FileUrl { get; init; }
    public required string FilePath { get; init; }
    public required long DurationMs { get; init; }
    public required long Frames { get; init; }
    public required Rational FrameRate { get; init; }
}
