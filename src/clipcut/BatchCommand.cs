using ClipshareBox.Media.Lists;

namespace Clipcut;

/// <summary>clipcut batch: the clips of a list.</summary>
internal static class BatchCommand
{
    private const string Notes = """
        LIST is a CSV file with the header in,out,name (and source, where a line has its own), or a CMX 3600 EDL.
        An EDL's source timecodes count at the source's rate; its clip names become the files' names.
        SOURCE is needed unless each line names its own; a folder in its place is taken as OUTDIR. OUTDIR is made if need be.
        A clip that fails does not stop the others; the exit code is the worst one.
        """;

    public static Command Command => new(
        "batch", "LIST.csv|.edl [SOURCE] [OUTDIR]", 1, 3, "Cuts all clips of a list; the source is opened once.",
        $"{Notes}\n\n{HelpText.Times}\n\n{HelpText.Headers}",
        [new Option("--edl-times", "COLUMNS", "source (default) or record"), .. CutRequest.Options],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken ct)
    {
        var options = CutRequest.Read(arguments);
        var times = arguments.Choice("--edl-times", EdlTimes.Source, ("source", EdlTimes.Source), ("record", EdlTimes.Record));
        var (sourceWord, folder) = Words(arguments.Words);
        if (sourceWord is null && SourceHeaders.AreGiven(arguments))
            throw new UsageException("headers are for SOURCE, and none is given");
        var source = sourceWord is null ? null : await SourceWord.ReadAsync(arguments, sourceWord, terminal, ct);
        var list = await ReadListAsync(arguments.Words[0], times, ct);
        await using var workbench = new Workbench();
        var run = new BatchRun(workbench, source, Path.GetDirectoryName(Path.GetFullPath(arguments.Words[0])) ?? "/", folder)
        {
            Options = options,
            SourceOptions = SourceWord.Options(arguments),
            StartTimecode = arguments.One("--start-timecode"),
            Progress = prefix => arguments.Has("--progress") ? new PercentLines(terminal, prefix) : null,
        };
        return await PrintAsync(run, list, arguments.Has("--json"), terminal, ct);
    }

    private static async Task<int> PrintAsync(BatchRun run, CutList list, bool asJson, Terminal terminal, CancellationToken ct)
    {
        var items = new List<BatchItem>();
        var table = new BatchTable(terminal, list.Entries.Select(e => e.Name + ".mp4"));
        if (!asJson)
            table.Head();
        await foreach (var item in run.CutAllAsync(list, ct))
        {
            items.Add(item);
            if (!asJson)
                table.Add(item);
        }
        if (asJson)
            terminal.WriteLine(ClipcutJson.Text(items, ClipcutJson.Default.IReadOnlyListBatchItem));
        var failed = items.Where(item => item.Error is not null).ToList();
        if (failed is [])
            return ExitCode.Ok;
        terminal.Complain($"{failed.Count} of {items.Count} clips were not made; the first: {failed[0].Error?.Message}");
        return failed.Max(item => item.Error?.ExitCode ?? ExitCode.Ok);
    }

    private static (string? Source, string Folder) Words(IReadOnlyList<string> words) => words switch
    {
        [_] => (null, "."),
        [_, var word] when Directory.Exists(word) => (null, word),
        [_, var source] => (source, "."),
        _ => (words[1], words[2]),
    };

    // A list is an argument: what is wrong with it is not the source's fault.
    private static async Task<CutList> ReadListAsync(string path, EdlTimes times, CancellationToken ct)
    {
        try
        {
            return await CutList.ReadAsync(path, times, ct);
        }
        catch (ClipshareBox.Media.MediaException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
