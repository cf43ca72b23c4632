using System.Buffers.Binary;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>A track's sample description as an MP4 wants it (ISO/IEC 14496-12, 8.5.2 and 12.1.3, 12.2.3).</summary>
internal static class SampleEntry
{
    private const int SoundFields = 28; // ISO/IEC 14496-12, 12.2.3.2, without the box header

    private static readonly uint[] Encrypted =
        [BoxType.Of("encv"), BoxType.Of("enca"), BoxType.Of("drmi"), BoxType.Of("drms"), BoxType.Of("resv")];

    /// <summary>The sample entry box that a track uses; QuickTime's sound descriptions become the ISO ones.</summary>
    /// <param name="stsd">The sample description box.</param>
    /// <param name="number">Which of its entries, from 1.</param>
    /// <param name="isSound">True for a sound track.</param>
    /// <exception cref="MediaException">It is encrypted or damaged.</exception>
    public static byte[] Parse(Box stsd, uint number, bool isSound)
    {
        if (stsd.U32(4) > 1024)
            throw Box.Damaged("absurd number of sample descriptions");
        var at = 0u;
        foreach (var entry in stsd.ChildrenFrom(8))
        {
            if (++at != number)
                continue;
            if (Encrypted.Contains(entry.Type))
                throw new MediaException(MediaFault.CannotCut, "the track is encrypted");
            _ = entry.Slice(0, isSound ? SoundFields : 78);
            // A version 0 stsd with a later entry is QuickTime's; ISO's own later entry comes in a version 1 stsd.
            return isSound && stsd.Version == 0 && entry.U16(8) is var version and > 0
                ? FromQuickTime(entry, version)
                : entry.Whole.ToArray();
        }
        throw Box.Damaged("the track's sample description is missing");
    }

    /// <summary>Bytes of one sample of sound that is stored sample by sample, or 0 when the kind is not known.</summary>
    /// <param name="entry">A sample entry box.</param>
    public static int RawSoundBytes(Box entry)
    {
        var channels = entry.U16(16);
        var bits = entry.U16(18);
        return BoxType.Name(entry.Type) switch
        {
            "sowt" or "twos" => channels * (bits == 8 ? 1 : 2),
            "in24" => channels * 3,
            "in32" or "fl32" => channels * 4,
            "fl64" => channels * 8,
            "ulaw" or "alaw" or "raw " => channels,
            "ipcm" or "fpcm" => Math.Min(channels, (ushort)64) * RawBits(entry) / 8,
            _ => 0,
        };
    }

    // pcmC: ISO/IEC 23003-5, flags and bits a sample.
    private static int RawBits(Box entry) =>
        entry.ChildrenFrom(SoundFields).First(BoxType.Of("pcmC")) is { } config ? config.U8(5) : 0;

    private static byte[] FromQuickTime(Box entry, ushort version)
    {
        if (version > 1 || RawSoundBytes(entry) > 0)
            return entry.Whole.ToArray();
        var result = new MemoryStream();
        result.Write(entry.Whole.Span[..(entry.HeaderLength + SoundFields)]);
        foreach (var box in entry.ChildrenFrom(SoundFields + 16))
        {
            if (box.Type != BoxType.Wave)
                result.Write(box.Whole.Span);
            else if (box.Children.First(BoxType.Esds) is { } config)
                result.Write(config.Whole.Span);
        }
        var bytes = result.ToArray();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)bytes.Length);
        bytes.AsSpan(entry.HeaderLength + 8, 8).Clear(); // version, revision, vendor
        BinaryPrimitives.WriteUInt16BigEndian(bytes.AsSpan(entry.HeaderLength + 18), 16); // ISO: sample size 16
        bytes.AsSpan(entry.HeaderLength + 20, 4).Clear(); // compression id, packet size
        return bytes;
    }
}
