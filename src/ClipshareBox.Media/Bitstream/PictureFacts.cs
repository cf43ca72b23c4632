namespace ClipshareBox.Media.Bitstream;

/// <summary>Facts of one coded picture, told by its NAL units alone.</summary>
/// <param name="RandomAccess">Decoding can begin here: all pictures behind it in display order come out right.</param>
/// <param name="Idr">Nothing behind it in decode order refers to anything before it (H.264 and HEVC: IDR).</param>
/// <param name="Reference">Other pictures may refer to it (HEVC: pictures of its own temporal layer may).</param>
/// <param name="TemporalLayer">TemporalId, 0 to 6; always 0 in H.264.</param>
/// <param name="Leading">HEVC RASL or RADL: shown before the random access picture it follows. H.264 does not say.</param>
/// <param name="FieldPicture">Coded as fields (H.264 field_pic_flag, HEVC field_seq_flag).</param>
internal readonly record struct PictureFacts(
    bool RandomAccess, bool Idr, bool Reference, int TemporalLayer, bool Leading, bool FieldPicture)
{
    /// <summary>True for a picture that no decoder shows: it refers to what a splice cut off (HEVC: RASL behind a BLA picture).</summary>
    public bool NeverShown { get; init; }
}
