using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Bitstream.H264;
using ClipshareBox.Media.Bitstream.Hevc;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Streaming;

/// <summary>Tells by its own bytes whether a browser can begin with a picture.</summary>
internal static class RandomAccess
{
    /// <summary>H.264: IDR pictures only, for a start at a recovery point ends in a decode error. HEVC: IRAP pictures. Else as the container says.</summary>
    /// <exception cref="MediaException">The packet is damaged.</exception>
    public static bool CanBegin(TrackFormat format, Packet packet)
    {
        switch (format.FourCc)
        {
            case "avc1" or "avc3":
                foreach (var nal in new NalUnits(packet.Data, AvcConfig.Parse(SampleEntry.Child(format.SampleEntry, "avcC"u8)).LengthSize))
                {
                    if (H264Nal.TypeOf(nal) is H264Nal.IdrSlice)
                        return true;
                    if (H264Nal.TypeOf(nal) is H264Nal.Slice)
                        return false;
                }
                return false;
            case "hvc1" or "hev1":
                foreach (var nal in new NalUnits(packet.Data, HvcConfig.Parse(SampleEntry.Child(format.SampleEntry, "hvcC"u8)).LengthSize))
                {
                    if (HevcNal.IsSlice(HevcNal.TypeOf(nal)))
                        return HevcNal.IsRandomAccess(HevcNal.TypeOf(nal));
                }
                return false;
            default:
                return packet.Key;
        }
    }
}
