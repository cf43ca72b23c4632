using System.Globalization;
using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Packets;

/// <summary>Packets of any source that ffmpeg reads: one process, every track as a fragmented MP4 on a pipe of its own.</summary>
/// <remarks>
/// A pipe a track because ffmpeg's MP4 writer keeps decode times exact only in a fragmented file of one track; with two it guesses
/// the duration of the last sample of each fragment.
/// </remarks>
internal sealed class FfmpegPacketReader : IPacketReader
{
    private const long VideoAheadBytes = 12 << 20; // what passes while the head is encoded
    private const long LeastAheadBytes = 2 << 20; // of a remote source, what was read ahead when the clip ends was fetched for nothing
    private const long AudioAheadBytes = 64 << 20;
    private const long SkipBytes = 256 << 10;
    private static readonly TimeSpan OpenLimit = TimeSpan.FromSeconds(20);

    private static readonly string[] Fragmented =
    [
        "-f", "mp4", "-use_editlist", "0", "-avoid_negative_ts", "disabled", "-flush_packets", "1", "-copypriorss", "1",
        "-strict", "experimental", // FLAC in MP4 counts as such until ffmpeg 6
    ];

    private static readonly string[] KeysOnly = ["-discard:v", "nokey"];

    private readonly Tool _ffmpeg;
    private readonly List<PacketQueue> _queues;
    private readonly List<TrackReading> _tracks;
    private bool _skipsVideo;

    private FfmpegPacketReader(Tool ffmpeg, List<TrackReading> tracks, TrackFormat[] formats)
    {
        _ffmpeg = ffmpeg;
        _tracks = tracks;
        _queues = [.. tracks.Select(t => t.Queue)];
        Video = formats[0];
        Audio = [.. formats[1..].Where(f => f.IsSound)];
        Text = [.. formats[1..].Where(f => !f.IsSound)];
    }

    /// <inheritdoc/>
    public TrackFormat Video { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TrackFormat> Audio { get; }

    /// <summary>Starts reading at the key frame that ffmpeg finds for <paramref name="fromUs"/>; it may lie behind it in MPEG-TS.</summary>
    /// <param name="ffmpegPath">The tool.</param>
    /// <param name="source">The source.</param>
    /// <param name="info">What the source is.</param>
    /// <param name="fromUs">Instant in µs from the content's start; at or below 0 reads from the beginning.</param>
    /// <param name="further">Sound and text to read as well.</param>
    /// <param name="clock">The clock of the time limit.</param>
    /// <param name="ct">Stops the process.</param>
    /// <param name="keysOnly">True for key frames alone, by the container's word.</param>
    /// <exception cref="MediaException">ffmpeg cannot read the source.</exception>
    public static async Task<FfmpegPacketReader> OpenAsync(
        string ffmpegPath, OpenSource source, MediaInfo info, long fromUs, TrackPicks further,
        TimeProvider clock, CancellationToken ct, bool keysOnly = false)
    {
        var sockets = Enumerable.Range(0, further.Audio.Count + further.Text.Count).Select(_ => PipeSocket.Create()).ToList();
        var ffmpeg = Tool.Start(ffmpegPath, Arguments([.. keysOnly ? KeysOnly : [], .. source.FfmpegInput], info, fromUs, further, sockets));
        var queues = new List<PacketQueue>();
        using var limit = new CancellationTokenSource(OpenLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            // ffmpeg opens none of its outputs when it cannot read the source: then the pictures end at once.
            var ahead = source.Source.IsRemote || further == TrackPicks.None ? LeastAheadBytes : VideoAheadBytes;
            var tracks = new List<TrackReading> { TrackReading.Start("video", ffmpeg.Output, ahead) };
            queues.Add(tracks[0].Queue);
            foreach (var socket in sockets)
            {
                tracks.Add(TrackReading.Start("track", await socket.AcceptAsync(tracks[0].Done, either.Token), AudioAheadBytes));
                queues.Add(tracks[^1].Queue);
            }
            var formats = await Task.WhenAll(tracks.Select(t => t.Format)).WaitAsync(either.Token);
            return formats.Any(f => f is null)
                ? throw await CannotReadAsync(ffmpeg, ct)
                : new FfmpegPacketReader(ffmpeg, tracks, formats!);
        }
        catch (Exception e)
        {
            queues.ForEach(q => q.Dispose());
            await ffmpeg.DisposeAsync();
            if (e is OperationCanceledException && !ct.IsCancellationRequested)
                throw new MediaException(MediaFault.SourceLost, "The source did not answer in 20 s.", ffmpeg.ErrorText, e);
            throw;
        }
        finally
        {
            sockets.ForEach(s => s.Dispose());
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<TrackFormat> Text { get; }

    /// <summary>Bytes that ffmpeg handed over so far.</summary>
    public long Bytes => _tracks.Sum(t => t.Queue.BytesPut);

    /// <inheritdoc/>
    /// <exception cref="MediaException">ffmpeg failed while reading (<see cref="MediaFault.SourceLost"/>).</exception>
    public async ValueTask<Packet?> ReadVideoAsync(CancellationToken ct)
    {
        var packet = await _queues[0].TakeAsync(ct);
        // ffmpeg takes a disk that fails for the end of the file, and says so only in passing.
        if (packet is null && (await _ffmpeg.WaitAsync(ct) != 0 || _ffmpeg.ErrorText.Contains("Input/output error", StringComparison.Ordinal)))
            throw new MediaException(MediaFault.SourceLost, "The source could not be read to the end of the clip.", _ffmpeg.ErrorText);
        return packet;
    }

    /// <inheritdoc/>
    public async ValueTask<Packet?> ReadAudioAsync(int track, CancellationToken ct)
    {
        var queue = _queues[track + 1];
        if (_skipsVideo && !queue.IsReady)
        {
            // ffmpeg hands the tracks over in turn: some pictures must pass before the sound comes, and no more than those.
            var ready = queue.WaitAsync(ct);
            while (!ready.IsCompleted)
                await Task.WhenAny(ready, _queues[0].Skip(SkipBytes));
        }
        return await queue.TakeAsync(ct);
    }

    /// <inheritdoc/>
    public async ValueTask<Packet?> ReadTextAsync(int track, CancellationToken ct)
    {
        await _ffmpeg.StopAsync().WaitAsync(ct); // it closes its outputs; else the wait for the next cue might last to the end of the film
        return await _queues[1 + Audio.Count + track].TakeAsync(ct);
    }

    /// <inheritdoc/>
    public bool IsAudioReady(int track) => _queues[track + 1].IsReady;

    /// <inheritdoc/>
    public void SkipVideo() => _skipsVideo = true;

    /// <summary>Stops ffmpeg and frees everything.</summary>
    public async ValueTask DisposeAsync()
    {
        _queues.ForEach(q => q.Dispose());
        await _ffmpeg.DisposeAsync();
        await Task.WhenAll(_tracks.Select(t => t.Done)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // errors went to the queues
        _queues.ForEach(q => q.Dispose());
    }

    private static async Task<MediaException> CannotReadAsync(Tool ffmpeg, CancellationToken ct)
    {
        await ffmpeg.StopAsync().WaitAsync(ct);
        return new MediaException(MediaFault.NotMedia, "The source cannot be read at this place.", ffmpeg.ErrorText);
    }

    private static List<string> Arguments(
        IReadOnlyList<string> input, MediaInfo info, long fromUs, TrackPicks further, List<PipeSocket> sockets)
    {
        var (audio, text) = further;
        List<string> arguments = ["-nostdin", "-hide_banner", "-v", "error"];
        if (fromUs > 0)
            arguments.AddRange(["-ss", (fromUs / 1_000_000m).ToString("0.######", CultureInfo.InvariantCulture)]);
        if (info.IsMp4)
            arguments.AddRange(["-fflags", "+discardcorrupt"]); // the last packet of a file still being written; nothing else is marked so
        arguments.AddRange(["-copyts", .. input]);
        arguments.AddRange(["-map", Map(info.Video.Index), "-c:v", "copy"]);
        // Decode times are made anew by the writer; the source's own may repeat or run backwards.
        arguments.AddRange(["-bsf:v", @"setts=pts=PTS:dts=max(PREV_OUTDTS+1\,PTS-1000000)"]);
        arguments.AddRange([.. Fragmented, "-movflags", Flags("empty_moov"), "pipe:1"]);
        for (var i = 0; i < audio.Count; i++)
        {
            arguments.AddRange(["-map", Map(audio[i].Info.Index)]);
            if (audio[i].Encode)
                arguments.AddRange(["-c:a", "aac", "-b:a", $"{audio[i].AacBitRate}"]);
            else
                arguments.AddRange(["-c:a", "copy", .. AudioFilter(info, audio[i])]);
            arguments.AddRange([.. Fragmented, "-movflags", Flags("delay_moov"), sockets[i].Address]);
        }
        for (var i = 0; i < text.Count; i++)
        {
            arguments.AddRange(["-map", Map(text[i].Index), "-c:s", "mov_text"]);
            arguments.AddRange([.. Fragmented, "-movflags", Flags("empty_moov"), sockets[audio.Count + i].Address]);
        }
        return arguments;
    }

    private static string Map(int stream) => string.Create(CultureInfo.InvariantCulture, $"0:{stream}");

    private static string Flags(string header) => $"+{header}+default_base_moof+frag_every_frame+frag_discont";

    private static string[] AudioFilter(MediaInfo info, AudioPick pick) =>
        pick.Info.Codec == "aac" && !info.IsMp4 && !info.IsMatroska ? ["-bsf:a", "aac_adtstoasc"] : [];

    /// <summary>One track being read on a thread of its own.</summary>
    private sealed record TrackReading(PacketQueue Queue, Task<TrackFormat?> Format, Task Done)
    {
        public static TrackReading Start(string name, Stream stream, long aheadBytes)
        {
            var queue = new PacketQueue(aheadBytes);
            var format = new TaskCompletionSource<TrackFormat?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var done = OwnThread.Run($"{name} packets", () => Read(stream, queue, format));
            return new TrackReading(queue, format.Task, done);
        }

        private static void Read(Stream stream, PacketQueue queue, TaskCompletionSource<TrackFormat?> format)
        {
            try
            {
                using var buffered = new BufferedStream(stream, 1 << 17);
                var reader = new FragmentReader(buffered);
                format.SetResult(reader.ReadTrack());
                while (reader.ReadPacket() is { } packet && queue.Put(packet))
                {
                }
                queue.Complete();
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                format.TrySetResult(null);
                queue.Complete(); // a broken pipe is a stopped tool: the end
            }
            catch (Exception e) // whatever it was, who waits for packets must hear of it
            {
                format.TrySetResult(null);
                queue.Complete(e);
            }
        }
    }
}
