using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Packets of an MP4 or QuickTime file from any instant on, by our own index: no tool, and no byte read that is not
/// asked for.</summary>
/// <remarks>The tracks are independent: each may be read on its own, one read at a time. The byte source stays the
/// caller's.</remarks>
internal sealed class Mp4PacketReader : IPacketReader
{
    private readonly TrackFeed _video;
    private readonly TrackFeed[] _audio;

    private Mp4PacketReader(TrackFormat video, TrackFeed videoFeed, IReadOnlyList<TrackFormat> audio, TrackFeed[] audioFeeds) =>
        (Video, _video, Audio, _audio) = (video, videoFeed, audio, audioFeeds);

    /// <inheritdoc/>
    public TrackFormat Video { get; }

    /// <inheritdoc/>
    public IReadOnlyList<TrackFormat> Audio { get; }

    /// <summary>True once a packet that the index names lay behind the end of the file: cut up to what is there.</summary>
    public bool EndedEarly => _video.EndedEarly || _audio.Any(feed => feed.EndedEarly);

    /// <summary>The picture that comes next, null at the end; nothing is read.</summary>
    public Sample? NextVideo => _video.Next;

    /// <summary>Opens the tracks at an instant: video at the last sync sample presented at or before it (the first one if none
    /// is),
    /// sound two packets before the one that covers it.</summary>
    /// <param name="index">The file's index.</param>
    /// <param name="bytes">The file.</param>
    /// <param name="videoTrack">Track number of the pictures.</param>
    /// <param name="audioTracks">Track numbers of the sound that is wanted.</param>
    /// <param name="fromVideoPts">The instant, in ticks of the video track.</param>
    /// <exception cref="MediaException">The index cannot serve one of the tracks
    /// (<see cref="MediaFault.CannotCut"/>).</exception>
    public static Mp4PacketReader Open(
        Mp4Index index, IByteSource bytes, int videoTrack, IReadOnlyList<int> audioTracks, long fromVideoPts)
    {
        var (video, pictures) = Track(index, videoTrack);
        var feeds = new TrackFeed[audioTracks.Count];
        var formats = new TrackFormat[audioTracks.Count];
        for (var i = 0; i < feeds.Length; i++)
        {
            (formats[i], var sounds) = Track(index, audioTracks[i]);
            var covering = sounds.SampleAt(Rescale(fromVideoPts, video.Timescale, formats[i].Timescale));
            feeds[i] = new TrackFeed(bytes, sounds, covering - 2 * sounds.PacketSamples);
        }
        return new Mp4PacketReader(video, new TrackFeed(bytes, pictures, pictures.FindSync(fromVideoPts)), formats, feeds);
    }

    /// <inheritdoc/>
    public ValueTask<Packet?> ReadVideoAsync(CancellationToken ct) => _video.ReadAsync(ct);

    /// <inheritdoc/>
    public ValueTask<Packet?> ReadAudioAsync(int track, CancellationToken ct) => _audio[track].ReadAsync(ct);

    /// <summary>None: a source whose subtitles are wanted is read by ffmpeg.</summary>
    public IReadOnlyList<TrackFormat> Text => [];

    /// <summary>Nothing, as there are no text tracks.</summary>
    public ValueTask<Packet?> ReadTextAsync(int track, CancellationToken ct) => ValueTask.FromResult<Packet?>(null);

    /// <summary>Always: the tracks are read independently.</summary>
    public bool IsAudioReady(int track) => true;

    /// <summary>Nothing to do: pictures are read only when asked for.</summary>
    public void SkipVideo()
    {
    }

    /// <summary>Gives the read-ahead buffers back.</summary>
    public ValueTask DisposeAsync()
    {
        _video.Dispose();
        foreach (var feed in _audio)
            feed.Dispose();
        return ValueTask.CompletedTask;
    }

    private static (TrackFormat Format, SampleTable Samples) Track(Mp4Index index, int number)
    {
        if (index.WhyNot(number) is { } why)
            throw new MediaException(MediaFault.CannotCut, $"Track {number} cannot be read by its index: {why}.");
        var track = index.Tracks[number];
        return (track.Format!, track.Samples!);
    }

    // Rounded down, so that sound never begins too late.
    private static long Rescale(long time, uint from, uint to)
    {
        var product = (Int128)time * to;
        return (long)(product >= 0 ? product / from : -((-product + from - 1) / from));
    }
}
