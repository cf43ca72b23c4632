using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Media;
using ClipshareBox.Media.Lists;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Interchange;

/// <summary>Which list is brought, and how it is meant.</summary>
/// <param name="Format">csv or edl.</param>
/// <param name="Times">Of an EDL: the columns that name the film, source or record.</param>
/// <param name="DryRun">True to show what would happen, and change nothing.</param>
internal sealed record ImportWish(string Format, string Times, bool DryRun);

/// <summary>Makes bookmarks of other programs' lists.</summary>
internal sealed class ImportActions(WorkspaceRights rights, WorkspaceActions workspaces, BookmarkActions bookmarks, ContentCatalogue contents)
{
    // Every bookmark is one message to each screen; a client that leaves more of them unread is dropped (see Outbox).
    private const int MostRows = 1_000;

    private sealed record Row(ImportRow Report, NewBookmark? Wanted = null);

    /// <summary>Makes bookmarks of a list, all or none; or shows what would be made.</summary>
    /// <param name="caller">Who brings it.</param>
    /// <param name="workspaceId">Where the bookmarks go.</param>
    /// <param name="wish">How the list is meant.</param>
    /// <param name="read">Reads the list's text; not called for those who may not bring one.</param>
    /// <exception cref="Refusal">He may not, the list can't be read, or, other than in a dry run, a row of it is wrong.</exception>
    public async Task<ImportReport> ImportAsync(Caller caller, string workspaceId, ImportWish wish, Func<Task<string>> read)
    {
        rights.Require(caller, workspaceId, Permission.CreateBookmark);
        var isEdl = Check.OneOf("format", wish.Format, "csv", "edl") == "edl";
        var times = Check.OneOf("times", wish.Times, "source", "record") == "record" ? EdlTimes.Record : EdlTimes.Source;
        var content = contents.Get(workspaces.Get(caller, workspaceId).ContentKey);
        var text = await read();
        var list = isEdl ? CutList.ParseEdl(text, times) : CutList.ParseCsv(text);
        if (list.Entries.Count > MostRows)
            throw Refusal.Invalid("body", $"asks for {list.Entries.Count} bookmarks; {MostRows} go in at once. Split the list.");
        var rows = Rows(caller, workspaceId, content, list);
        return wish.DryRun ? Report(rows, dryRun: true) : Report(Make(caller, workspaceId, rows), dryRun: false);
    }

    private List<Row> Rows(Caller caller, string workspaceId, Content content, CutList list)
    {
        var reader = new MarkReader(workspaceId, content);
        var entries = list.Entries.Select(entry => RowOf(caller, content, reader, entry));
        var faults = list.Faults.Select(f => new Row(new ImportRow { Line = f.Line, State = f.IsSoundOnly ? "skipped" : "refused", Reason = f.Message }));
        return [.. entries.Concat(faults).OrderBy(r => r.Report.Line)];
    }

    private Row RowOf(Caller caller, Content content, MarkReader reader, CutListEntry entry)
    {
        var row = new ImportRow { Line = entry.Line, State = "refused", Label = entry.IsNamed ? entry.Name : null, Source = entry.Source ?? entry.Reel };
        try
        {
            var wanted = reader.Read(entry);
            return new Row(Shown(row, bookmarks.Foresee(caller, wanted, content, BookmarksFeature.OriginOf(caller))) with { State = "ready" }, wanted);
        }
        catch (Exception e) when (e is MediaException or Refusal)
        {
            return new Row(row with { Reason = e.Message });
        }
    }

    private IReadOnlyList<Row> Make(Caller caller, string workspaceId, IReadOnlyList<Row> rows)
    {
        if (rows.Where(r => r.Report.State == "refused").ToArray() is { Length: > 0 } refused)
        {
            throw new Refusal(
                ErrorCode.ValidationError,
                $"Nothing was made: {refused.Length} of {rows.Count} rows are wrong. Put them right or take them out; a dry run shows all rows.",
                refused.Select(r => new FieldError($"line {r.Report.Line}", r.Report.Reason ?? "")).ToArray());
        }
        var wanted = rows.Where(r => r.Wanted is not null).ToList();
        var made = bookmarks.CreateAll(caller, workspaceId, [.. wanted.Select(r => r.Wanted).OfType<NewBookmark>()], BookmarksFeature.OriginOf(caller));
        var reports = wanted.Zip(made, (row, mark) => new Row(Shown(row.Report, mark) with { State = "made", BookmarkId = mark.Id, Number = mark.Number }));
        return [.. reports.Concat(rows.Where(r => r.Wanted is null)).OrderBy(r => r.Report.Line)];
    }

    private static ImportRow Shown(ImportRow row, Bookmark mark) => row with
    {
        Label = mark.Label,
        StartMs = mark.StartMs,
        EndMs = mark.EndMs,
        StartFrame = mark.StartFrame,
        EndFrame = mark.EndFrame,
        Timecode = mark.Timecode,
    };

    private static ImportReport Report(IReadOnlyList<Row> rows, bool dryRun) => new(
        dryRun,
        rows.Count(r => r.Wanted is not null || r.Report.State == "made"),
        rows.Count(r => r.Report.State == "skipped"),
        rows.Count(r => r.Report.State == "refused"),
        [.. rows.Select(r => r.Report)]);
}
