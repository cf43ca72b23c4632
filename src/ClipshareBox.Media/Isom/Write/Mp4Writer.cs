using System.Buffers.Binary;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Isom.Write;

/// <summary>Writes an MP4 with its index in front: room for it is reserved first and filled in at the end.</summary>
/// <remarks>Samples go to the file as they come; the index needs their times and places only.</remarks>
internal sealed class Mp4Writer
{
    private const int LargeBoxHeader = 16;

    private readonly Stream _file;
    private readonly long _reservedAt;
    private readonly long _mdatAt;
    private readonly List<OutputTrack> _tracks = [];
    private long _position;

    /// <summary>Starts a file.</summary>
    /// <param name="file">Empty, seekable, buffered.</param>
    /// <param name="reserveBytes">Room kept for the index.</param>
    public Mp4Writer(Stream file, long reserveBytes)
    {
        _file = file;
        var start = new BoxBuilder().Box("ftyp", b => b.Text("isom").U32(0x200).Text("isomiso2avc1mp41"));
        file.Write(start.Written);
        _reservedAt = start.Written.Length;
        WriteFree(reserveBytes);
        _mdatAt = _reservedAt + reserveBytes;
        file.Write(new byte[LargeBoxHeader]);
        _position = _mdatAt + LargeBoxHeader;
    }

    /// <summary>Bytes written so far.</summary>
    public long Position => _position;

    public OutputTrack AddTrack(TrackFormat format, bool enabled = true)
    {
        var track = new OutputTrack(format) { Enabled = enabled };
        _tracks.Add(track);
        return track;
    }

    /// <summary>Appends one sample.</summary>
    public void Write(OutputTrack track, long pts, bool sync, ReadOnlySpan<byte> data)
    {
        track.Add(new OutputSample(pts, _position, data.Length, sync));
        _file.Write(data);
        _position += data.Length;
    }

    /// <summary>Writes the index and closes the boxes. Tracks without samples are left out.</summary>
    /// <exception cref="MediaException">The index does not fit the room kept for it.</exception>
    public void Finish()
    {
        _tracks.RemoveAll(t => t.Samples.Count == 0);
        var moov = BuildMovie().Written;
        var rest = _mdatAt - _reservedAt - moov.Length;
        if (rest is < 0 or (> 0 and < 8))
            throw new MediaException(MediaFault.CannotCut, "The clip's index is larger than the room kept for it.");
        var head = new byte[LargeBoxHeader];
        BinaryPrimitives.WriteUInt32BigEndian(head, 1); // size follows in 64 bits
        "mdat"u8.CopyTo(head.AsSpan(4));
        BinaryPrimitives.WriteInt64BigEndian(head.AsSpan(8), _position - _mdatAt);
        _file.Position = _mdatAt;
        _file.Write(head);
        _file.Position = _reservedAt;
        _file.Write(moov);
        if (rest > 0)
            WriteFree(rest);
        _file.Flush();
    }

    /// <summary>Room that the index of so many samples takes at most, in bytes.</summary>
    public static long IndexRoom(long videoSamples, long audioSamples, int tracks) =>
        8192 + 4096L * tracks + videoSamples * 32 + audioSamples * 24;

    private void WriteFree(long bytes)
    {
        var free = new byte[bytes];
        BinaryPrimitives.WriteUInt32BigEndian(free, checked((uint)bytes));
        "free"u8.CopyTo(free.AsSpan(4));
        _file.Write(free);
    }

    private BoxBuilder BuildMovie()
    {
        // The video's own timescale: edit lists are in movie ticks and must not round a frame.
        var timescale = _tracks[0].Format.Timescale;
        var duration = _tracks.Max(t => ShownTicks(t, timescale));
        return new BoxBuilder().Box("moov", moov =>
        {
            moov.FullBox("mvhd", 0, 0, b => MovieBox.MovieHeader(b, timescale, duration, _tracks.Count + 1));
            for (var i = 0; i < _tracks.Count; i++)
            {
                var (track, id) = (_tracks[i], i + 1);
                moov.Box("trak", trak => WriteTrack(trak, track, id, timescale));
            }
        });
    }

    private static long ShownTicks(OutputTrack track, uint timescale) =>
        Rational.MulDiv(track.ShownTo - track.ShownFrom, timescale, track.Format.Timescale);

    private static void WriteTrack(BoxBuilder trak, OutputTrack track, int id, uint movieTimescale)
    {
        var dts = track.DecodeTimes();
        var mediaDuration = dts[^1] - dts[0] + track.LastDuration;
        var shown = ShownTicks(track, movieTimescale);
        var flags = track.Enabled ? 3 : 2; // enabled, in movie (8.3.2)
        trak.FullBox("tkhd", 0, flags, b => MovieBox.TrackHeader(b, id, shown, track.Format));
        trak.Box("edts", edts => edts.FullBox("elst", 1, 0, b => WriteEdits(b, track, dts[0], shown, movieTimescale)));
        trak.Box("mdia", mdia => MovieBox.Media(mdia, track.Format, mediaDuration, stbl => SampleTable.Write(stbl, track, dts)));
    }

    // A track that begins after the clip does is held back by an empty edit (8.6.6).
    private static void WriteEdits(BoxBuilder b, OutputTrack track, long firstDts, long shown, uint movieTimescale)
    {
        const int rateOne = 0x10000;
        var mediaTime = track.ShownFrom - firstDts;
        if (mediaTime >= 0)
        {
            b.U32(1).U64(shown).U64(mediaTime).U32(rateOne);
            return;
        }
        var wait = Rational.MulDiv(-mediaTime, movieTimescale, track.Format.Timescale);
        b.U32(2).U64(wait).U64(-1).U32(rateOne);
        b.U64(shown - wait).U64(0).U32(rateOne);
    }
}
