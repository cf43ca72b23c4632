using System.Globalization;
using ClipshareBox.Media.Cutting.Checks;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Cutting;

/// <summary>Decodes just the pictures it is fed and encodes those of a range, in one ffmpeg, with their times kept to the tick.</summary>
internal sealed class PieceEncoder(CutSource source, TrackFormat format, EncoderChoice encoder, int threads)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>Encodes the frames at <paramref name="times"/>.</summary>
    /// <param name="pictures">Decode order, from a random access point on.</param>
    /// <param name="times">Presentation times wanted, ascending, in ticks of the track.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MediaException">Other frames came back than were asked for (<see cref="MediaFault.CannotCut"/>).</exception>
    public async Task<EncodedPiece> EncodeAsync(IReadOnlyList<Picture> pictures, IReadOnlyList<long> times, CancellationToken ct)
    {
        using var socket = PipeSocket.Create();
        await using var ffmpeg = Tool.Start(source.Tools.Ffmpeg, Arguments(times[0], times[^1], socket.Address), withInput: true);
        using var limit = new CancellationTokenSource(Limit, source.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var feeding = OwnThread.Run("piece feed", () => PictureFeed.Write(ffmpeg.Input, format, Needed(pictures, times[0], times[^1])));
        (List<Packet> Packets, byte[] SampleEntry)? read = null;
        var reading = OwnThread.Run("piece packets", () => read = Read(ffmpeg.Output));
        var thumbnails = ReadThumbnailsAsync(socket, reading, either.Token);
        try
        {
            await Task.WhenAll(feeding, reading, thumbnails).WaitAsync(either.Token);
            var exitCode = await ffmpeg.WaitAsync(either.Token);
            var pictured = await thumbnails;
            return exitCode == 0 && read is var (packets, entry) && pictured.Length >= Thumbnail.Bytes
                ? Check(new EncodedPiece(packets, entry, pictured[..Thumbnail.Bytes], pictured[^Thumbnail.Bytes..]), times)
                : throw new MediaException(MediaFault.CannotCut, "The frames at the seam could not be encoded.", ffmpeg.ErrorText);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new MediaException(MediaFault.CannotCut, "Encoding the frames at the seam took too long.", ffmpeg.ErrorText);
        }
    }

    private List<string> Arguments(long from, long to, string thumbnails) =>
    [
        "-hide_banner", "-v", "error", "-threads", threads.ToString(CultureInfo.InvariantCulture),
        // Without these the decoder holds pictures back for a reordering that it does not know, and drops what it cannot place.
        "-strict", "1", "-flags", "+output_corrupt",
        "-copyts", "-noautorotate", "-probesize", "32", "-analyzeduration", "0", "-fpsprobesize", "0", "-f", "mp4", "-i", "pipe:0",
        "-filter_complex", Filter(from, to), "-map", "[frames]",
        "-fps_mode", "passthrough", "-enc_time_base", "-1",
        .. encoder.Arguments, "-threads", threads.ToString(CultureInfo.InvariantCulture),
        "-video_track_timescale", format.Timescale.ToString(CultureInfo.InvariantCulture),
        "-f", "mp4", "-movflags", "+empty_moov+default_base_moof+frag_every_frame+frag_discont",
        "-use_editlist", "0", "-avoid_negative_ts", "disabled", "-flush_packets", "1", "pipe:1",
        "-map", "[ends]", "-fps_mode", "passthrough", "-f", "rawvideo", thumbnails,
    ];

    // The source's first and last frame come out small beside the encoded ones: the finished clip is compared with them.
    private static string Filter(long from, long to) => string.Create(
        CultureInfo.InvariantCulture,
        $@"[0:v:0]select=between(pts\,{from}\,{to}),split[frames][all];[all]select=eq(pts\,{from})+eq(pts\,{to}),{Thumbnail.Filter}[ends]");

    private static async Task<byte[]> ReadThumbnailsAsync(PipeSocket socket, Task ended, CancellationToken ct)
    {
        await using var stream = await socket.AcceptAsync(ended, ct);
        var pictures = new MemoryStream();
        await stream.CopyToAsync(pictures, ct);
        return pictures.ToArray();
    }

    // Pictures that must be decoded to show the range; unreferenced ones outside it are left out.
    private static List<Picture> Needed(IReadOnlyList<Picture> pictures, long from, long to)
    {
        var last = 0;
        for (var i = 0; i < pictures.Count; i++)
            last = pictures[i].Pts >= from && pictures[i].Pts <= to ? i : last;
        var highest = pictures.Max(p => p.Facts.TemporalLayer);
        return [.. pictures.Take(last + 1).Where(p =>
            (p.Pts >= from && p.Pts <= to) || p.Facts.Reference || p.Facts.TemporalLayer < highest)];
    }

    private static (List<Packet> Packets, byte[] SampleEntry)? Read(Stream output)
    {
        using var buffered = new BufferedStream(output, 1 << 18);
        var reader = new FragmentReader(buffered);
        if (reader.ReadTrack() is not { } track)
            return null;
        var packets = new List<Packet>();
        while (reader.ReadPacket() is { } packet)
            packets.Add(packet);
        return (packets, track.SampleEntry);
    }

    private static EncodedPiece Check(EncodedPiece piece, IReadOnlyList<long> times) =>
        piece.Packets.Select(p => p.Pts).SequenceEqual(times)
            ? piece
            : throw new MediaException(
                MediaFault.CannotCut,
                $"The encoder returned {piece.Packets.Count} frames at the seam where {times.Count} were asked for, or other ones.");
}
