using System.Collections.Frozen;
using System.Text;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Lists;

/// <summary>One clip that a list asks for.</summary>
/// <param name="Line">Line of the list, from 1.</param>
/// <param name="Name">The clip's name, never empty; a text of the list, not yet fit for a file name.</param>
/// <param name="In">Its first frame.</param>
/// <param name="Out">The first frame behind it.</param>
/// <param name="Source">Path or address of its source, or null for the one that all share.</param>
/// <param name="Reel">An EDL's reel name, or null.</param>
public sealed record CutListEntry(int Line, string Name, MarkTime In, MarkTime Out, string? Source = null, string? Reel = null)
{
    /// <summary>True when the list names the clip; false when <see cref="Name"/> was made up for it.</summary>
    public bool IsNamed { get; init; } = true;

    /// <summary>The comments that stand with it in an EDL, a line each; null without.</summary>
    public string? Notes { get; init; }

    /// <summary>A CSV's other columns by their header, whatever its case; those without text are left out.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = FrozenDictionary<string, string>.Empty;
}

/// <summary>A line of a list that cannot be cut.</summary>
/// <param name="Line">Line of the list, from 1.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record CutListFault(int Line, string Message)
{
    /// <summary>True for an event of an EDL that is sound only: it says nothing of the picture, and nothing is wrong with it.</summary>
    public bool IsSoundOnly { get; init; }
}

/// <summary>Which times of an EDL name the material.</summary>
public enum EdlTimes
{
    /// <summary>The source columns.</summary>
    Source,

    /// <summary>The record columns, where the material is a recording of the finished programme.</summary>
    Record,
}

/// <summary>What a list asks for; a line that cannot be cut does not keep the others from it.</summary>
/// <param name="Entries">The clips, in the list's order.</param>
/// <param name="Faults">The lines that cannot be cut, in the list's order.</param>
public sealed record CutList(IReadOnlyList<CutListEntry> Entries, IReadOnlyList<CutListFault> Faults)
{
    /// <summary>Largest list in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Most clips and faulty lines of a list together.</summary>
    public const int MostEntries = 10_000;

    /// <summary>Reads a list by its file's ending: .edl (CMX 3600) or .csv.</summary>
    /// <param name="path">The file.</param>
    /// <param name="times">Which columns of an EDL.</param>
    /// <param name="ct">Stops the reading.</param>
    /// <exception cref="MediaException">
    /// The file is missing (<see cref="MediaFault.SourceMissing"/>), too large or no such list (<see cref="MediaFault.BadRange"/>).
    /// </exception>
    public static async Task<CutList> ReadAsync(string path, EdlTimes times, CancellationToken ct)
    {
        var isEdl = path.EndsWith(".edl", StringComparison.OrdinalIgnoreCase);
        if (!isEdl && !path.EndsWith(".csv", StringComparison.OrdinalIgnoreCase))
            throw new MediaException(MediaFault.BadRange, $"{path} is no list that is known here; its name must end in .csv or .edl.");
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite, 4096, useAsync: true);
            var text = await ReadTextAsync(file, ct);
            return isEdl ? EdlReader.Read(text, times) : CsvListReader.Read(text);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MediaException(MediaFault.SourceMissing, $"The list {path} cannot be read: {e.Message}", null, e);
        }
    }

    /// <summary>Reads a list with the header row in,out,name[,source]; other columns are kept with their entries.</summary>
    /// <param name="text">The text, without a byte order mark.</param>
    /// <exception cref="MediaException">It is no such list (<see cref="MediaFault.BadRange"/>).</exception>
    public static CutList ParseCsv(string text) => CsvListReader.Read(text);

    /// <summary>Reads the picture cuts of a CMX 3600 edit decision list.</summary>
    /// <param name="text">The text, without a byte order mark.</param>
    /// <param name="times">Which columns name the material.</param>
    /// <exception cref="MediaException">There is no event in it (<see cref="MediaFault.BadRange"/>).</exception>
    public static CutList ParseEdl(string text, EdlTimes times) => EdlReader.Read(text, times);

    // Read to a limit, not by the length that the file claims: a pipe claims none.
    private static async Task<string> ReadTextAsync(Stream file, CancellationToken ct)
    {
        var bytes = new byte[MostBytes + 1];
        var length = await file.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, ct);
        if (length > MostBytes)
            throw new MediaException(MediaFault.BadRange, $"The list is larger than {MostBytes / 1024 / 1024} MB.");
        return Encoding.UTF8.GetString(bytes, 0, length).TrimStart('\uFEFF');
    }

    internal static void CheckSize(int entries, int line)
    {
        if (entries > MostEntries)
            throw new MediaException(MediaFault.BadRange, $"Line {line}: the list has more than {MostEntries} clips; split it.");
    }
}
