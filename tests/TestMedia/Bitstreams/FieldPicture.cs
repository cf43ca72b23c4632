namespace TestMedia.Bitstreams;

/// <summary>The luma of one frame of a <see cref="PaffStream"/>, and its macroblocks by field.</summary>
internal sealed class FieldPicture
{
    public const int Width = 640;
    public const int Height = 64;
    public const int Columns = Width / 16;
    public const int Blocks = Columns * Height / 32; // of one field

    private const byte Grey = 128;
    private readonly byte[] _luma = new byte[Width * Height];

    /// <summary>Draws a frame: its bar, below it a pattern that is another one in every <paramref name="shot"/>.</summary>
    public FieldPicture(int number, int shot)
    {
        var bar = NumberBar.HeightOf(Height);
        for (var y = 0; y < Height; y++)
        {
            var row = _luma.AsSpan(y * Width, Width);
            if (y < bar)
                NumberBar.Draw(number, row);
            else
                Pattern(row, y, shot);
        }
    }

    /// <summary>The 384 samples of a macroblock of the top (0) or bottom (1) field.</summary>
    public byte[] Block(int field, int block)
    {
        var samples = new byte[384];
        samples.AsSpan(256).Fill(Grey);
        for (var line = 0; line < 16; line++)
        {
            var y = (2 * ((16 * (block / Columns)) + line)) + field;
            _luma.AsSpan((y * Width) + (16 * (block % Columns)), 16).CopyTo(samples.AsSpan(16 * line));
        }
        return samples;
    }

    // Kept away from 0 to 3, so that raw samples hold no start code.
    private static void Pattern(Span<byte> row, int y, int shot)
    {
        for (var x = 0; x < row.Length; x++)
            row[x] = (byte)(32 + (((x * (3 + (shot % 5))) ^ (y * 5)) + (17 * shot)) % 190);
    }
}
