using System.Globalization;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.NowPlaying;

namespace ClipshareBox.Features.Plex.Sources;

/// <summary>How the box stands with its servers, for pages.</summary>
internal sealed class PlexStand(PlexServers servers, PlexTv tv, PlexCache cache, ServerEars ears, PlexHooks hooks)
{
    /// <summary>All of it, for admins.</summary>
    public PlexConfig Config() => new([.. servers.All().Select(State)], tv.IsStandIn, Kept(), hooks.Path);

    /// <summary>One server in a line: "ok", "degraded" or "down", and in words. Null for a source that is none, or whose token can't be opened.</summary>
    public (string State, string Detail)? LineOf(string sourceId)
    {
        if (servers.All().FirstOrDefault(s => s.Source.Id == sourceId) is not { } known)
            return null;
        var state = State(known);
        var way = state.Feed.Way switch
        {
            "listening" => "it tells what plays by itself",
            "polling" => "its notification socket is not there, so that it is asked every 5 s what plays",
            _ => "nobody looks at what plays",
        };
        var figures = string.Create(CultureInfo.InvariantCulture, $"breaker {state.State}, {Ms(state.LatencyMs)}, {Share(Kept().HitRate)}; {way}");
        return state switch
        {
            { Fault: { } fault } => ("down", $"{fault} ({figures})"),
            { State: not "closed" } => ("degraded", figures),
            { Feed.Way: "polling" } => ("degraded", figures),
            _ => ("ok", figures),
        };
    }

    private PlexServerState State(KnownServer known)
    {
        var line = known.Server.Line.State;
        return new PlexServerState(
            known.Source.Id, known.Source.Name, known.Server.Place.Address.AbsoluteUri, known.Source.Place, line.State, line.LastFault, line.LastOkAt,
            line.LatencyMs, ears.StateOf(known.Source.Id));
    }

    private PlexCacheState Kept()
    {
        var figures = cache.Figures;
        return new PlexCacheState(figures.Hits, figures.Misses, figures.Joined, figures.Degraded);
    }

    private static string Ms(double? latency) => latency is { } ms ? string.Create(CultureInfo.InvariantCulture, $"{ms:0.#} ms an answer") : "not asked yet";

    private static string Share(double? rate) =>
        rate is { } share ? string.Create(CultureInfo.InvariantCulture, $"{share:0 %} of all questions answered from memory") : "nothing in memory yet";
}
