namespace ClipshareBox.Media.Bitstream.H264;

/// <summary>A sequence parameter set of H.264 (7.3.2.1.1): what slices and seams need of it, and where the fields
/// stand.</summary>
internal sealed record H264Sps
{
    /// <summary>Where seq_parameter_set_id stands, in bits from the NAL header on.</summary>
    public const int IdBit = 32;

    /// <summary>The unit as it came.</summary>
    public required byte[] Nal { get; init; }

    /// <summary>seq_parameter_set_id, 0 to 31.</summary>
    public required int Id { get; init; }

    /// <summary>profile_idc.</summary>
    public required int Profile { get; init; }

    /// <summary>level_idc, ten times the level.</summary>
    public required int Level { get; init; }

    /// <summary>Chroma format and bit depths.</summary>
    public required H264Format Format { get; init; }

    /// <summary>Bits of frame_num, 4 to 16.</summary>
    public required int FrameNumBits { get; init; }

    /// <summary>Picture order count.</summary>
    public required H264OrderCount Order { get; init; }

    /// <summary>max_num_ref_frames, 0 to 16 frames.</summary>
    public required int RefFrames { get; init; }

    /// <summary>Where max_num_ref_frames stands.</summary>
    public required int RefFramesBit { get; init; }

    /// <summary>Where gaps_in_frame_num_value_allowed_flag stands.</summary>
    public required int GapsBit { get; init; }

    /// <summary>Size of the picture.</summary>
    public required H264Size Size { get; init; }

    /// <summary>The end of the set.</summary>
    public required H264Vui Vui { get; init; }

    /// <summary>Only frames, neither fields nor MBAFF.</summary>
    public bool FrameMbsOnly => Size.FrameMbsOnly;

    /// <summary>Frames a decoder of this level has room for (Table A-1, MaxDpbMbs), at most 16.</summary>
    public int BuffersOfLevel => Math.Min(16, H264Level.BufferMacroblocks(Level) / Math.Max(1, Size.Macroblocks));

    /// <summary>Reads a set.</summary>
    /// <param name="nal">The unit from its header on.</param>
    /// <exception cref="MediaException">Damaged.</exception>
    public static H264Sps Parse(ReadOnlySpan<byte> nal)
    {
        var from = new BitReader(Rbsp.Unescape(nal), 8);
        var profile = (int)from.Bits(8);
        from.Skip(8);
        var level = (int)from.Bits(8);
        var id = from.Ue(31);
        var format = H264Format.Parse(ref from, profile);
        var frameNumBits = from.Ue(12) + 4;
        var order = H264OrderCount.Parse(ref from);
        var refFramesBit = from.Position;
        var refFrames = from.Ue(16);
        var gapsBit = from.Position;
        from.Skip(1);
        return new H264Sps
        {
            Nal = nal.ToArray(),
            Id = id,
            Profile = profile,
            Level = level,
            Format = format,
            FrameNumBits = frameNumBits,
            Order = order,
            RefFrames = refFrames,
            RefFramesBit = refFramesBit,
            GapsBit = gapsBit,
            Size = H264Size.Parse(ref from, format.ChromaArrayType),
            Vui = H264Vui.Parse(ref from),
        };
    }

    /// <summary>The id of a set that need not be read further.</summary>
    /// <exception cref="MediaException">Damaged.</exception>
    public static int IdOf(ReadOnlySpan<byte> nal)
    {
        Span<byte> head = stackalloc byte[16];
        var some = nal[..Math.Min(nal.Length, head.Length)];
        return new BitReader(head[..Rbsp.Unescape(some, head)], IdBit).Ue(31);
    }
}
