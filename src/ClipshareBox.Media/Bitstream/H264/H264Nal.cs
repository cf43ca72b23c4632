namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>nal_unit_type of H.264 (Table 7-1).</summary>
internal static class H264Nal
{
    public const int Slice = 1;
    public const int PartitionA = 2;
    public const int PartitionC = 4;
    public const int IdrSlice = 5;
    public const int Sei = 6;
    public const int Sps = 7;
    public const int Pps = 8;
    public const int Delimiter = 9;
    public const int Filler = 12;
    public const int Prefix = 14;
    public const int SubsetSps = 15;
    public const int SliceExtension = 20;
    public const int DepthSliceExtension = 21;

    /// <summary>nal_unit_type of a unit.</summary>
    public static int TypeOf(ReadOnlySpan<byte> nal) => nal[0] & 31;

    /// <summary>nal_ref_idc is not 0: the picture, or the set, is referred to.</summary>
    public static bool IsReference(ReadOnlySpan<byte> nal) => (nal[0] & 0x60) != 0;

    /// <summary>Refuses units that make a picture of more than one layer, view or partition.</summary>
    /// <exception cref="MediaException">It is one.</exception>
    public static void RefuseUnjoinable(int type)
    {
        switch (type)
        {
            case >= PartitionA and <= PartitionC:
                throw Refusal.CannotJoin("its slices are partitioned");
            case SubsetSps or SliceExtension or DepthSliceExtension:
                throw Refusal.CannotJoin("it has several views or layers");
        }
    }
}
