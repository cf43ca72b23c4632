namespace TestMedia;

/// <summary>A frame's number as 32 black or white cells across the top of its picture.</summary>
/// <remarks>
/// Cells 0 to 19 are the number's bits, lowest first; cells 20 to 31 are its low 12 bits inverted. A blend of two frames, a grey
/// or torn picture fails that check and is reported as unreadable instead of as a wrong number.
/// </remarks>
public static class NumberBar
{
    /// <summary>Cells across the picture.</summary>
    public const int Cells = 32;

    /// <summary>The largest number that fits: 20 bits, eleven hours at 25 frames a second.</summary>
    public const int MaxNumber = (1 << NumberBits) - 1;

    /// <summary>What <see cref="Read"/> answers when the check fails.</summary>
    public const int Unreadable = -1;

    private const int NumberBits = 20;
    private const int CheckBits = 12;
    private const byte Black = 16;
    private const byte White = 235;

    // Codecs blur edges, not the middle of a cell: anything between these is damage.
    private const int DarkestWhite = 160;
    private const int LightestBlack = 96;

    /// <summary>Height of the bar in whole macroblock rows: 16 px up to 720 lines, 32 at 1080, 64 at 2160.</summary>
    public static int HeightOf(int pictureHeight) => Math.Max(16, pictureHeight / 540 * 16);

    /// <summary>An even line inside the bar, also of a picture that was scaled down from a larger one.</summary>
    public static int ReadLineOf(int pictureHeight) => Math.Max(4, pictureHeight * 15 / 1000) & ~1;

    /// <summary>Draws the bar of <paramref name="number"/> across a row of luma of one px a cell or more.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number needs more than 20 bits, or the row is shorter than 32 px.</exception>
    public static void Draw(int number, Span<byte> row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(number, MaxNumber);
        ArgumentOutOfRangeException.ThrowIfLessThan(row.Length, Cells);
        for (var x = 0; x < row.Length; x++)
            row[x] = IsWhite(number, x * Cells / row.Length) ? White : Black;
    }

    /// <summary>Reads the number from a row of luma of 64 px or more, each cell at its middle.</summary>
    /// <returns>The number, or <see cref="Unreadable"/>.</returns>
    public static int Read(ReadOnlySpan<byte> row)
    {
        uint bits = 0;
        for (var cell = 0; cell < Cells; cell++)
        {
            int luma = row[((2 * cell) + 1) * row.Length / (2 * Cells)];
            if (luma is > LightestBlack and < DarkestWhite)
                return Unreadable;
            if (luma >= DarkestWhite)
                bits |= 1u << cell;
        }
        var number = (int)(bits & MaxNumber);
        var check = (int)(bits >> NumberBits);
        return check == (~number & ((1 << CheckBits) - 1)) ? number : Unreadable;
    }

    private static bool IsWhite(int number, int cell) =>
        cell < NumberBits ? (number >> cell & 1) == 1 : (number >> (cell - NumberBits) & 1) == 0;
}
