using System.Buffers.Binary;
using TestMedia.Readers;

namespace TestMedia.Bitstreams;

/// <summary>Makes every second CRA picture of an HEVC MP4 a BLA picture, as a splicer at a broadcaster does.</summary>
/// <remarks>Its RASL pictures stay in the file, and no decoder may show them (ITU-T H.265, 8.1.3).</remarks>
internal static class HevcSplice
{
    private const int CraType = 21;
    private const int BlaWithLeadingType = 16;

    public static async Task ToBrokenLinksAsync(string path, CancellationToken ct)
    {
        var keys = (await PacketTimes.ReadAsync(path, ct)).Where(p => p is { IsKey: true, Position: not null });
        var file = await File.ReadAllBytesAsync(path, ct);
        var seen = 0;
        foreach (var key in keys)
        {
            var sample = file.AsMemory((int)(key.Position ?? 0), (int)key.Size);
            if (Units(sample).Any(IsCra) && seen++ % 2 == 0)
                Break(sample);
        }
        if (seen == 0)
            throw new InvalidOperationException($"{path} has no CRA picture to make a BLA of.");
        await File.WriteAllBytesAsync(path, file, ct);
    }

    private static bool IsCra(Memory<byte> unit) => (unit.Span[0] >> 1 & 0x3F) == CraType;

    private static void Break(Memory<byte> sample)
    {
        foreach (var unit in Units(sample).Where(IsCra))
            unit.Span[0] = (byte)(unit.Span[0] & 0x81 | BlaWithLeadingType << 1);
    }

    private static IEnumerable<Memory<byte>> Units(Memory<byte> sample)
    {
        for (var at = 0; at < sample.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(sample.Span[at..]);
            yield return sample.Slice(at + 4, length);
            at += 4 + length;
        }
    }
}
