using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Streaming;

/// <summary>Writes fragmented MP4 for browsers: the header once, then a fragment a segment (ISO/IEC 23000-19; 14496-12, 8.8).</summary>
/// <remarks>
/// The player's clock is the content's: time 0 is its first instant. A segment's first picture is decoded and shown at the
/// segment's start; pictures that are shown before they could be decoded get negative composition offsets.
/// </remarks>
internal static class SegmentWriter
{
    private const int SyncSample = 0x02000000;
    private const int OtherSample = 0x01010000;
    private const int BaseIsMoof = 0x020000;
    private const int RunFields = 0xF01; // data offset; duration, size, flags and composition offset of each sample

    /// <summary>The header of all segments.</summary>
    public static byte[] Header(IReadOnlyList<TrackFormat> tracks)
    {
        var boxes = new BoxBuilder();
        boxes.Box("ftyp", b => b.Text("iso6").U32(0).Text("iso6cmfcmp41"));
        boxes.Box("moov", moov =>
        {
            moov.FullBox("mvhd", 0, 0, b => MovieBox.MovieHeader(b, 1000, 0, nextTrackId: tracks.Count + 1));
            for (var i = 0; i < tracks.Count; i++)
                Track(moov, i + 1, tracks[i]);
            moov.Box("mvex", mvex =>
            {
                for (var i = 0; i < tracks.Count; i++)
                    mvex.FullBox("trex", 0, 0, b => b.U32(i + 1).U32(1).U32(0).U32(0).U32(0));
            });
        });
        return boxes.Written.ToArray();
    }

    /// <summary>One segment.</summary>
    /// <param name="number">From 0.</param>
    /// <param name="tracks">Pictures first.</param>
    /// <param name="startUs">Start in µs from the content's start.</param>
    /// <param name="endUs">End in µs from the content's start.</param>
    /// <param name="originUs">The content's start on the source's clock, in µs.</param>
    public static byte[] Segment(int number, IReadOnlyList<StreamTrack> tracks, long startUs, long endUs, long originUs)
    {
        var runs = tracks.Select(t => SegmentRun.Of(t, startUs, endUs, originUs)).ToList();
        var boxes = new BoxBuilder();
        // Written twice: where the media lies is known only when the length of what stands before it is.
        Fragment(boxes, number, tracks, runs, mediaAt: 0);
        var head = boxes.Written.Length;
        boxes.Clear();
        Fragment(boxes, number, tracks, runs, mediaAt: head + 8);
        var bytes = tracks.Sum(t => t.Packets.Sum(p => (long)p.Data.Length));
        boxes.U32(bytes + 8).Text("mdat");
        var segment = new byte[checked((int)(boxes.Written.Length + bytes))];
        boxes.Written.CopyTo(segment);
        var at = boxes.Written.Length;
        foreach (var packet in tracks.SelectMany(t => t.Packets))
        {
            packet.Data.CopyTo(segment.AsSpan(at));
            at += packet.Data.Length;
        }
        return segment;
    }

    private static void Fragment(BoxBuilder boxes, int number, IReadOnlyList<StreamTrack> tracks, List<SegmentRun> runs, int mediaAt) =>
        boxes.Box("moof", moof =>
        {
            moof.FullBox("mfhd", 0, 0, b => b.U32(number + 1));
            for (var i = 0; i < tracks.Count; i++)
            {
                if (tracks[i].Packets.Count > 0)
                    Run(moof, i + 1, tracks[i], runs[i], mediaAt);
                mediaAt += tracks[i].Packets.Sum(p => p.Data.Length);
            }
        });

    private static void Run(BoxBuilder moof, int id, StreamTrack track, SegmentRun run, int mediaAt) => moof.Box("traf", traf =>
    {
        traf.FullBox("tfhd", 0, BaseIsMoof, b => b.U32(id));
        traf.FullBox("tfdt", 1, 0, b => b.U64(run.Dts[0]));
        traf.FullBox("trun", 1, RunFields, b =>
        {
            b.U32(track.Packets.Count).U32(mediaAt);
            for (var i = 0; i < track.Packets.Count; i++)
            {
                b.U32(run.DurationOf(i)).U32(track.Packets[i].Data.Length);
                b.U32(track.Packets[i].Key ? SyncSample : OtherSample).U32(run.Pts[i] - run.Dts[i]);
            }
        });
    });

    private static void Track(BoxBuilder moov, int id, TrackFormat format) => moov.Box("trak", trak =>
    {
        trak.FullBox("tkhd", 0, 3, b => MovieBox.TrackHeader(b, id, 0, format));
        trak.Box("mdia", mdia => MovieBox.Media(mdia, format, 0, stbl =>
        {
            stbl.FullBox("stsd", 0, 0, b => b.U32(1).Raw(format.SampleEntry));
            foreach (var empty in (string[])["stts", "stsc", "stco"])
                stbl.FullBox(empty, 0, 0, b => b.U32(0));
            stbl.FullBox("stsz", 0, 0, b => b.U32(0).U32(0));
        }));
    });
}
