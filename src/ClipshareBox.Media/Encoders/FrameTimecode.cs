using System.Globalization;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Encoders;

/// <summary>Timecode of a frame (SMPTE ST 12-1) at a nominal whole rate, with or without dropped numbers.</summary>
/// <param name="Frame">Frames since 00:00:00:00.</param>
/// <param name="Nominal">Numbers a second: 24, 25, 30…</param>
/// <param name="Drop">Numbers are dropped at 29.97 and 59.94 so that the timecode keeps pace with the clock.</param>
internal sealed record FrameTimecode(long Frame, int Nominal, bool Drop)
{
    /// <summary>Parses HH:MM:SS:FF, or HH:MM:SS;FF (drop-frame).</summary>
    /// <exception cref="MediaException">It is no timecode of this rate (<see cref="MediaFault.CannotCut"/>).</exception>
    public static FrameTimecode Parse(string text, Rational rate)
    {
        var nominal = NominalRate(rate);
        var parts = text.Split(':', ';');
        var drop = text.Contains(';', StringComparison.Ordinal);
        if (parts.Length != 4 || !parts.All(p => p.Length == 2 && p.All(char.IsAsciiDigit)))
            throw Wrong(text, rate);
        var numbers = parts.Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        if (numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 59 || numbers[3] >= nominal || (drop && !CanDrop(rate)))
            throw Wrong(text, rate);
        var minutes = numbers[0] * 60L + numbers[1];
        var frame = (minutes * 60 + numbers[2]) * nominal + numbers[3];
        return new FrameTimecode(drop ? frame - Dropped(nominal) * (minutes - minutes / 10) : frame, nominal, drop);
    }

    /// <summary>The timecode of a frame counted from the content's start; drop-frame where the rate has it.</summary>
    public static FrameTimecode At(long frame, Rational rate) => new(Math.Max(0, frame), NominalRate(rate), CanDrop(rate));

    public FrameTimecode Plus(long frames) => this with { Frame = Frame + frames };

    public override string ToString()
    {
        var frame = Frame;
        if (Drop)
        {
            var perMinute = Nominal * 60 - Dropped(Nominal);
            var perTen = perMinute * 10 + Dropped(Nominal);
            var (tens, rest) = (frame / perTen, frame % perTen);
            // The first minute of each ten drops nothing.
            frame += Dropped(Nominal) * (9 * tens + (rest < Nominal * 60 ? 0 : 1 + (rest - Nominal * 60) / perMinute));
        }
        var seconds = frame / Nominal;
        return string.Create(CultureInfo.InvariantCulture,
            $"{seconds / 3600 % 24:00}:{seconds / 60 % 60:00}:{seconds % 60:00}{(Drop ? ';' : ':')}{frame % Nominal:00}");
    }

    private static int Dropped(int nominal) => nominal / 15; // 2 of 30, 4 of 60

    private static bool CanDrop(Rational rate) => rate.Den == 1001 && NominalRate(rate) % 30 == 0;

    private static int NominalRate(Rational rate) => Math.Max(1, (int)Math.Round(rate.ToDouble()));

    private static MediaException Wrong(string text, Rational rate) => new(
        MediaFault.CannotCut, $"{text} is no timecode at {rate} frames/s; write HH:MM:SS:FF, or HH:MM:SS;FF for drop-frame.");
}
