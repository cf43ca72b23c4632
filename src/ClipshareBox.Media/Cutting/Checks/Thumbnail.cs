using System.Globalization;

namespace ClipshareBox.Media.Cutting.Checks;

/// <summary>A picture reduced to 64 by 36 luma samples: enough to tell the right picture from a wrong or broken one.</summary>
internal static class Thumbnail
{
    public const int Width = 64;
    public const int Height = 36;
    public const int Bytes = Width * Height;

    // Encoder noise at the seams stays below 4; a grey, torn or neighbouring picture of a moving scene lies far above.
    private const double MostDifference = 12;

    /// <summary>The filter that makes it; point sampling, because every frame of a seam goes through it.</summary>
    public static string Filter { get; } = string.Create(
        CultureInfo.InvariantCulture, $"scale={Width}:{Height}:flags=neighbor,format=gray");

    /// <summary>True when both show the same picture, up to coding noise.</summary>
    public static bool AreAlike(ReadOnlySpan<byte> a, ReadOnlySpan<byte> b)
    {
        if (a.Length != Bytes || b.Length != Bytes)
            return false;
        long sum = 0;
        for (var i = 0; i < Bytes; i++)
            sum += Math.Abs(a[i] - b[i]);
        return sum <= MostDifference * Bytes;
    }
}
