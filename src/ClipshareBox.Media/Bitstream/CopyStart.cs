namespace ClipshareBox.Media.Bitstream;

/// <summary>Where a copied picture stands.</summary>
internal enum CopyStart
{
    /// <summary>Behind other copied pictures.</summary>
    Inside,

    /// <summary>
    /// The first copied picture behind an encoded head, or at the start of a file without its leading pictures. Open-GOP random
    /// access pictures are rewritten: H.264 recovery point to IDR, HEVC CRA to BLA_N_LP.
    /// </summary>
    AfterSeam,

    /// <summary>The first picture of a file that keeps everything behind it, as in edit-list mode: nothing is
    /// rewritten.</summary>
    FileStart,
}
