namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>Limits of levels (Table A-1).</summary>
internal static class H264Level
{
    /// <summary>MaxDpbMbs: macroblocks the decoded picture buffer holds.</summary>
    /// <param name="level">level_idc.</param>
    public static int BufferMacroblocks(int level) => level switch
    {
        <= 10 => 396,
        11 => 900,
        <= 20 => 2_376,
        21 => 4_752,
        <= 30 => 8_100,
        31 => 18_000,
        32 => 20_480,
        <= 41 => 32_768,
        42 => 34_816,
        50 => 110_400,
        <= 52 => 184_320,
        _ => 696_320,
    };
}
