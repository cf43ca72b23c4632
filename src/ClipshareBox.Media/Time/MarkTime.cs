using System.Globalization;
using System.Text.RegularExpressions;

namespace ClipshareBox.Media.Time;

/// <summary>An IN or OUT as people write it: milliseconds, a clock time or a timecode. What a timecode means depends on the source's rate.</summary>
public readonly partial record struct MarkTime
{
    private const int MostDigits = 12;

    private readonly string? _text;
    private readonly long _ms;
    private readonly (int Hours, int Minutes, int Seconds, int Frames, bool Drop)? _fields;

    private MarkTime(string text, long ms, (int, int, int, int, bool)? fields) => (_text, _ms, _fields) = (text, ms, fields);

    /// <summary>The text as it was written.</summary>
    public string Text => _text ?? "0";

    /// <summary>True for HH:MM:SS:FF and HH:MM:SS;FF.</summary>
    public bool IsTimecode => _fields is not null;

    /// <summary>A mark at a whole millisecond from the content's start, 0 or more.</summary>
    public static MarkTime FromMs(long ms)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(ms);
        return new MarkTime(ms.ToString(CultureInfo.InvariantCulture), ms, null);
    }

    /// <summary>Reads "61500" (ms), "1:01.5", "00:01:01.500", "00:01:01:12" or "00:01:01;12".</summary>
    /// <exception cref="MediaException">It is none of these (<see cref="MediaFault.BadRange"/>).</exception>
    public static MarkTime Parse(string text) =>
        TryParse(text, out var mark, out var reason) ? mark : throw new MediaException(MediaFault.BadRange, reason);

    /// <summary>Reads as <see cref="Parse"/> does.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="mark">The mark.</param>
    /// <param name="reason">Why it is none; empty when it is one.</param>
    public static bool TryParse(string? text, out MarkTime mark, out string reason)
    {
        var trimmed = (text ?? "").Trim();
        reason = "";
        if (trimmed.Length is > 0 and <= MostDigits && trimmed.All(char.IsAsciiDigit))
        {
            mark = new MarkTime(trimmed, long.Parse(trimmed, CultureInfo.InvariantCulture), null);
            return true;
        }
        var fits = TryTimecode(trimmed, out mark) || TryClock(trimmed, out mark);
        if (!fits)
        {
            var shown = trimmed.Length > 40 ? trimmed[..40] + "…" : trimmed;
            reason = $"\"{shown}\" is no time; write ms (61500), HH:MM:SS.mmm, or timecode HH:MM:SS:FF or HH:MM:SS;FF.";
        }
        return fits;
    }

    /// <summary>Milliseconds from the content's start, rounded: for a timecode the start of the frame that it names.</summary>
    /// <param name="rate">The source's nominal rate; only a timecode needs it.</param>
    /// <param name="start">
    /// Timecode of the source's first frame; null when it counts from 00:00:00:00. Where it is drop-frame, a mark with ':' is read so too:
    /// the source has no other count.
    /// </param>
    /// <exception cref="MediaException">
    /// A timecode that does not exist at this rate or lies before <paramref name="start"/> (<see cref="MediaFault.BadRange"/>).
    /// </exception>
    public long ToMs(Rational rate, Timecode? start = null)
    {
        var inSourcesCount = start is { IsDropFrame: true } ? AsDropFrame() : this;
        if (inSourcesCount.ToTimecode(rate) is not { } timecode)
            return _ms;
        if (timecode.IsDropFrame && start is { IsDropFrame: false })
            throw new MediaException(MediaFault.BadRange, $"{Text} is drop-frame, but the source counts non-drop from {start}; write ':' for ';'.");
        var frame = start is { } first ? timecode.FramesSince(first) : timecode.Frame;
        if (frame < 0)
            throw new MediaException(MediaFault.BadRange, $"{Text} lies before the source's first frame, {start}.");
        return FrameTime.ToMs(frame, rate);
    }

    /// <summary>The timecode at a rate; null when this is no timecode.</summary>
    /// <exception cref="MediaException">It does not exist at this rate (<see cref="MediaFault.BadRange"/>).</exception>
    public Timecode? ToTimecode(Rational rate)
    {
        if (_fields is not { } f)
            return null;
        if (FaultAt(rate, f) is { } fault)
            throw new MediaException(MediaFault.BadRange, fault);
        return Timecode.FromFields(f.Hours, f.Minutes, f.Seconds, f.Frames, f.Drop, rate);
    }

    /// <summary>The timecode at a rate; null when this is none, or none of that rate.</summary>
    internal Timecode? TimecodeOrNull(Rational rate) =>
        _fields is { } f && FaultAt(rate, f) is null ? Timecode.FromFields(f.Hours, f.Minutes, f.Seconds, f.Frames, f.Drop, rate) : null;

    /// <summary>The same mark as a drop-frame timecode, for lists that say so once and write ':' everywhere; others stay as they are.</summary>
    internal MarkTime AsDropFrame() =>
        _fields is { } f ? new MarkTime(Text, _ms, (f.Hours, f.Minutes, f.Seconds, f.Frames, true)) : this;

    /// <summary>The text as it was written.</summary>
    public override string ToString() => Text;

    private string? FaultAt(Rational rate, (int Hours, int Minutes, int Seconds, int Frames, bool Drop) f)
    {
        if (!rate.IsKnown)
            return $"{Text} needs a frame rate and the source states none; write the mark in ms.";
        if (f.Drop && !Timecode.AllowsDropFrame(rate))
            return $"{Text} is drop-frame, which exists at 29.97 and 59.94 only; this source has {rate}. Write ':' for ';'.";
        var numbers = Timecode.NumbersInSecond(rate);
        if (f.Frames >= numbers)
            return $"{Text} does not exist at {rate} frames a second: frames go from 00 to {numbers - 1}.";
        return Timecode.FromFields(f.Hours, f.Minutes, f.Seconds, f.Frames, f.Drop, rate) is null
            ? $"{Text} does not exist: drop-frame skips this number at the start of each minute but the tenth ones."
            : null;
    }

    private static bool TryTimecode(string text, out MarkTime mark)
    {
        mark = default;
        var match = TimecodePattern().Match(text);
        if (!match.Success)
            return false;
        var (hours, minutes, seconds) = (Number(match, 1), Number(match, 2), Number(match, 3));
        if (hours > 23 || minutes > 59 || seconds > 59)
            return false;
        mark = new MarkTime(text, 0, (hours, minutes, seconds, Number(match, 4), text.Contains(';', StringComparison.Ordinal)));
        return true;
    }

    private static bool TryClock(string text, out MarkTime mark)
    {
        mark = default;
        var match = ClockPattern().Match(text);
        if (!match.Success)
            return false;
        var withHours = match.Groups[1].Success;
        var (hours, minutes, seconds) = (withHours ? Number(match, 1) : 0, Number(match, 2), Number(match, 3));
        if (seconds > 59 || (withHours && minutes > 59))
            return false;
        var fraction = match.Groups[4].Success ? int.Parse(match.Groups[4].Value.PadRight(3, '0'), CultureInfo.InvariantCulture) : 0;
        mark = new MarkTime(text, ((hours * 60L + minutes) * 60 + seconds) * 1000 + fraction, null);
        return true;
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^([0-9]{1,2})[:;]([0-9]{2})[:;]([0-9]{2})[:;]([0-9]{2,3})\z", RegexOptions.CultureInvariant)]
    private static partial Regex TimecodePattern();

    // SubRip writes the fraction behind a comma.
    [GeneratedRegex(@"^(?:([0-9]{1,4}):)?([0-9]{1,4}):([0-9]{2})(?:[.,]([0-9]{1,3}))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex ClockPattern();
}
