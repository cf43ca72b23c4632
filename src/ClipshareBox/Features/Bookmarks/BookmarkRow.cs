using System.Globalization;
using System.Text.Json.Serialization;
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

    /// <summary>The notes of whoever the row was read for; empty where it was read for nobody.</summary>
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

    public string? LockedBy { get; init; }
    public long? LockedAtMs { get; init; }
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }

    [JsonIgnore]
    public Rational Rate => new(RateNum, RateDen);

    /// <summary>The same range on other marks.</summary>
    public BookmarkRow At(long startMs, long endMs) => this with
    {
        StartMs = startMs,
        EndMs = endMs,
        StartFrame = FrameTime.FirstFrameFrom(startMs, Rate),
        EndFrame = Math.Max(FrameTime.FirstFrameFrom(endMs, Rate), FrameTime.FirstFrameFrom(startMs, Rate) + 1),
    };

    /// <summary>What people can change, as texts by the names of the API.</summary>
    public Dictionary<string, string> Values() => new()
    {
        ["startMs"] = StartMs.ToString(CultureInfo.InvariantCulture),
        ["endMs"] = EndMs.ToString(CultureInfo.InvariantCulture),
        ["label"] = Label,
        ["publicNotes"] = PublicNotes,
        ["privateNotes"] = PrivateNotes,
        ["colour"] = Colour ?? "",
        ["rating"] = Rating.ToString(CultureInfo.InvariantCulture),
        ["tags"] = Tags,
    };

    /// <summary>The row with other values, see <see cref="Values"/>.</summary>
    /// <exception cref="Platform.Http.Refusal">The marks do not lie in the content.</exception>
    public BookmarkRow With(IReadOnlyDictionary<string, string> values, long durationMs)
    {
        var (start, end) = (long.Parse(values["startMs"], CultureInfo.InvariantCulture), long.Parse(values["endMs"], CultureInfo.InvariantCulture));
        var placed = (start, end) == (StartMs, EndMs) ? this : BookmarkFields.Place(this, start, end, durationMs);
        return placed with
        {
            Label = values["label"],
            PublicNotes = values["publicNotes"],
            PrivateNotes = values["privateNotes"],
            Colour = values["colour"] is { Length: > 0 } colour ? colour : null,
            Rating = int.Parse(values["rating"], CultureInfo.InvariantCulture),
            Tags = values["tags"],
        };
    }

    /// <summary>The bookmark as it is shown.</summary>
    /// <param name="clip">Its clip.</param>
    /// <param name="own">True to the one for whom the row was read: he sees his notes.</param>
    public Bookmark Shown(BookmarkClip? clip, bool own)
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
            PrivateNotes = own ? PrivateNotes : "",
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
