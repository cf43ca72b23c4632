using ClipshareBox.Media.Bitstream.H264;

namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>What a coded picture says of the frame it belongs to.</summary>
/// <param name="IsField">A single field; else a frame.</param>
/// <param name="IsBottom">The bottom field.</param>
/// <param name="Number">The same in both fields of a frame.</param>
/// <param name="IsReference">Others may refer to it.</param>
internal readonly record struct CodedField(bool IsField, bool IsBottom, int Number, bool IsReference)
{
    /// <summary>True when this is the first and <paramref name="other"/> the second field of a frame.</summary>
    public bool IsPairedWith(CodedField other) =>
        IsField && other.IsField && IsBottom != other.IsBottom && Number == other.Number;

    /// <summary>The MPEG-2 pictures of a PES packet (ISO/IEC 13818-2, 6.2.3 and 6.2.3.1).</summary>
    public static List<CodedField> OfMpeg2(ReadOnlySpan<byte> data)
    {
        const byte pictureStart = 0x00;
        const byte extensionStart = 0xB5;
        const int pictureCoding = 8;
        var found = new List<CodedField>();
        var (number, isReference) = (0, false);
        while (Next(ref data))
        {
            if (data is [pictureStart, _, _, ..])
                (number, isReference) = ((data[1] << 2) | (data[2] >> 6), ((data[2] >> 3) & 7) != 3);
            else if (data is [extensionStart, _, _, _, ..] && data[1] >> 4 == pictureCoding)
                found.Add(new CodedField((data[3] & 3) != 3, (data[3] & 3) == 2, number, isReference));
        }
        return found;
    }

    /// <summary>The H.264 pictures of a PES packet; one whose first bytes are not there is none.</summary>
    /// <param name="data">NAL units behind start codes.</param>
    /// <param name="sets">The parameter sets of the track.</param>
    public static List<CodedField> OfH264(ReadOnlySpan<byte> data, H264ParameterSets sets)
    {
        var found = new List<CodedField>();
        while (Next(ref data))
        {
            if (data.IsEmpty)
                break;
            var type = H264Nal.TypeOf(data);
            if (type is H264Nal.Slice or H264Nal.IdrSlice && OfSlice(data, sets) is { } field && (found.Count == 0 || found[^1] != field))
                found.Add(field);
        }
        return found;
    }

    private static CodedField? OfSlice(ReadOnlySpan<byte> nal, H264ParameterSets sets)
    {
        try
        {
            var start = H264SliceStart.ParseNal(nal, sets);
            return new CodedField(start.Field, start.Bottom, start.FrameNum, H264Nal.IsReference(nal));
        }
        catch (MediaException)
        {
            return null; // the stream ends in its header
        }
    }

    // Goes on behind the next start code.
    private static bool Next(ref ReadOnlySpan<byte> data)
    {
        var at = data.IndexOf("\0\0\u0001"u8);
        data = at < 0 ? [] : data[(at + 3)..];
        return at >= 0;
    }
}
