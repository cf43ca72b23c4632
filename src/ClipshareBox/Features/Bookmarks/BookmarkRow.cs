using System.Text.Json;
using ClipshareBox.Media.Time;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Bookmarks;

/// <summary>A row of the table <c>bookmarks</c>.</summary>
internal sealed record BookmarkRow
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public int Number { get; init; }
    public string? CreatedBy { get; init; }
    public string CreatedByName { get; init; } = "";
    public string Label { get; init; } = "";
    public string PublicNotes { get; init; } = "";
    public string PrivateNotes { get; init; } = "";
    public long StartMs { get; init; }
    public long EndMs { get; init; }
    public long StartFrame { get; init; }
    public long EndFrame { get; init; }
    public long RateNum { get; init; }
    public long RateDen { get; init; }
    public string? Colour { get; init; }
    public int Rating { get; init; }

    /// <summary>The words, one a line.</summary>
    public string Tags { get; init; } = "";

    public string Origin { get; init; } = "api";
    public long Rev { get; init; }

    /// <summary>JSON: the revision at which each field was changed last.</summary>
    public string FieldRevs { get; init; } = "{}";

    public string? LockedBy { get; init; }
    public long? LockedAtMs { get; init; }
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }

    public Rational Rate => new(RateNum, RateDen);

    public IReadOnlyDictionary<string, long> FieldRevisions =>
        JsonSerializer.Deserialize(FieldRevs, BookmarksJson.Default.DictionaryStringInt64) ?? [];

    /// <summary>The same range on other marks.</summary>
    public BookmarkRow At(long startMs, long endMs) => this with
    {
        StartMs = startMs,
        EndMs = endMs,
        StartFrame = FrameTime.FirstFrameFrom(startMs, Rate),
        EndFrame = Math.Max(FrameTime.FirstFrameFrom(endMs, Rate), FrameTime.FirstFrameFrom(startMs, Rate) + 1),
    };

    /// <summary>The bookmark as one account may see it.</summary>
    /// <param name="viewer">The account; null for what everybody may see.</param>
    /// <param name="clip">Its clip.</param>
    public Bookmark For(string? viewer, BookmarkClip? clip)
    {
        var drop = Timecode.AllowsDropFrame(Rate);
        return new Bookmark
        {
            Id = Id,
            Number = Number,
            WorkspaceId = WorkspaceId,
            CreatedBy = CreatedBy is null ? null : new HubUser(CreatedBy, CreatedByName),
            Label = Label,
            PublicNotes = PublicNotes,
            PrivateNotes = viewer is not null && viewer == CreatedBy ? PrivateNotes : "",
            StartMs = StartMs,
            EndMs = EndMs,
            StartFrame = StartFrame,
            EndFrame = EndFrame,
            Timecode = new TimecodePair(
                Timecode.FromFrame(StartFrame, Rate, drop).ToString(), Timecode.FromFrame(EndFrame, Rate, drop).ToString()),
            Colour = Colour,
            Rating = Rating,
            Tags = Tags.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            Rev = Rev,
            LockedBy = LockedBy,
            LockedAt = LockedAtMs is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Clip = clip,
            Origin = Origin,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs),
        };
    }
}
