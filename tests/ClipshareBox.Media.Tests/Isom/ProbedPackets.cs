using System.Text.Json;
using ClipshareBox.Media.Processes;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

/// <summary>A packet as ffprobe shows it.</summary>
internal sealed record ProbedPacket(int Stream, long Pts, long? Duration, int Size, long Position, bool Key, bool Hidden);

internal static class ProbedPackets
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static async Task<IReadOnlyList<ProbedPacket>> OfAsync(string path)
    {
        var result = await Tool.RunAsync(
            "ffprobe",
            ["-v", "error", "-show_entries", "packet=stream_index,pts,duration,size,pos,flags", "-of", "json", path],
            Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.ErrorText);
        using var json = JsonDocument.Parse(result.Output);
        return [.. json.RootElement.GetProperty("packets").EnumerateArray().Select(Read)];
    }

    private static ProbedPacket Read(JsonElement packet)
    {
        var flags = packet.GetProperty("flags").GetString()!;
        return new ProbedPacket(
            packet.GetProperty("stream_index").GetInt32(),
            packet.GetProperty("pts").GetInt64(),
            packet.TryGetProperty("duration", out var duration) ? duration.GetInt64() : null,
            int.Parse(packet.GetProperty("size").GetString()!, null),
            long.Parse(packet.GetProperty("pos").GetString()!, null),
            flags.Contains('K', StringComparison.Ordinal),
            flags.Contains('D', StringComparison.Ordinal));
    }
}
