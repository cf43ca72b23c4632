namespace TestMedia.Bitstreams;

/// <summary>Codes field pictures (ITU-T H.264 Main profile, CAVLC) of nothing but raw and skipped macroblocks.</summary>
internal static class FieldCoder
{
    public const int CounterBits = 8;
    private const int CounterMask = (1 << CounterBits) - 1;
    private const int SlicePredicted = 5;
    private const int SliceIntra = 7;
    private const int RawInIntra = 25; // mb_type I_PCM, table 7-11
    private const int RawInPredicted = 30;

    /// <summary>What a frame's two fields need to say of themselves.</summary>
    /// <param name="FrameNum">frame_num, counted without wrap.</param>
    /// <param name="Order">Picture order count of the top field, counted without wrap.</param>
    /// <param name="IsIdr">True for an IDR picture.</param>
    /// <param name="IsReference">False for a picture nothing refers to.</param>
    /// <param name="SkipsNewest">True to predict from the reference before the newest one.</param>
    internal sealed record Place(int FrameNum, int Order, bool IsIdr, bool IsReference, bool SkipsNewest);

    /// <summary>Sequence parameter set: 640x64, fields, 25 frames a second.</summary>
    public static byte[] Sequence(int reorder)
    {
        const int MainProfile = 77;
        const int Level3 = 30;
        const int MostReferences = 2;
        var set = new BitString().Bits(8, MainProfile).Bits(8, 0).Bits(8, Level3).Unsigned(0);
        set.Unsigned(CounterBits - 4).Unsigned(0).Unsigned(CounterBits - 4); // frame_num, order type 0
        set.Unsigned(MostReferences).Bits(1, 0);
        set.Unsigned(FieldPicture.Columns - 1).Unsigned((FieldPicture.Height / 32) - 1);
        set.Bits(2, 0).Bits(1, 1).Bits(1, 0); // fields allowed, no MBAFF, direct_8x8_inference, no cropping
        set.Bits(1, 1).Bits(4, 0); // VUI: no aspect, overscan, signal or chroma place
        set.Bits(1, 1).Bits(16, 0).Bits(16, 1).Bits(16, 0).Bits(16, 50).Bits(1, 1); // timing: 50 fields a second
        set.Bits(3, 0).Bits(1, 1).Bits(1, 1); // no HRD, no pic_struct; restrictions follow
        set.Unsigned(0).Unsigned(0).Unsigned(10).Unsigned(10).Unsigned(reorder).Unsigned(MostReferences);
        return set.ToUnit(0x67);
    }

    /// <summary>Picture parameter set: CAVLC, one reference, deblocking under the slices' control.</summary>
    public static byte[] Picture() => new BitString()
        .Unsigned(0).Unsigned(0).Bits(2, 0).Unsigned(0).Unsigned(0).Unsigned(0).Bits(3, 0)
        .Unsigned(0).Unsigned(0).Unsigned(0).Bits(1, 1).Bits(2, 0).ToUnit(0x68);

    /// <summary>SEI: decoding may begin here and is right at once (D.1.7).</summary>
    public static byte[] RecoveryPoint() => [0x06, 6, 1, 0xC4, 0x80];

    /// <summary>A field of raw macroblocks only.</summary>
    public static byte[] Intra(FieldPicture picture, int field, Place place)
    {
        // Only the first field of an IDR picture is an IDR unit (7.4.1.2.4).
        var idr = place.IsIdr && field == 0;
        var slice = Header(SliceIntra, field, place, idr);
        for (var block = 0; block < FieldPicture.Blocks; block++)
            slice.Unsigned(RawInIntra).Aligned(picture.Block(field, block));
        return slice.ToUnit((byte)(idr ? 0x65 : 0x61));
    }

    /// <summary>A field that is raw where it differs from <paramref name="reference"/> and skipped elsewhere.</summary>
    public static byte[] Predicted(FieldPicture picture, FieldPicture reference, int field, Place place)
    {
        var slice = Header(SlicePredicted, field, place, idr: false);
        var skipped = 0;
        for (var block = 0; block < FieldPicture.Blocks; block++)
        {
            var samples = picture.Block(field, block);
            if (samples.AsSpan().SequenceEqual(reference.Block(field, block)))
            {
                skipped++;
                continue;
            }
            slice.Unsigned(skipped).Unsigned(RawInPredicted).Aligned(samples);
            skipped = 0;
        }
        if (skipped > 0)
            slice.Unsigned(skipped);
        return slice.ToUnit((byte)(place.IsReference ? 0x41 : 0x01));
    }

    // 7.3.3
    private static BitString Header(int type, int field, Place place, bool idr)
    {
        var slice = new BitString().Unsigned(0).Unsigned(type).Unsigned(0);
        slice.Bits(CounterBits, place.FrameNum & CounterMask).Bits(1, 1).Bits(1, field);
        if (idr)
            slice.Unsigned(0); // idr_pic_id: no two IDR pictures are neighbours
        slice.Bits(CounterBits, (place.Order + field) & CounterMask);
        if (type == SlicePredicted)
        {
            slice.Bits(1, 0).Bits(1, place.SkipsNewest ? 1 : 0);
            if (place.SkipsNewest)
                slice.Unsigned(0).Unsigned(3).Unsigned(3); // two frames back: four field numbers, less one; then the end
        }
        if (idr)
            slice.Bits(2, 0);
        else if (place.IsReference)
            slice.Bits(1, 0);
        return slice.Unsigned(0).Unsigned(1); // slice_qp_delta 0, no deblocking
    }
}
