using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Sources;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Features.Interchange;

/// <summary>What every list is written from: a workspace's bookmarks on the frames and timecodes of its film.</summary>
/// <remarks>
/// Frames count from 0 at the film's first one, on its nominal rate. Timecodes are the film's own, as an edit room sees them in the file:
/// they begin at what the file states of its first frame, or at zero.
/// </remarks>
internal sealed record MarkList
{
    /// <summary>Title of the workspace, one line.</summary>
    public required string Title { get; init; }

    /// <summary>Name of the film's file, or its title where it is no file of ours to name.</summary>
    public required string FileName { get; init; }

    /// <summary>Nominal rate in frames a second, exact.</summary>
    public required Rational Rate { get; init; }

    /// <summary>Frames from timecode zero to the film's first frame.</summary>
    public required long FirstFrame { get; init; }

    /// <summary>True when the film's timecodes are drop-frame.</summary>
    public required bool IsDropFrame { get; init; }

    /// <summary>Length of the film in frames.</summary>
    public required long Frames { get; init; }

    /// <summary>What the film is made of.</summary>
    public required MediaInfo Info { get; init; }

    /// <summary>The bookmarks by their start, without private notes.</summary>
    public required IReadOnlyList<BookmarkRow> Marks { get; init; }

    /// <summary>True when the film has sound.</summary>
    public bool HasSound => Info.Audio.Count > 0;

    /// <summary>The list of a workspace.</summary>
    /// <param name="title">Title of the workspace.</param>
    /// <param name="content">Its film.</param>
    /// <param name="marks">Its bookmarks.</param>
    public static MarkList Of(string title, Content content, IReadOnlyList<BookmarkRow> marks)
    {
        var rate = content.FrameRate;
        var start = Timecode.ParseOrNull(content.Info.StartTimecode, rate);
        // A film that was exchanged for one of another rate: the marks in ms stay, their frames are new ones.
        var rows = marks.Select(m => m.Rate == rate ? m : (m with { RateNum = rate.Num, RateDen = rate.Den }).At(m.StartMs, m.EndMs)).ToList();
        return new MarkList
        {
            Title = PlainText.Line(title),
            FileName = PlainText.Line(content.Media.IsRemote ? content.Title : Path.GetFileName(content.Media.Location)),
            Rate = rate,
            FirstFrame = start?.Frame ?? 0,
            IsDropFrame = start?.IsDropFrame ?? Timecode.AllowsDropFrame(rate),
            Frames = rows.Select(r => r.EndFrame).Append(FrameTime.FirstFrameFrom(content.DurationMs, rate)).Max(),
            Info = content.Info,
            Marks = rows,
        };
    }

    /// <summary>The film's own timecode of a frame.</summary>
    public string At(long frame) => Named(FirstFrame + frame);

    /// <summary>The timecode of a count of frames from zero.</summary>
    public string Named(long frame) => Timecode.FromFrame(frame, Rate, IsDropFrame).ToString();

    /// <summary>The frame that 01:00:00:00 names, at which programmes begin by custom.</summary>
    public long Hour => Timecode.Parse(IsDropFrame ? "01:00:00;00" : "01:00:00:00", Rate).Frame;

    /// <summary>What a clip is called: editors have nothing to show for one without a name.</summary>
    public static string NameOf(BookmarkRow mark) =>
        PlainText.Line(mark.Label) is { Length: > 0 } label ? label : $"Bookmark {mark.Number}";
}
