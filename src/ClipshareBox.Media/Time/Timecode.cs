using System.Globalization;

namespace ClipshareBox.Media.Time;

/// <summary>A frame's name, HH:MM:SS:FF or HH:MM:SS;FF (SMPTE ST 12-1): a count of frames from 00:00:00:00 at a rate.</summary>
/// <remarks>
/// The seconds of a timecode are as long as its frames make them: at 23.976 a timecode hour lasts 3603.6 s. Drop-frame names skip numbers
/// (never frames) so that at 29.97 and 59.94 an hour of names lasts an hour; other rates have no such names.
/// </remarks>
public readonly record struct Timecode
{
    private const int MinutesInDay = 24 * 60;

    private Timecode(long frame, Rational rate, bool dropFrame) => (Frame, Rate, IsDropFrame) = (frame, rate, dropFrame);

    /// <summary>Frames from 00:00:00:00, 0 or more; a day and more is kept and shown modulo 24 h.</summary>
    public long Frame { get; }

    /// <summary>Frames a second.</summary>
    public Rational Rate { get; }

    /// <summary>True when numbers are skipped: two (29.97) or four (59.94) a minute, but none in each tenth minute.</summary>
    public bool IsDropFrame { get; }

    /// <summary>Numbers in a timecode's second: the rate rounded up, as 30 for 29.97.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not known or above 1000.</exception>
    public static int NumbersInSecond(Rational rate)
    {
        if (!rate.IsKnown || rate > new Rational(1000, 1))
            throw new ArgumentOutOfRangeException(nameof(rate), rate, "a rate above 0 and up to 1000 frames a second");
        return (int)((rate.Num + rate.Den - 1) / rate.Den);
    }

    /// <summary>True for 29.97 and 59.94, the rates that have drop-frame names.</summary>
    public static bool AllowsDropFrame(Rational rate) => rate == new Rational(30000, 1001) || rate == new Rational(60000, 1001);

    /// <summary>Names a frame.</summary>
    /// <param name="frame">Frames from 00:00:00:00, 0 or more.</param>
    /// <param name="rate">Frames a second.</param>
    /// <param name="dropFrame">Drop-frame names; only where <see cref="AllowsDropFrame"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A negative frame, an unusable rate, or drop-frame at a rate that has none.</exception>
    public static Timecode FromFrame(long frame, Rational rate, bool dropFrame = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        _ = NumbersInSecond(rate);
        if (dropFrame && !AllowsDropFrame(rate))
            throw new ArgumentOutOfRangeException(nameof(dropFrame), rate, "drop-frame names exist at 29.97 and 59.94 only");
        return new Timecode(frame, rate, dropFrame);
    }

    /// <summary>Reads a timecode; a ';' in it makes it drop-frame.</summary>
    /// <exception cref="MediaException">It is none, or names a frame that does not exist at this rate (<see cref="MediaFault.BadRange"/>).</exception>
    public static Timecode Parse(string text, Rational rate)
    {
        if (!MarkTime.TryParse(text, out var mark, out var reason))
            throw new MediaException(MediaFault.BadRange, reason);
        return mark.ToTimecode(rate)
            ?? throw new MediaException(MediaFault.BadRange, $"\"{text}\" is no timecode; write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame.");
    }

    /// <summary>Reads a timecode, such as a file states of itself.</summary>
    /// <returns>Null when the text is none, or names a frame that does not exist at this rate.</returns>
    public static Timecode? ParseOrNull(string? text, Rational rate) =>
        MarkTime.TryParse(text, out var mark, out _) ? mark.TimecodeOrNull(rate) : null;

    /// <summary>Frames from <paramref name="start"/> to this one; across midnight when that is nearer.</summary>
    /// <returns>Negative when this lies before <paramref name="start"/>.</returns>
    public long FramesSince(Timecode start)
    {
        var frames = Frame - start.Frame;
        var day = FramesInDay(Rate, IsDropFrame);
        return frames < -day / 2 ? frames + day : frames;
    }

    /// <summary>Frames named in 24 hours.</summary>
    public static long FramesInDay(Rational rate, bool dropFrame)
    {
        var all = (long)MinutesInDay * 60 * NumbersInSecond(rate);
        return dropFrame ? all - (MinutesInDay - MinutesInDay / 10) * Dropped(rate) : all;
    }

    /// <summary>HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame; three digits of frames above 100 frames a second.</summary>
    public override string ToString()
    {
        if (!Rate.IsKnown)
            return "";
        var numbers = NumbersInSecond(Rate);
        var name = Frame % FramesInDay(Rate, IsDropFrame);
        if (IsDropFrame)
            name = WithSkippedNumbers(name, Rate);
        var (seconds, frame) = Math.DivRem(name, numbers);
        var mark = IsDropFrame ? ';' : ':';
        var digits = numbers > 100 ? "000" : "00";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{seconds / 3600:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{mark}{frame.ToString(digits, CultureInfo.InvariantCulture)}");
    }

    /// <summary>The frame that the fields name; null where the drop-frame count skips that number.</summary>
    internal static Timecode? FromFields(int hours, int minutes, int seconds, int frames, bool dropFrame, Rational rate)
    {
        var name = ((hours * 60L + minutes) * 60 + seconds) * NumbersInSecond(rate) + frames;
        if (!dropFrame)
            return new Timecode(name, rate, false);
        if (seconds == 0 && minutes % 10 != 0 && frames < Dropped(rate))
            return null;
        var wholeMinutes = hours * 60L + minutes;
        return new Timecode(name - Dropped(rate) * (wholeMinutes - wholeMinutes / 10), rate, true);
    }

    private static int Dropped(Rational rate) => NumbersInSecond(rate) / 15;

    private static long WithSkippedNumbers(long frame, Rational rate)
    {
        var dropped = Dropped(rate);
        var framesInMinute = 60L * NumbersInSecond(rate) - dropped;
        var framesInTen = 10 * framesInMinute + dropped; // the first of ten minutes skips nothing
        var (tens, rest) = Math.DivRem(frame, framesInTen);
        var minutesSkipping = rest < dropped ? 0 : (rest - dropped) / framesInMinute;
        return frame + dropped * (9 * tens + minutesSkipping);
    }
}
