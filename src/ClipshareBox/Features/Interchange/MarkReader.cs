using System.Globalization;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Sources;
using ClipshareBox.Media;
using ClipshareBox.Media.Lists;
using ClipshareBox.Media.Time;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Interchange;

/// <summary>Reads rows of lists as bookmarks of a film.</summary>
internal sealed class MarkReader(string workspaceId, Content content)
{
    // A row's times in the two ways in which it may state them.
    private sealed record Span(long StartMs, long EndMs);

    private readonly Rational _rate = content.FrameRate;
    private readonly Timecode? _start = Timecode.ParseOrNull(content.Info.StartTimecode, content.FrameRate);

    /// <summary>The bookmark that a row asks for; its fields are not yet checked.</summary>
    /// <exception cref="MediaException">A timecode does not exist on this film.</exception>
    /// <exception cref="Refusal">A field can't be read, or contradicts another.</exception>
    public NewBookmark Read(CutListEntry entry)
    {
        var span = Exact(entry, Within(new Span(entry.In.ToMs(_rate, _start), entry.Out.ToMs(_rate, _start))));
        return new NewBookmark
        {
            WorkspaceId = workspaceId,
            StartMs = span.StartMs,
            EndMs = span.EndMs,
            Label = entry.IsNamed || entry.Reel is not null ? entry.Name : "",
            PublicNotes = entry.Notes ?? entry.Columns.GetValueOrDefault("notes"),
            Colour = entry.Columns.GetValueOrDefault("colour"),
            Rating = (int)(Number(entry, "rating") ?? 0),
            Tags = entry.Columns.GetValueOrDefault("tags") is { } tags ? CsvMarks.TagsOf(tags) : null,
        };
    }

    // The first frame behind the last one may begin a little behind the film's end.
    private Span Within(Span span) =>
        span.EndMs > content.DurationMs && FrameTime.FirstFrameFrom(span.EndMs, _rate) == FrameTime.FirstFrameFrom(content.DurationMs, _rate)
            ? span with { EndMs = content.DurationMs }
            : span;

    // Marks need not lie on frames; the columns in ms say where they do lie, as long as nobody moved the timecodes beside them.
    private Span Exact(CutListEntry entry, Span named)
    {
        if (Number(entry, "startMs") is not { } start || Number(entry, "endMs") is not { } end)
            return named;
        if (Frames(new Span(start, end)) != Frames(named))
            throw Refusal.Invalid("startMs, endMs", "name other frames than in and out; clear those that you did not mean.");
        return new Span(start, end);
    }

    // As bookmarks count them: one frame at least.
    private (long, long) Frames(Span span)
    {
        var start = FrameTime.FirstFrameFrom(span.StartMs, _rate);
        return (start, Math.Max(FrameTime.FirstFrameFrom(span.EndMs, _rate), start + 1));
    }

    private static long? Number(CutListEntry entry, string column)
    {
        if (entry.Columns.GetValueOrDefault(column) is not { } text)
            return null;
        return text.Length <= 12 && long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? column == "rating" ? Check.Within(column, number, 0, 5) : number
            : throw Refusal.Invalid(column, "is a whole number.");
    }
}
