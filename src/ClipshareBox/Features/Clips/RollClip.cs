using System.Text.Json.Serialization;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Clips;

/// <summary>A clip as it can be rolled at this moment.</summary>
/// <param name="Id">The clip; the bookmark's own id where no clip was ever ordered.</param>
/// <param name="BookmarkId">The bookmark.</param>
/// <param name="WorkspaceId">The workspace.</param>
/// <param name="Number">Its number.</param>
/// <param name="Label">The clip's name, or the bookmark's label.</param>
/// <param name="FileUrl">What browsers can play, at this box, of this very version.</param>
/// <param name="DurationMs">Length of the file in ms.</param>
/// <param name="Frames">Frames in the file.</param>
/// <param name="FrameRate">Frames a second, exact.</param>
internal sealed record RollClip(
    string Id, string BookmarkId, string WorkspaceId, int Number, string Label, string FileUrl, long DurationMs, int Frames, Rational FrameRate)
{
    /// <summary>IN in ms from the start of the file: other than 0 where it has handles.</summary>
    public long InMs { get; init; }

    /// <summary>OUT in ms from the start of the file.</summary>
    public long OutMs { get; init; }

    /// <summary>True for the edit-list cut that stands in until the clip is whole.</summary>
    public bool IsInstant { get; init; }

    /// <summary>Absolute path of the file.</summary>
    [JsonIgnore]
    public string FilePath { get; init; } = "";
}
