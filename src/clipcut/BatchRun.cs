using System.Runtime.CompilerServices;
using ClipshareBox.Media;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Lists;
using ClipshareBox.Media.Sources;

namespace Clipcut;

/// <summary>Cuts the clips of a list one after the other; a failed one does not stop the rest.</summary>
/// <param name="workbench">Keeps the sources open.</param>
/// <param name="source">The source of all lines that name none, or null.</param>
/// <param name="listFolder">Where a list's relative paths start.</param>
/// <param name="folder">Where the clips go.</param>
internal sealed class BatchRun(Workbench workbench, MediaSource? source, string listFolder, string folder)
{
    private readonly FileNames _names = new();

    public required CutOptions Options { get; init; }

    public required SourceOptions SourceOptions { get; init; }

    public string? StartTimecode { get; init; }

    public Func<string, IProgress<double>?> Progress { get; init; } = _ => null;

    public async IAsyncEnumerable<BatchItem> CutAllAsync(CutList list, [EnumeratorCancellation] CancellationToken ct)
    {
        var faults = new Queue<CutListFault>(list.Faults);
        for (var i = 0; i < list.Entries.Count; i++)
        {
            while (faults.TryPeek(out var fault) && fault.Line < list.Entries[i].Line)
                yield return Failed(faults.Dequeue());
            yield return await CutAsync(list.Entries[i], Progress($"{i + 1}/{list.Entries.Count} "), ct);
        }
        while (faults.TryDequeue(out var fault))
            yield return Failed(fault);
    }

    private static BatchItem Failed(CutListFault fault) =>
        new(fault.Line, "", null, null, null, null, null, new BatchError(ExitCode.BadArguments, fault.Message));

    private async Task<BatchItem> CutAsync(CutListEntry entry, IProgress<double>? progress, CancellationToken ct)
    {
        var item = new BatchItem(entry.Line, entry.Name, null, entry.In.Text, entry.Out.Text, null, null, null);
        try
        {
            var from = SourceOf(entry);
            item = item with { Source = from.DisplayName, File = Path.Combine(folder, _names.Next(entry.Name)) };
            var opened = await workbench.OpenAsync(from, SourceOptions, ct);
            var marks = new Marks(entry.In, entry.Out, StartTimecode);
            return item with { Report = await workbench.CutAsync(opened, marks, item.File, Options, progress, ct) };
        }
        catch (MediaException e) when (!ct.IsCancellationRequested)
        {
            return item with { Error = new BatchError(ExitCode.From(e.Fault), e.Message) };
        }
    }

    // A CSV's own column is meant for here; the file that an EDL names lay on the editor's machine.
    private MediaSource SourceOf(CutListEntry entry)
    {
        if (entry.Source is null || (source is not null && entry.Reel is not null))
            return source ?? throw new MediaException(MediaFault.BadRange, "the list names no source; give SOURCE behind the list.");
        var named = new MediaSource(entry.Source);
        return named.IsRemote ? WithHeaders(named) : SourceWord.Named(Path.Combine(listFolder, entry.Source));
    }

    // What opens one server is no other server's business.
    private MediaSource WithHeaders(MediaSource named) =>
        source is { Headers: not null }
        && Uri.TryCreate(named.Location, UriKind.Absolute, out var here)
        && Uri.TryCreate(source.Location, UriKind.Absolute, out var there)
        && Uri.Compare(here, there, UriComponents.SchemeAndServer, UriFormat.SafeUnescaped, StringComparison.OrdinalIgnoreCase) == 0
            ? named with { Headers = source.Headers }
            : named;
}
