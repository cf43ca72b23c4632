using System.Collections.Concurrent;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Vtr;

/// <summary>
/// The program pages that are connected. Each gets the player's state, and an address of the clip in it that is good as long as the clip is:
/// that is all a program page can reach.
/// </summary>
internal sealed class ProgramPages
{
    /// <summary>Pages at most; an OBS has one or two.</summary>
    public const int Most = 16;

    // A page that lags behind the box's clock still plays the last frames of the clip before.
    private const int Tickets = 2;

    private readonly FrameWriter _frames;
    private readonly ConcurrentDictionary<HubConnection, VtrOutput> _pages = new();
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Ticket, RollClip Clip)> _tickets = [];
    private RollClip? _loaded;

    public ProgramPages(FrameWriter frames, LiveHub hub)
    {
        _frames = frames;
        hub.Revoked += whose => Drop((caller, page) => page.Via != "key" && whose(caller));
    }

    /// <summary>The pages, the longest connected first.</summary>
    public IReadOnlyList<VtrOutput> Outputs => [.. _pages.Values.OrderBy(o => o.Id, StringComparer.Ordinal)];

    /// <summary>True when no more pages are let in.</summary>
    public bool IsFull => _pages.Count >= Most;

    /// <summary>Lets a page in.</summary>
    public void Enter(HubConnection connection, string via) =>
        _pages.TryAdd(connection, new VtrOutput { Id = connection.Id, Name = "program", Via = via });

    /// <summary>A page is gone.</summary>
    public void Exit(HubConnection connection) => _pages.TryRemove(connection, out _);

    /// <summary>Changes what is known of a page.</summary>
    /// <returns>The page as it stands now; null when it is gone.</returns>
    public VtrOutput? Note(HubConnection connection, Func<VtrOutput, VtrOutput> change)
    {
        if (!_pages.TryGetValue(connection, out var output))
            return null;
        return _pages[connection] = change(output);
    }

    /// <summary>Ends the connections that a key opened.</summary>
    public void DropKeys() => Drop((_, page) => page.Via == "key");

    /// <summary>Gives the clip in the player its address.</summary>
    public void Load(RollClip? clip)
    {
        lock (_lock)
        {
            if (clip == _loaded)
                return;
            _loaded = clip;
            if (clip is null)
                return;
            _tickets.AddLast((Secret.Make(), clip));
            if (_tickets.Count > Tickets)
                _tickets.RemoveFirst();
        }
    }

    /// <summary>The clip behind an address; null when it is no longer in the player.</summary>
    public RollClip? Of(string ticket)
    {
        lock (_lock)
            return _tickets.FirstOrDefault(t => t.Ticket == ticket).Clip;
    }

    /// <summary>Tells all pages how the player stands.</summary>
    public void Show(VtrState state)
    {
        if (_pages.IsEmpty)
            return;
        var frame = Frame(state);
        foreach (var connection in _pages.Keys)
            connection.Outbox.Show("vtr_state", frame);
    }

    /// <summary>Tells one page.</summary>
    public void Show(HubConnection connection, VtrState state) => connection.Outbox.Show("vtr_state", Frame(state));

    private void Drop(Func<Caller, VtrOutput, bool> which)
    {
        foreach (var (connection, _) in _pages.Where(p => which(p.Key.Caller, p.Value)))
            connection.Revoke();
    }

    private byte[] Frame(VtrState state)
    {
        lock (_lock)
        {
            var media = _loaded is not null && state.Clip is not null ? $"/program/clips/{_tickets.Last?.Value.Ticket}" : null;
            return _frames.Write("vtr_state", state with { Media = media });
        }
    }
}
