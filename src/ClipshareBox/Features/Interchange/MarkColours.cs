using System.Globalization;

namespace ClipshareBox.Features.Interchange;

/// <summary>The few colours that editors know by name, for bookmarks that may have any.</summary>
internal static class MarkColours
{
    private static readonly (string Name, int Rgb)[] Named =
    [
        ("RED", 0xFF0000), ("GREEN", 0x00C000), ("BLUE", 0x0000FF), ("CYAN", 0x00FFFF), ("MAGENTA", 0xFF00FF), ("YELLOW", 0xFFFF00),
        ("BLACK", 0x000000), ("WHITE", 0xFFFFFF),
    ];

    /// <summary>The name of the nearest of the eight colours that both EDL locators and OTIO markers have; null for none.</summary>
    /// <param name="colour">#rrggbb, or null.</param>
    public static string? Nearest(string? colour) =>
        colour is ['#', ..] && int.TryParse(colour.AsSpan(1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var rgb)
            ? Named.MinBy(n => Distance(n.Rgb, rgb)).Name
            : null;

    private static int Distance(int a, int b) => Square((a >> 16) - (b >> 16)) + Square((a >> 8 & 255) - (b >> 8 & 255)) + Square((a & 255) - (b & 255));

    private static int Square(int x) => x * x;
}
