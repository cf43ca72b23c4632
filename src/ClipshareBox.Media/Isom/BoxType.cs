namespace ClipshareBox.Media.Isom;

/// <summary>Four-character codes as big-endian numbers (ISO/IEC 14496-12, 4.2), so that a switch can tell boxes apart without a
/// string.</summary>
internal static class BoxType
{
    public const uint Ftyp = 0x66747970;
    public const uint Moov = 0x6D6F6F76;
    public const uint Mdat = 0x6D646174;
    public const uint Free = 0x66726565;
    public const uint Skip = 0x736B6970;
    public const uint Wide = 0x77696465;
    public const uint Pnot = 0x706E6F74;
    public const uint Uuid = 0x75756964;
    public const uint Moof = 0x6D6F6F66;
    public const uint Styp = 0x73747970;
    public const uint Sidx = 0x73696478;
    public const uint Mvhd = 0x6D766864;
    public const uint Trak = 0x7472616B;
    public const uint Mvex = 0x6D766578;
    public const uint Cmov = 0x636D6F76;
    public const uint Udta = 0x75647461;
    public const uint Meta = 0x6D657461;
    public const uint Tkhd = 0x746B6864;
    public const uint Edts = 0x65647473;
    public const uint Elst = 0x656C7374;
    public const uint Mdia = 0x6D646961;
    public const uint Mdhd = 0x6D646864;
    public const uint Hdlr = 0x68646C72;
    public const uint Minf = 0x6D696E66;
    public const uint Dinf = 0x64696E66;
    public const uint Dref = 0x64726566;
    public const uint Stbl = 0x7374626C;
    public const uint Stsd = 0x73747364;
    public const uint Stts = 0x73747473;
    public const uint Ctts = 0x63747473;
    public const uint Stss = 0x73747373;
    public const uint Stps = 0x73747073;
    public const uint Stsc = 0x73747363;
    public const uint Stsz = 0x7374737A;
    public const uint Stz2 = 0x73747A32;
    public const uint Stco = 0x7374636F;
    public const uint Co64 = 0x636F3634;
    public const uint Sbgp = 0x73626770;
    public const uint Wave = 0x77617665;
    public const uint Esds = 0x65736473;

    /// <summary>The code of four Latin-1 characters.</summary>
    public static uint Of(string text) => (uint)(text[0] << 24 | text[1] << 16 | text[2] << 8 | text[3]);

    /// <summary>The four characters for an error message; what cannot be printed becomes a dot.</summary>
    public static string Name(uint type) => string.Create(4, type, static (text, code) =>
    {
        for (var i = 0; i < 4; i++)
        {
            var letter = (char)(code >> (24 - 8 * i) & 0xFF);
            text[i] = letter is >= ' ' and <= '~' ? letter : '.';
        }
    });
}
