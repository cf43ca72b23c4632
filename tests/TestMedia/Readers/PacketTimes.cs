using System.Globalization;
using System.Text.Json;

namespace TestMedia.Readers;

/// <summary>A packet as ffprobe lists it, in file order.</summary>
/// <param name="Pts">Presentation time in ticks, or null.</param>
/// <param name="Dts">Decoding time in ticks, or null.</param>
/// <param name="Duration">Duration in ticks, 0 when not known.</param>
/// <param name="Size">Size in bytes.</param>
/// <param name="Position">Offset of its bytes in the file, or null.</param>
/// <param name="IsKey">The container's key flag.</param>
/// <param name="IsHidden">True when the edit list hides it.</param>
public sealed record CodedPacket(
    long? Pts, long? Dts, long Duration, long Size, long? Position, bool IsKey, bool IsHidden);

/// <summary>Lists a stream's packets without decoding them.</summary>
public static class PacketTimes
{
    /// <summary>All packets of one stream, named as ffprobe does: "v:0", "a:1".</summary>
    public static async Task<IReadOnlyList<CodedPacket>> ReadAsync(string path, CancellationToken ct, string stream = "v:0")
    {
        string[] what = ["-select_streams", stream, "-show_entries", "packet=pts,dts,duration,size,pos,flags", "-of", "json"];
        using var json = JsonDocument.Parse(await Ffmpeg.ProbeAsync([.. what, path], ct));
        return [.. json.RootElement.GetProperty("packets").EnumerateArray().Select(Read)];
    }

    private static CodedPacket Read(JsonElement packet)
    {
        var flags = packet.GetProperty("flags").GetString() ?? "";
        return new CodedPacket(
            Number(packet, "pts"),
            Number(packet, "dts"),
            Number(packet, "duration") ?? 0,
            Number(packet, "size") ?? 0,
            Number(packet, "pos"),
            flags.Contains('K', StringComparison.Ordinal),
            flags.Contains('D', StringComparison.Ordinal));
    }

    // ffprobe prints ticks as numbers and sizes and positions as strings.
    private static long? Number(JsonElement packet, string name) =>
        packet.TryGetProperty(name, out var value)
            ? long.Parse(value.ToString(), CultureInfo.InvariantCulture)
            : null;
}
