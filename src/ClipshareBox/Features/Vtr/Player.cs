using System.Data.Common;
using System.Text.Json;
using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Vtr;

/// <summary>
/// The one player of the box: the machine's state, its clock and its announcements. A roll tells the program pages first and writes
/// nothing to the disk; a cue is kept, so that the box comes back cued and never rolling.
/// </summary>
internal sealed partial class Player(ProgramPages pages, LiveHub hub, Database database, TimeProvider clock, ILogger<Player> log) : IDisposable
{
    /// <summary>Name of the setting that keeps the cue.</summary>
    public const string CueSetting = "vtr.cued";

    /// <summary>Presses that are older are not done.</summary>
    public const double LateMs = 500;

    private const double AheadMs = 50;

    private readonly Lock _gate = new();
    // Rolls count on from the time of the start, so that a page never takes a roll of this run for one of the last.
    private volatile VtrTape _tape = new() { RollId = clock.GetUtcNow().ToUnixTimeMilliseconds() };
    private ITimer? _end;
    private double? _rolledAtMs;
    private LastRoll? _lastRoll;
    private KeptCue? _kept;
    private long _turns;
    private long _doneTurn;

    /// <summary>The clip in the player; read without waiting.</summary>
    public RollClip? Clip => _tape.Clip;

    /// <summary>True for the clip in the player, by its own id or its bookmark's; asked within transactions, so it waits for nothing.</summary>
    public bool Holds(string id) => _tape.Clip is { } clip && (clip.Id == id || clip.BookmarkId == id);

    /// <summary>True while a clip is on its way to OUT.</summary>
    public bool IsRolling => _tape.Phase == VtrPhase.Rolling;

    /// <summary>The box's clock, Unix time in ms.</summary>
    public double NowMs => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    /// <summary>Taken at the press, before a clip is looked up: of two presses the later one counts, however long each takes.</summary>
    public long Turn() => Interlocked.Increment(ref _turns);

    /// <summary>How the player stands.</summary>
    public VtrState Seen(string? notice = null)
    {
        lock (_gate)
            return StateAt(notice);
    }

    /// <summary>Refuses a press that comes too late, or from a clock that is ahead.</summary>
    /// <exception cref="Refusal">It does.</exception>
    public void RequireFresh(double? atServerMs)
    {
        if (atServerMs is not { } at)
            return;
        var age = NowMs - at;
        if (!(age >= -AheadMs))
            throw Refusal.Invalid("atServerMs", "lies in the future; take the box's clock from welcome or pong.");
        if (age > LateMs)
        {
            throw new Refusal(
                ErrorCode.Conflict,
                $"This press comes too late ({LateMs:0} ms at most); nothing was done, press again.",
                new LatePress("late", (long)Math.Min(age, long.MaxValue / 2)));
        }
    }

    /// <summary>Does a press.</summary>
    /// <param name="key">The key.</param>
    /// <param name="clip">The clip of cue and fire.</param>
    /// <param name="pressedAtMs">When it was pressed.</param>
    /// <param name="turn">From <see cref="Turn"/>, where the clip had to be looked up first.</param>
    /// <exception cref="Refusal">409: not in this state, or another press went before.</exception>
    public VtrState Press(VtrKey key, RollClip? clip = null, double? pressedAtMs = null, long? turn = null)
    {
        lock (_gate)
        {
            var taken = turn ?? Turn();
            var (tape, verdict, text) = VtrMachine.Press(_tape, key, clip, Ticks);
            if (verdict == VtrVerdict.Done && taken < _doneTurn)
                (verdict, text) = (VtrVerdict.Refused, "Another key was pressed meanwhile; nothing was done.");
            if (verdict == VtrVerdict.Refused)
                throw new Refusal(ErrorCode.Conflict, text ?? "", new CurrentVtr(StateAt(null)));
            if (verdict == VtrVerdict.Done)
            {
                Take(tape, pressedAtMs ?? NowMs);
                // The end of a clip is no key.
                _doneTurn = key == VtrKey.End ? _doneTurn : taken;
            }
            return StateAt(text);
        }
    }

    /// <summary>Takes in what a program page says; the first frame on a picture is when the clip's time begins.</summary>
    public void Hear(VtrOutput output)
    {
        lock (_gate)
        {
            if (output.FirstFramePresentedAtMs is { } at && output.RollId == _tape.RollId && _lastRoll is { PressToFrameMs: null } roll && roll.RollId == _tape.RollId)
            {
                // A page's clock is an estimate: a frame is never before its press nor behind now.
                var presented = Math.Clamp(at, roll.PressedAtMs, Math.Max(roll.PressedAtMs, NowMs));
                _lastRoll = roll with { PressToFrameMs = presented - roll.PressedAtMs };
                if (_tape.Phase == VtrPhase.Rolling)
                {
                    _tape = _tape with
                    {
                        PositionMs = (long)Math.Clamp(output.FirstFrameMs, 0, LateMs),
                        SinceTicks = Ticks - (long)((NowMs - presented) * TimeSpan.TicksPerMillisecond),
                    };
                    SetEnd();
                }
            }
            Announce();
        }
    }

    /// <summary>Keeps the program pages up to date about who is there.</summary>
    public void PagesChanged()
    {
        lock (_gate)
            Announce();
    }

    /// <summary>What was cued when the box stopped, or null.</summary>
    public KeptCue? Kept(SettingStore settings)
    {
        lock (_gate)
        {
            return _kept = settings.Get(CueSetting) is { Length: > 0 } text
                ? JsonSerializer.Deserialize(text, VtrJson.Default.KeptCue)
                : null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _end?.Dispose();

    // In whole numbers: a double loses ticks on a clock that has run for long.
    private long Ticks => (long)((Int128)clock.GetTimestamp() * TimeSpan.TicksPerSecond / clock.TimestampFrequency);

    private void Take(VtrTape tape, double pressedAtMs)
    {
        var rolls = tape.RollId != _tape.RollId;
        if (tape.Phase is VtrPhase.Cued or VtrPhase.Empty)
            Keep(tape.Clip is { } clip ? new KeptCue(clip.Id, clip.BookmarkId) : null, tape.Cause == VtrKey.Cue);
        _tape = tape;
        pages.Load(tape.Clip);
        if (rolls && tape.Clip is { } rolled)
        {
            _rolledAtMs = NowMs;
            _lastRoll = new LastRoll(tape.RollId, rolled.Id, rolled.Number, pressedAtMs, null, null);
        }
        SetEnd();
        Announce();
        if (rolls && _lastRoll is { } last)
            _lastRoll = last with { PressToSentMs = Math.Max(0, NowMs - pressedAtMs) };
    }

    // A cue is a promise; that it went out again is not worth keeping a clip on air for, should the disk be full.
    private void Keep(KeptCue? cue, bool promised)
    {
        if (cue == _kept)
            return;
        try
        {
            var text = cue is null ? "" : JsonSerializer.Serialize(cue, VtrJson.Default.KeptCue);
            database.Write(change => SettingStore.Set(change, CueSetting, text));
            _kept = cue;
        }
        catch (Exception e) when (!promised && e is DbException or IOException or ObjectDisposedException)
        {
            LogNotKept(log, e);
        }
    }

    private void SetEnd()
    {
        _end ??= clock.CreateTimer(_ => End(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        var left = _tape.LengthMs - _tape.PositionAt(Ticks);
        _end.Change(_tape.Phase == VtrPhase.Rolling ? TimeSpan.FromMilliseconds(Math.Max(1, left)) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void End()
    {
        lock (_gate)
        {
            // Its time may have been moved while the timer rang.
            if (_tape.Phase == VtrPhase.Rolling && _tape.PositionAt(Ticks) < _tape.LengthMs)
                SetEnd();
            else if (_tape.Phase == VtrPhase.Rolling)
                Press(VtrKey.End);
        }
    }

    private void Announce()
    {
        var state = StateAt(null);
        pages.Show(state);
        hub.ShowAll("vtr_state", state);
    }

    private VtrState StateAt(string? notice)
    {
        var tape = _tape;
        var position = tape.PositionAt(Ticks);
        var outputs = pages.Outputs;
        return new VtrState
        {
            State = Spelled(tape.Phase),
            Clip = tape.Clip is { } clip ? VtrClip.Of(clip) : null,
            PositionMs = position,
            RemainingMs = tape.LengthMs - position,
            OnAir = tape.Phase is VtrPhase.Rolling or VtrPhase.Held
                && outputs.Any(o => o.RollId == tape.RollId && o.FirstFramePresentedAtMs is not null),
            Outputs = outputs,
            AtServerMs = NowMs,
            RollId = tape.RollId,
            Cause = tape.Cause is { } cause ? Spelled(cause) : null,
            RolledAtMs = tape.Phase == VtrPhase.Rolling ? _rolledAtMs : null,
            LastRoll = _lastRoll,
            Notice = notice,
        };
    }

    private static string Spelled(Enum word) => word.ToString().ToLowerInvariant();

    [LoggerMessage(LogLevel.Warning, "What is cued could not be kept for the next start")]
    private static partial void LogNotKept(ILogger logger, Exception failure);
}
