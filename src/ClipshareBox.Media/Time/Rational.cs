namespace ClipshareBox.Media.Time;

/// <summary>An exact fraction, always reduced and with a positive denominator: frame rates, time bases, aspect ratios.</summary>
/// <remarks>A rate such as 30000/1001 is never turned into a decimal: rounding it moves marks by whole frames within an hour.</remarks>
public readonly record struct Rational : IComparable<Rational>
{
    /// <summary>Makes the reduced fraction <paramref name="num"/>/<paramref name="den"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The denominator is zero.</exception>
    public Rational(long num, long den)
    {
        ArgumentOutOfRangeException.ThrowIfZero(den);
        var divisor = Gcd(Math.Abs(num), Math.Abs(den));
        if (den < 0)
            divisor = -divisor;
        Num = num / divisor;
        Den = den / divisor;
    }

    /// <summary>Numerator.</summary>
    public long Num { get; }

    /// <summary>Denominator, positive; 0 only in the default value, which means "not known".</summary>
    public long Den { get; }

    /// <summary>False for the default value.</summary>
    public bool IsKnown => Den > 0 && Num > 0;

    /// <summary>Parses "30000/1001", "16:9" or "25". Zero denominators and garbage give the unknown value.</summary>
    public static Rational Parse(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return default;
        var parts = text.Split('/', ':');
        if (parts.Length > 2 || !long.TryParse(parts[0], out var num))
            return default;
        if (parts.Length == 1)
            return new Rational(num, 1);
        return long.TryParse(parts[1], out var den) && den != 0 ? new Rational(num, den) : default;
    }

    /// <summary>The value times this fraction, rounded half away from zero; exact in 128-bit arithmetic.</summary>
    public long Scale(long value) => MulDiv(value, Num, Den);

    /// <summary><paramref name="value"/> * <paramref name="num"/> / <paramref name="den"/>, rounded half away from zero, without overflow on the way.</summary>
    public static long MulDiv(long value, long num, long den)
    {
        ArgumentOutOfRangeException.ThrowIfZero(den);
        var product = (Int128)value * num;
        Int128 divisor = den;
        if (divisor < 0)
            (product, divisor) = (-product, -divisor);
        var rounded = product >= 0 ? (product + divisor / 2) / divisor : (product - divisor / 2) / divisor;
        return (long)rounded;
    }

    /// <summary>1/x.</summary>
    public Rational Inverse() => new(Den, Num);

    /// <summary>The nearest double; for display only.</summary>
    public double ToDouble() => Den == 0 ? double.NaN : (double)Num / Den;

    /// <inheritdoc/>
    public int CompareTo(Rational other) => ((Int128)Num * other.Den).CompareTo((Int128)other.Num * Den);

    /// <summary>Orders two fractions.</summary>
    public static bool operator <(Rational a, Rational b) => a.CompareTo(b) < 0;

    /// <summary>Orders two fractions.</summary>
    public static bool operator >(Rational a, Rational b) => a.CompareTo(b) > 0;

    /// <summary>Orders two fractions.</summary>
    public static bool operator <=(Rational a, Rational b) => a.CompareTo(b) <= 0;

    /// <summary>Orders two fractions.</summary>
    public static bool operator >=(Rational a, Rational b) => a.CompareTo(b) >= 0;

    /// <inheritdoc/>
    public override string ToString() => $"{Num}/{Den}";

    private static long Gcd(long a, long b)
    {
        while (b != 0)
            (a, b) = (b, a % b);
        return a == 0 ? 1 : a;
    }
}
