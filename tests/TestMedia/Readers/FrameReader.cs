using System.Globalization;
using ClipshareBox.Media.Time;

namespace TestMedia.Readers;

/// <summary>A frame that a player would show.</summary>
/// <param name="Pts">Presentation time in ticks of the source's time base, on the source's own clock.</param>
/// <param name="Seconds">Presentation time in seconds from the content's first instant (format.start_time).</param>
/// <param name="Number">The number in its bar, or <see cref="NumberBar.Unreadable"/>.</param>
/// <param name="Hash">Hash of the decoded samples in the stream's own pixel format: a copied frame keeps it, an encoded one does not.</param>
public sealed record ShownFrame(long Pts, double Seconds, int Number, string Hash);

/// <summary>What a film shows.</summary>
/// <param name="TimeBase">Seconds a tick of the frames' times.</param>
/// <param name="Frames">The frames in the order shown.</param>
/// <param name="Errors">Lines the decoder complained with; empty for a sound film.</param>
public sealed record ShownFrames(Rational TimeBase, IReadOnlyList<ShownFrame> Frames, IReadOnlyList<string> Errors)
{
    /// <summary>The frames' numbers in the order shown.</summary>
    public IReadOnlyList<int> Numbers => [.. Frames.Select(f => f.Number)];
}

/// <summary>What to read of a film.</summary>
public sealed record FrameReading
{
    /// <summary>False to see, too, what an MP4's edit list hides.</summary>
    public bool HonourEditList { get; init; } = true;

    /// <summary>First instant in seconds from the content's start; frames that start half a millisecond earlier still count.</summary>
    public double? FromSeconds { get; init; }

    /// <summary>Instant behind the last frame's start in seconds from the content's start.</summary>
    public double? ToSeconds { get; init; }
}

/// <summary>Reads back the numbers and the contents of a film's frames, or of a still picture, by one decoding.</summary>
public static class FrameReader
{
    /// <summary>Decodes the whole film.</summary>
    public static Task<ShownFrames> ReadAsync(string path, CancellationToken ct) => ReadAsync(path, new FrameReading(), ct);

    /// <summary>Decodes a part of the film, or what its edit list hides.</summary>
    public static async Task<ShownFrames> ReadAsync(string path, FrameReading reading, CancellationToken ct)
    {
        var container = await Container.OfAsync(path, ct);
        // Of the picture nothing but its bar leaves the decoder.
        var row = $"crop=iw:2:0:{NumberBar.ReadLineOf(container.Height)},format=gray,crop=iw:1:0:0";
        var times = Path.GetTempFileName();
        try
        {
            string[] Each(string filter) =>
                ["-map", "0:V:0", "-vf", reading.Window(container) + filter, "-fps_mode", "passthrough", "-enc_time_base", "-1"];
            string[] hashes = ["-f", "framehash", "-hash", "murmur3", "-y", times];
            var result = await Ffmpeg.RunAsync(
                [.. reading.Input(path, container), .. Each(row), "-f", "rawvideo", "pipe:1", .. Each("null"), .. hashes], ct);
            var table = FrameTable.Parse(await File.ReadAllLinesAsync(times, ct));
            return new ShownFrames(table.TimeBase, Frames(result.Output, table, container, reading), Lines(result.ErrorText));
        }
        finally
        {
            File.Delete(times);
        }
    }

    private static List<ShownFrame> Frames(byte[] rows, FrameTable table, Container container, FrameReading reading)
    {
        var frames = new List<ShownFrame>();
        for (var i = 0; i < table.Rows.Count; i++)
        {
            var (pts, _, hash) = table.Rows[i];
            var seconds = container.SecondsAt(pts, table.TimeBase);
            var row = rows.AsSpan(i * container.Width, container.Width);
            if (reading.Holds(seconds))
                frames.Add(new ShownFrame(pts, seconds, NumberBar.Read(row), hash));
        }
        return frames;
    }

    internal static string[] Lines(string errors) => errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

/// <summary>The table that ffmpeg's framehash and framecrc print: one line a frame.</summary>
internal sealed record FrameTable(Rational TimeBase, IReadOnlyList<FrameTable.Row> Rows)
{
    internal sealed record Row(long Pts, long Size, string Hash);

    public static FrameTable Parse(IEnumerable<string> lines)
    {
        var timeBase = default(Rational);
        var rows = new List<Row>();
        foreach (var line in lines)
        {
            if (line.StartsWith("#tb 0:", StringComparison.Ordinal))
                timeBase = Rational.Parse(line["#tb 0:".Length..].Trim());
            if (line.Length == 0 || line[0] == '#')
                continue;
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            rows.Add(new Row(Whole(cells[2]), Whole(cells[4]), cells[5]));
        }
        return new FrameTable(timeBase, rows);
    }

    private static long Whole(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
