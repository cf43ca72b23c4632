using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Cutting.Checks;

/// <summary>
/// Decodes what is new in a clip, as it lies in the file: the encoded frames and the first copied ones behind them. Every frame must
/// come out, without a decode error, and the first and last frame must look like the source's.
/// </summary>
/// <remarks>Copied frames are the source's by their bytes; what a cut can break is where they meet the encoded ones.</remarks>
internal sealed class SeamCheck(CutSource source, TrackFormat clipFormat)
{
    private const int CopiedBehindSeam = 6;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <summary>Says what is wrong, or null.</summary>
    public async Task<string?> FindFaultAsync(string path, CutResult result, CancellationToken ct)
    {
        var fed = Fed(result);
        await using var ffmpeg = Tool.Start(source.Tools.Ffmpeg, Arguments, withInput: true);
        using var limit = new CancellationTokenSource(Limit, source.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var feeding = OwnThread.Run("seam feed", () => Feed(ffmpeg.Input, path, fed));
        var shown = new MemoryStream();
        var reading = OwnThread.Run("seam pictures", () => ffmpeg.Output.CopyTo(shown));
        await Task.WhenAll(feeding, reading).WaitAsync(either.Token);
        var exitCode = await ffmpeg.WaitAsync(either.Token);
        var errors = ffmpeg.ErrorText;
        if (exitCode != 0 || errors.Length > 0)
            return $"the frames at the seam do not decode cleanly ({errors.Split('\n')[0]})";
        if (shown.Length != (long)fed.Count * Thumbnail.Bytes)
            return $"{shown.Length / Thumbnail.Bytes} of {fed.Count} frames at the seam come out of a decoder";
        return Compare(shown.ToArray(), fed, result);
    }

    private static IReadOnlyList<string> Arguments =>
    [
        "-hide_banner", "-v", "error", "-strict", "1", "-copyts", "-noautorotate",
        "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "mp4", "-i", "pipe:0",
        "-map", "0:v:0", "-vf", Thumbnail.Filter, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
    ];

    private static List<OutputSample> Fed(CutResult result) =>
    [
        .. result.Samples.Take(result.Head + CopiedBehindSeam),
        .. result.Samples.Skip(Math.Max(result.Head + CopiedBehindSeam, result.Samples.Count - result.Tail)),
    ];

    private void Feed(Stream input, string path, List<OutputSample> samples)
    {
        using var file = File.OpenHandle(path);
        var buffer = new byte[samples.Max(s => s.Size)];
        try
        {
            using var buffered = new BufferedStream(input, 1 << 18);
            var writer = new FragmentWriter(buffered, clipFormat);
            writer.WriteHeader();
            foreach (var sample in samples)
            {
                var data = buffer.AsSpan(0, sample.Size);
                RandomAccess.Read(file, data, sample.Offset);
                writer.Write(sample.Pts, sample.Sync, data);
            }
        }
        catch (IOException)
        {
            // The decoder stopped early: the count of its pictures tells.
        }
    }

    private static string? Compare(byte[] shown, List<OutputSample> fed, CutResult result)
    {
        var order = fed.Select(s => s.Pts).Order().ToList();
        foreach (var (pts, picture) in result.Expected)
        {
            var at = order.IndexOf(pts);
            if (at < 0 || !Thumbnail.AreAlike(shown.AsSpan(at * Thumbnail.Bytes, Thumbnail.Bytes), picture))
                return pts == order[0] ? "the first frame is not the source's" : "the last frame is not the source's";
        }
        return null;
    }
}
