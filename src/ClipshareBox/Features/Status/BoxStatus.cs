using System.Text.Json.Serialization;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Features.Status;

/// <summary>How the box stands, at a glance.</summary>
public sealed record BoxStatus
{
    /// <summary>What the box leans on, each by itself.</summary>
    public required IReadOnlyList<ServiceStatus> Services { get; init; }

    /// <summary>How long requests took since the start.</summary>
    public required RequestLatencies Latencies { get; init; }

    /// <summary>Share of lookups that a cache could answer, 0 to 1; null before the first.</summary>
    public required double? CacheHitRate { get; init; }

    /// <summary>Jobs by state; those that ended long ago are left out.</summary>
    public required IReadOnlyDictionary<JobState, long> Queue { get; init; }

    /// <summary>The clients of the hub.</summary>
    public required HubStatus Hub { get; init; }

    /// <summary>Room on the disks of the data and of the clips.</summary>
    public required IReadOnlyList<DiskRoom> Disk { get; init; }

    /// <summary>The board's sensors; empty where it has none.</summary>
    public required IReadOnlyList<Temperature> Temperature { get; init; }

    /// <summary>This process and what it runs.</summary>
    public required ProcessStatus Process { get; init; }
}

/// <summary>How one service stands.</summary>
/// <param name="Name">Its name.</param>
/// <param name="State">"ok", "degraded" or "down".</param>
/// <param name="Detail">What was found, and what to do.</param>
public sealed record ServiceStatus(string Name, string State, string Detail);

/// <summary>How long requests took, estimated from the buckets of a histogram.</summary>
/// <param name="Requests">Requests since the start.</param>
/// <param name="P50Ms">Half of them took no longer, in ms; null before the first.</param>
/// <param name="P95Ms">95 of 100.</param>
/// <param name="P99Ms">99 of 100.</param>
public sealed record RequestLatencies(long Requests, double? P50Ms, double? P95Ms, double? P99Ms);

/// <summary>The hub's clients.</summary>
/// <param name="Clients">Connected now.</param>
/// <param name="WaitingFrames">Frames that wait to be sent.</param>
/// <param name="SentFrames">Frames sent since the start.</param>
/// <param name="DroppedClients">Clients that did not keep up and were dropped, since the start.</param>
public sealed record HubStatus(int Clients, long WaitingFrames, long SentFrames, long DroppedClients);

/// <summary>This process.</summary>
/// <param name="ResidentBytes">Memory that is in RAM, in bytes.</param>
/// <param name="CpuSeconds">CPU time since the start, in s.</param>
/// <param name="ToolCpuSeconds">CPU time of ffmpeg and other programs that have ended, in s.</param>
public sealed record ProcessStatus(long ResidentBytes, double CpuSeconds, double ToolCpuSeconds);

/// <summary>The status as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(BoxStatus))]
internal sealed partial class StatusJson : JsonSerializerContext;
