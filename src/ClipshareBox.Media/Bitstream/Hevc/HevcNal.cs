namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>NAL unit types and headers of HEVC (7.3.1.2, Table 7-1).</summary>
internal static class HevcNal
{
    public const int HeaderBits = 16;
    public const int LastSubLayerType = 14;
    public const int RadlN = 6;
    public const int RaslN = 8;
    public const int RaslR = 9;
    public const int FirstIrap = 16;
    public const int BlaNLp = 18;
    public const int IdrWRadl = 19;
    public const int IdrNLp = 20;
    public const int Cra = 21;
    public const int LastIrapReserved = 23;
    public const int LastSlice = 31;
    public const int Vps = 32;
    public const int Sps = 33;
    public const int Pps = 34;
    public const int Delimiter = 35;
    public const int Filler = 38;
    public const int PrefixSei = 39;
    public const int DolbyEnhancement = 63;

    /// <summary>nal_unit_type of a unit.</summary>
    public static int TypeOf(ReadOnlySpan<byte> nal) => (nal[0] >> 1) & 63;

    /// <summary>TemporalId of a unit.</summary>
    public static int TemporalIdOf(ReadOnlySpan<byte> nal) => Math.Max(0, (nal[1] & 7) - 1);

    /// <summary>A slice of a picture of any kind.</summary>
    public static bool IsSlice(int type) => type <= LastSlice;

    /// <summary>A parameter set.</summary>
    public static bool IsSet(int type) => type is >= Vps and <= Pps;

    /// <summary>A random access picture.</summary>
    public static bool IsRandomAccess(int type) => type is >= FirstIrap and <= Cra;

    /// <summary>Where slice_pic_parameter_set_id stands: IRAP pictures have one flag more before it (7.3.6.1).</summary>
    public static int PpsIdBit(int type) => type is >= FirstIrap and <= LastIrapReserved ? HeaderBits + 2 : HeaderBits + 1;

    /// <summary>Refuses units too short for a header, of a second layer or view, and of a Dolby Vision enhancement
    /// layer.</summary>
    /// <exception cref="MediaException">It is one.</exception>
    public static void RefuseUnjoinable(ReadOnlySpan<byte> nal)
    {
        if (nal.Length < 2)
            throw Refusal.Damaged("a unit is shorter than its header");
        var layer = ((nal[0] & 1) << 5) | (nal[1] >> 3);
        var type = TypeOf(nal);
        if (type == DolbyEnhancement)
            throw Refusal.CannotJoin("it has a Dolby Vision enhancement layer");
        if (layer != 0 && type <= Pps)
            throw Refusal.CannotJoin("it has several views or layers");
    }
}
