using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Sample sizes: one for all, or a table left as it lies in the file (stsz and stz2, ISO/IEC 14496-12 8.7.3).</summary>
internal sealed class SampleSizes
{
    private const uint LargestSample = 0x3FFF_FFFF; // what ffmpeg takes

    private readonly ReadOnlyMemory<byte> _table;
    private readonly int _bits;

    private SampleSizes(int count, uint constant, ReadOnlyMemory<byte> table, int bits) =>
        (Count, Constant, _table, _bits) = (count, constant, table, bits);

    /// <summary>Number of samples.</summary>
    public int Count { get; }

    /// <summary>Bytes of every sample, or 0 where each has its own.</summary>
    public uint Constant { get; }

    /// <summary>Reads stsz or stz2.</summary>
    /// <exception cref="MediaException">The table is shorter than its count says (<see cref="MediaFault.NotMedia"/>).</exception>
    public static SampleSizes Parse(Box box)
    {
        var count = box.U32(8);
        if (count > int.MaxValue)
            throw Box.Damaged("absurd number of samples");
        if (box.Type == BoxType.Stz2)
        {
            var bits = box.U8(7);
            if (bits is not (4 or 8 or 16))
                throw Box.Damaged($"sample sizes of {bits} bits");
            return new SampleSizes((int)count, 0, box.Slice(12, ((long)count * bits + 7) / 8), bits);
        }
        var constant = box.U32(4);
        if (constant > LargestSample)
            throw Box.Damaged("absurd sample size");
        return new SampleSizes((int)count, constant, constant > 0 ? default : box.Slice(12, count * 4L), 32);
    }

    /// <summary>Bytes of a sample.</summary>
    /// <exception cref="MediaException">The size is absurd (<see cref="MediaFault.NotMedia"/>).</exception>
    public int Of(int sample)
    {
        if (Constant > 0)
            return (int)Constant;
        var size = _bits switch
        {
            4 => (uint)(_table.Span[sample / 2] >> (sample % 2 == 0 ? 4 : 0) & 0xF),
            8 => _table.Span[sample],
            16 => BinaryPrimitives.ReadUInt16BigEndian(_table.Span[(sample * 2)..]),
            _ => BinaryPrimitives.ReadUInt32BigEndian(_table.Span[(sample * 4)..]),
        };
        return size <= LargestSample ? (int)size : throw Box.Damaged("absurd sample size");
    }

    /// <summary>Bytes of the samples from <paramref name="first"/> to before <paramref name="end"/>.</summary>
    public long Sum(int first, int end)
    {
        if (Constant > 0)
            return (long)Constant * Math.Max(0, end - first);
        long sum = 0;
        for (var sample = first; sample < end; sample++)
            sum += Of(sample);
        return sum;
    }
}
