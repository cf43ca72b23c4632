using System.Text.Json.Serialization;
using ClipshareBox.Features.Sources;

namespace ClipshareBox.Features.Plex;

/// <summary>A Plex server of the box, without its secrets.</summary>
/// <param name="SourceId">The source that it is.</param>
/// <param name="Name">Its name.</param>
/// <param name="Url">Where it was found last.</param>
/// <param name="MachineIdentifier">Which server it is.</param>
/// <param name="State">closed: all is well; open: it failed too often and is left in peace for a while; half-open: it is being tried.</param>
/// <param name="Fault">What the last call to it came to, or null.</param>
/// <param name="LastOkAt">When it last answered.</param>
/// <param name="LatencyMs">How long its answers took of late, in ms; null before the first.</param>
/// <param name="Feed">How the box hears of what plays there.</param>
public sealed record PlexServerState(
    string SourceId, string Name, string Url, string MachineIdentifier, string State, string? Fault, DateTimeOffset? LastOkAt, double? LatencyMs,
    NowPlaying.PlexFeedState Feed);

/// <summary>How the box is connected with Plex.</summary>
/// <param name="Servers">The servers.</param>
/// <param name="IsDemo">True while a stand-in plays plex.tv, as in the demonstration.</param>
/// <param name="Cache">Answers kept.</param>
/// <param name="HookPath">Where Plex's webhooks go, after the box's own address; its key is a secret.</param>
public sealed record PlexConfig(IReadOnlyList<PlexServerState> Servers, bool IsDemo, PlexCacheState Cache, string HookPath);

/// <summary>How often the box knew an answer.</summary>
/// <param name="Hits">Answers from memory.</param>
/// <param name="Misses">Questions to a server.</param>
/// <param name="Joined">Askers who waited for another's equal question.</param>
/// <param name="Degraded">Older answers given because a server was away.</param>
public sealed record PlexCacheState(long Hits, long Misses, long Joined, long Degraded)
{
    /// <summary>Share of questions that no server was asked for, 0 to 1; null before the first.</summary>
    public double? HitRate => Hits + Misses + Joined is > 0 and var all ? (double)(Hits + Joined) / all : null;
}

/// <summary>Tries a server.</summary>
/// <param name="Url">Its address.</param>
/// <param name="Token">A token.</param>
public sealed record PlexTry(string Url, string Token);

/// <summary>Plex as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlexConfig))]
[JsonSerializable(typeof(PlexTry))]
[JsonSerializable(typeof(IReadOnlyList<NowPlaying.NowPlayingItem>))]
[JsonSerializable(typeof(NowPlaying.NowPlayingMark))]
[JsonSerializable(typeof(NowPlaying.NowPlayingBoard))]
[JsonSerializable(typeof(NowPlaying.NowPlayingWatch))]
[JsonSerializable(typeof(IReadOnlyList<PathPair>))]
internal sealed partial class PlexJson : JsonSerializerContext;
