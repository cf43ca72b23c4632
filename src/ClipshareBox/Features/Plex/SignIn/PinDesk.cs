using System.Threading.Channels;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>The sign-ins that have begun. Each is followed at plex.tv, so there are few of them at a time, and of one address fewer.</summary>
internal sealed class PinDesk(TimeProvider clock)
{
    private const int Most = 200;
    private const int MostOfAddress = 20;

    // So that a browser that comes back late is told that it is over, and not that there was nothing.
    private static readonly TimeSpan KeptAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, OpenPin> _pins = [];
    private readonly Channel<bool> _begun = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Refuses where too many are open.</summary>
    /// <exception cref="Refusal">Too many people sign in just now.</exception>
    public void RequireRoom()
    {
        lock (_lock)
        {
            Sweep();
            if (_pins.Count >= Most)
                throw new Refusal(ErrorCode.RateLimitExceeded, "Too many sign-ins by Plex are open; try again in a minute.", new LimitDetails(Most, 60, 60));
        }
    }

    /// <summary>Puts one on the desk. The one that this browser had goes, and so does an address's oldest where it has too many.</summary>
    /// <param name="pin">The new one.</param>
    /// <param name="replacedHash">Hash of the secret that the browser had before, or null.</param>
    public void Add(OpenPin pin, string? replacedHash)
    {
        lock (_lock)
        {
            foreach (var own in _pins.Values.Where(p => p.SecretHash == replacedHash).ToList())
                _pins.Remove(own.Id);
            var oldest = _pins.Values.Where(p => p.Address == pin.Address).OrderByDescending(p => p.Plex.ExpiresAt).Skip(MostOfAddress - 1).ToList();
            foreach (var old in oldest)
                _pins.Remove(old.Id);
            _pins[pin.Id] = pin;
        }
        _begun.Writer.TryWrite(true);
    }

    /// <summary>One by its id; null where there is none.</summary>
    public OpenPin? Find(string id)
    {
        lock (_lock)
            return _pins.GetValueOrDefault(id);
    }

    /// <summary>The browser asks: plex.tv is asked soon, where it was asked seldom because nobody waited.</summary>
    public void Watch(string id)
    {
        var now = clock.GetUtcNow();
        Change(id, pin => pin with { AskedAt = now, DueAt = now - pin.AskedAt > PinRounds.Unwatched && now < pin.DueAt ? now : pin.DueAt });
    }

    /// <summary>Hands out who has come in, once.</summary>
    public PlexNewcomer? Take(string id)
    {
        lock (_lock)
        {
            if (_pins.GetValueOrDefault(id) is not { Newcomer: { } newcomer } pin)
                return null;
            _pins[id] = pin with { Newcomer = null };
            return newcomer;
        }
    }

    /// <summary>Changes one that waits still; it may be gone meanwhile.</summary>
    public void Change(string id, Func<OpenPin, OpenPin> change)
    {
        lock (_lock)
        {
            if (_pins.TryGetValue(id, out var pin) && pin.Stand == PinStand.Waiting)
                _pins[id] = change(pin);
        }
    }

    /// <summary>Ends one: it was confirmed, but nobody comes in by it.</summary>
    public void Deny(string id, string message)
    {
        lock (_lock)
        {
            if (_pins.TryGetValue(id, out var pin))
                _pins[id] = pin.Ended(PinStand.Denied, message);
        }
    }

    /// <summary>Those that plex.tv is to be asked about now, the longest due first.</summary>
    public IReadOnlyList<OpenPin> Due(int most)
    {
        lock (_lock)
        {
            Sweep();
            var now = clock.GetUtcNow();
            return [.. _pins.Values.Where(p => p.Stand == PinStand.Waiting && p.DueAt <= now).OrderBy(p => p.DueAt).Take(most)];
        }
    }

    /// <summary>Waits until one waits for plex.tv; at once where one does.</summary>
    public async Task WaitForOneAsync(CancellationToken ct)
    {
        while (!AnyWaits())
            await _begun.Reader.ReadAsync(ct);
    }

    private bool AnyWaits()
    {
        lock (_lock)
            return _pins.Values.Any(p => p.Stand == PinStand.Waiting);
    }

    private void Sweep()
    {
        var now = clock.GetUtcNow();
        foreach (var pin in _pins.Values.Where(p => now >= p.Plex.ExpiresAt + KeptAfter).ToList())
            _pins.Remove(pin.Id);
        // Who confirmed and never came for it does not come any more.
        foreach (var pin in _pins.Values.Where(p => p.Newcomer is not null && now >= p.Plex.ExpiresAt + PinRounds.Grace).ToList())
            _pins[pin.Id] = pin.Ended(PinStand.Expired, PinRounds.Over);
    }
}
