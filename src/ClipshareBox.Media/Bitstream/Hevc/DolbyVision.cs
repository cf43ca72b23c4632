namespace ClipshareBox.Media.Bitstream.Hevc;

/// <summary>What a sample entry says of Dolby Vision (Dolby Vision Streams within the ISO base media file format, 3.2).</summary>
internal static class DolbyVision
{
    private const int FlagsAt = 4;

    /// <summary>The boxes that announce it.</summary>
    public static string[] Boxes => ["dvcC", "dvvC", "dvwC", "hvcE"];

    /// <summary>Refuses a source whose base layer is no picture of its own: encoded parts would have other colours.</summary>
    /// <exception cref="MediaException">It is one.</exception>
    public static void RefuseWithoutBase(ReadOnlySpan<byte> entry)
    {
        var old = SampleEntry.Child(entry, "dvcC"u8);
        var record = old.IsEmpty ? SampleEntry.Child(entry, "dvvC"u8) : old;
        if (record.Length > FlagsAt && record[FlagsAt] >> 4 == 0) // dv_bl_signal_compatibility_id
            throw Refusal.CannotJoin("its Dolby Vision has no base layer of its own");
    }
}
