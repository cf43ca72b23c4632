namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>Chroma format, bit depths and shown size of an SPS.</summary>
/// <param name="Chroma">chroma_format_idc: 0 grey, 1 4:2:0, 2 4:2:2, 3 4:4:4.</param>
/// <param name="SeparatePlanes">Each colour plane is coded like a grey picture.</param>
/// <param name="Width">Shown width in px.</param>
/// <param name="Height">Shown height in px.</param>
/// <param name="LumaBits">8 to 16.</param>
/// <param name="ChromaBits">8 to 16.</param>
internal readonly record struct HevcFormat(
    int Chroma, bool SeparatePlanes, int Width, int Height, int LumaBits, int ChromaBits)
{
    private const int LongestSide = 1 << 16;

    /// <summary>Reads from chroma_format_idc on.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static HevcFormat Parse(ref BitReader from)
    {
        var chroma = from.Ue(3);
        var separate = chroma == 3 && from.Flag();
        var (width, height) = (from.Ue(LongestSide), from.Ue(LongestSide));
        if (from.Flag())
        {
            var unitX = chroma is 1 or 2 ? 2 : 1;
            var unitY = chroma == 1 ? 2 : 1;
            width -= (from.Ue(LongestSide) + from.Ue(LongestSide)) * unitX;
            height -= (from.Ue(LongestSide) + from.Ue(LongestSide)) * unitY;
        }
        return new HevcFormat(chroma, separate, width, height, from.Ue(8) + 8, from.Ue(8) + 8);
    }
}
