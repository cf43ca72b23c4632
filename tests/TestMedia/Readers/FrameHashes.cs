using ClipshareBox.Media.Time;

namespace TestMedia.Readers;

/// <summary>The content of a shown frame.</summary>
/// <param name="Pts">Presentation time in ticks of the source's time base, on the source's own clock.</param>
/// <param name="Seconds">Presentation time in seconds from the content's first instant.</param>
/// <param name="Hash">MD5 of the decoded samples in the stream's own pixel format.</param>
public sealed record FrameHash(long Pts, double Seconds, string Hash);

/// <summary>The contents of a film's frames.</summary>
/// <param name="TimeBase">Seconds a tick of the frames' times.</param>
/// <param name="Frames">The frames in the order shown.</param>
/// <param name="Errors">Lines the decoder complained with.</param>
public sealed record HashedFrames(Rational TimeBase, IReadOnlyList<FrameHash> Frames, IReadOnlyList<string> Errors);

/// <summary>Hashes every decoded frame, to tell copied frames from encoded ones.</summary>
public static class FrameHashes
{
    /// <summary>Hashes of all shown frames.</summary>
    public static Task<HashedFrames> ReadAsync(string path, CancellationToken ct) => ReadAsync(path, new FrameReading(), ct);

    /// <summary>Hashes of a part of the film, or of what its edit list hides too.</summary>
    public static async Task<HashedFrames> ReadAsync(string path, FrameReading reading, CancellationToken ct)
    {
        var container = await Container.OfAsync(path, ct);
        string[] output = ["-vf", reading.Window(container) + "null", "-fps_mode", "passthrough", "-enc_time_base", "-1"];
        var result = await Ffmpeg.RunAsync(
            [.. reading.Input(path, container), "-map", "0:V:0", .. output, "-f", "framemd5", "pipe:1"], ct);
        var table = FrameTable.Parse(FrameReader.Lines(System.Text.Encoding.ASCII.GetString(result.Output)));
        var frames = table.Rows
            .Select(row => new FrameHash(row.Pts, container.SecondsAt(row.Pts, table.TimeBase), row.Hash))
            .Where(frame => reading.Holds(frame.Seconds));
        return new HashedFrames(table.TimeBase, [.. frames], FrameReader.Lines(result.ErrorText));
    }
}
