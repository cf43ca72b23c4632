using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>Writes packets of one video track as fragmented MP4, one packet a fragment, to feed a decoder through a pipe.</summary>
internal sealed class FragmentWriter(Stream stream, TrackFormat track)
{
    // Far enough below the presentation time to stay below it through any reordering.
    private const int ReorderRoom = 1_000_000;
    private readonly BoxBuilder _boxes = new();
    private long _lastDts = long.MinValue;
    private int _sequence;

    /// <summary>Writes the header (ftyp, moov).</summary>
    public void WriteHeader()
    {
        _boxes.Clear();
        _boxes.Box("ftyp", b => b.Text("isom").U32(0x200).Text("isomiso6mp41"));
        _boxes.Box("moov", moov =>
        {
            moov.FullBox("mvhd", 0, 0, b => MovieBox.MovieHeader(b, track.Timescale, 0, nextTrackId: 2));
            moov.Box("trak", trak =>
            {
                trak.FullBox("tkhd", 0, 3, b => MovieBox.TrackHeader(b, 1, 0, track));
                trak.Box("mdia", mdia => MovieBox.Media(mdia, track, 0, stbl =>
                {
                    stbl.FullBox("stsd", 0, 0, b => b.U32(1).Raw(track.SampleEntry));
                    foreach (var empty in (string[])["stts", "stsc", "stco"])
                        stbl.FullBox(empty, 0, 0, b => b.U32(0));
                    stbl.FullBox("stsz", 0, 0, b => b.U32(0).U32(0));
                }));
            });
            moov.Box("mvex", mvex => mvex.FullBox("trex", 0, 0, b => b.U32(1).U32(1).U32(0).U32(0).U32(0)));
        });
        stream.Write(_boxes.Written);
    }

    /// <summary>Writes one packet; call in decode order.</summary>
    /// <param name="pts">Presentation time in ticks of the track.</param>
    /// <param name="key">True for a random access point.</param>
    /// <param name="data">The coded picture.</param>
    public void Write(long pts, bool key, ReadOnlySpan<byte> data)
    {
        var dts = _lastDts == long.MinValue ? pts - ReorderRoom : Math.Max(_lastDts + 1, pts - ReorderRoom);
        _lastDts = dts;
        var size = data.Length;
        _boxes.Clear();
        _boxes.Box("moof", moof =>
        {
            moof.FullBox("mfhd", 0, 0, b => b.U32(++_sequence));
            moof.Box("traf", traf =>
            {
                traf.FullBox("tfhd", 0, 0x020000, b => b.U32(1)); // default-base-is-moof
                traf.FullBox("tfdt", 1, 0, b => b.U64(dts));
                traf.FullBox("trun", 1, 0xF01, b => b
                    .U32(1).U32(TrunDataOffset).U32(1).U32(size).U32(key ? 0x02000000 : 0x01010000).U32(pts - dts));
            });
        });
        _boxes.U32(size + 8).Text("mdat");
        stream.Write(_boxes.Written);
        stream.Write(data);
    }

    // moof 8 + mfhd 16 + traf 8 + tfhd 16 + tfdt 20 + trun 36, then the header of mdat.
    private const int TrunDataOffset = 8 + 16 + 8 + 16 + 20 + 36 + 8;
}
