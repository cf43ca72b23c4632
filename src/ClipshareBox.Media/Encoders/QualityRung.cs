namespace ClipshareBox.Media.Encoders;

/// <summary>One rung of the quality ladder.</summary>
/// <param name="Name">What people choose it by.</param>
/// <param name="Width">Frame width in px.</param>
/// <param name="Height">Frame height in px.</param>
/// <param name="KilobitsPerSecond">Highest rate of the picture.</param>
public sealed record QualityRung(string Name, int Width, int Height, int KilobitsPerSecond)
{
    /// <summary>The name that stands for no rung: size and quality of the source.</summary>
    public const string Original = "original";

    /// <summary>The ladder, best first, without <see cref="Original"/>.</summary>
    public static IReadOnlyList<QualityRung> Ladder { get; } =
    [
        new("4k", 3840, 2160, 25_000),
        new("1080p", 1920, 1080, 8_000),
        new("720p", 1280, 720, 4_000),
        new("480p", 854, 480, 2_000),
    ];

    /// <summary>Finds a rung by its name.</summary>
    /// <returns>False when there is no such name; true with null for <see cref="Original"/>.</returns>
    public static bool TryFind(string name, out QualityRung? rung)
    {
        rung = Ladder.FirstOrDefault(r => r.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return rung is not null || name.Equals(Original, StringComparison.OrdinalIgnoreCase);
    }
}
