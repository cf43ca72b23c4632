using System.Text.Json;
using ClipshareBox.Media.Time;

namespace TestMedia.Readers;

/// <summary>All frames a film shows, read once and kept beside it.</summary>
public static class Truth
{
    private const string Suffix = ".truth-2.json";

    /// <summary>The film's frames; read by decoding it the first time. Not for films of hours.</summary>
    public static async Task<ShownFrames> OfAsync(string path, CancellationToken ct)
    {
        var kept = path + Suffix;
        if (File.Exists(kept) && File.GetLastWriteTimeUtc(kept) >= File.GetLastWriteTimeUtc(path))
            return Parse(await File.ReadAllBytesAsync(kept, ct));
        var truth = await FrameReader.ReadAsync(path, ct);
        var draft = $"{kept}.{Guid.NewGuid():N}";
        await File.WriteAllBytesAsync(draft, JsonSerializer.SerializeToUtf8Bytes(Kept.Of(truth)), ct);
        File.Move(draft, kept, overwrite: true);
        return truth;
    }

    private static ShownFrames Parse(byte[] json)
    {
        var kept = JsonSerializer.Deserialize<Kept>(json) ?? throw new InvalidDataException("The kept truth is empty.");
        return new ShownFrames(new Rational(kept.TicksNum, kept.TicksDen), kept.Frames, kept.Errors);
    }

    private sealed record Kept(
        long TicksNum, long TicksDen, IReadOnlyList<ShownFrame> Frames, IReadOnlyList<string> Errors)
    {
        public static Kept Of(ShownFrames truth) => new(truth.TimeBase.Num, truth.TimeBase.Den, truth.Frames, truth.Errors);
    }
}
