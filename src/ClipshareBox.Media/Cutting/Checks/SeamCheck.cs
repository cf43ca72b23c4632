using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Cutting.Checks;

/// <summary>
/// Decodes what is new in a clip, as it lies in the file: the first encoded frames, the first copied ones behind them, and the encoded
/// tail. Every frame must come out, without a decode error, and the clip's first and last frame must look like the source's.
/// </summary>
/// <remarks>
/// Copied frames are the source's by their bytes, and an encoder's frames decode; what a cut can break is their parameter sets and the
/// places where they meet. The decoder is started early, so that it is ready when the clip is.
/// </remarks>
internal sealed class SeamCheck : IAsyncDisposable
{
    private const int EncodedBeforeSeam = 2;
    private const int CopiedBehindSeam = 4;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly TimeProvider _clock;
    private readonly Tool _ffmpeg;

    private SeamCheck(Tool ffmpeg, TimeProvider clock) => (_ffmpeg, _clock) = (ffmpeg, clock);

    /// <summary>Starts the decoder; it waits for pictures.</summary>
    public static SeamCheck Start(CutSource source) =>
        new(Tool.Start(source.Tools.Ffmpeg, Arguments, withInput: true), source.Clock);

    /// <summary>Says what is wrong, or null. Once only.</summary>
    public async Task<string?> FindFaultAsync(string path, CutResult result, CancellationToken ct)
    {
        var fed = Fed(result);
        using var limit = new CancellationTokenSource(Limit, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var feeding = OwnThread.Run("seam feed", () => Feed(_ffmpeg.Input, path, result.VideoFormat, fed));
        var shown = new MemoryStream();
        var reading = OwnThread.Run("seam pictures", () => _ffmpeg.Output.CopyTo(shown));
        await Task.WhenAll(feeding, reading).WaitAsync(either.Token);
        var exitCode = await _ffmpeg.WaitAsync(either.Token);
        var errors = _ffmpeg.ErrorText;
        if (exitCode != 0 || errors.Length > 0)
            return $"the frames at the seam do not decode cleanly ({errors.Split('\n')[0]})";
        if (shown.Length != (long)fed.Count * Thumbnail.Bytes)
            return $"{shown.Length / Thumbnail.Bytes} of {fed.Count} frames at the seam come out of a decoder";
        return Compare(shown.ToArray(), fed, result);
    }

    /// <summary>Stops the decoder if it still runs.</summary>
    public ValueTask DisposeAsync() => _ffmpeg.DisposeAsync();

    private static IReadOnlyList<string> Arguments =>
    [
        "-hide_banner", "-v", "error", "-strict", "1", "-copyts", "-noautorotate",
        "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "mp4", "-i", "pipe:0",
        "-map", "0:v:0", "-vf", Thumbnail.Filter, "-fps_mode", "passthrough", "-f", "rawvideo", "pipe:1",
    ];

    private static List<OutputSample> Fed(CutResult result)
    {
        var samples = result.Samples;
        if (result.Copied == 0)
            return [.. samples]; // one encoded piece
        var behind = result.Head + CopiedBehindSeam;
        return
        [
            .. samples.Take(Math.Min(result.Head, EncodedBeforeSeam)),
            .. samples.Take(behind).Skip(result.Head),
            .. samples.Skip(Math.Max(behind, samples.Count - result.Tail)),
        ];
    }

    private static void Feed(Stream input, string path, TrackFormat format, List<OutputSample> samples)
    {
        using var file = File.OpenHandle(path);
        var buffer = new byte[samples.Max(s => s.Size)];
        try
        {
            using var buffered = new BufferedStream(input, 1 << 18);
            var writer = new FragmentWriter(buffered, format);
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
            if (at < 0)
                continue; // the inner end of a piece
            if (!Thumbnail.AreAlike(shown.AsSpan(at * Thumbnail.Bytes, Thumbnail.Bytes), picture))
                return pts == order[0] ? "the first frame is not the source's" : "the last frame is not the source's";
        }
        return null;
    }
}
