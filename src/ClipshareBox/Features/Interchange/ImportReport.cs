using System.Text.Json.Serialization;
using ClipshareBox.Features.Bookmarks;

namespace ClipshareBox.Features.Interchange;

/// <summary>What became of a list, or what would.</summary>
/// <param name="DryRun">True when nothing was changed.</param>
/// <param name="Bookmarks">Bookmarks that were made; in a dry run, that would be.</param>
/// <param name="Skipped">Rows that say nothing of the picture.</param>
/// <param name="Refused">Rows that are wrong; while there are any, nothing is made.</param>
/// <param name="Rows">The rows in the list's order.</param>
public sealed record ImportReport(bool DryRun, int Bookmarks, int Skipped, int Refused, IReadOnlyList<ImportRow> Rows);

/// <summary>What became of one row.</summary>
public sealed record ImportRow
{
    /// <summary>Line of the list, from 1.</summary>
    public required int Line { get; init; }

    /// <summary>made, ready (a dry run would make it), skipped or refused.</summary>
    public required string State { get; init; }

    /// <summary>Why it was skipped or refused, and what to do; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>The bookmark's id; null in a dry run.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>The bookmark's number; null in a dry run, for others may take it first.</summary>
    public int? Number { get; init; }

    /// <summary>Label.</summary>
    public string? Label { get; init; }

    /// <summary>IN in ms of the film, included.</summary>
    public long? StartMs { get; init; }

    /// <summary>OUT in ms of the film, excluded.</summary>
    public long? EndMs { get; init; }

    /// <summary>The frame at IN.</summary>
    public long? StartFrame { get; init; }

    /// <summary>The first frame behind the range.</summary>
    public long? EndFrame { get; init; }

    /// <summary>Timecodes of both, as bookmarks show them: from the film's first frame.</summary>
    public TimecodePair? Timecode { get; init; }

    /// <summary>The source that the list names for the row, or null; bookmarks are made on the workspace's film whatever it says.</summary>
    public string? Source { get; init; }
}

/// <summary>Interchange as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportReport))]
internal sealed partial class InterchangeJson : JsonSerializerContext;
