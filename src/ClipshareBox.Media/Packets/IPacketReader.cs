namespace ClipshareBox.Media.Packets;

/// <summary>Packets of one source from a chosen instant on. Two makes: our own index of an MP4 file, and ffmpeg for all else.</summary>
public interface IPacketReader : IAsyncDisposable
{
    /// <summary>The video track.</summary>
    TrackFormat Video { get; }

    /// <summary>The audio tracks that were asked for, in the order asked.</summary>
    IReadOnlyList<TrackFormat> Audio { get; }

    /// <summary>The text subtitle tracks that were asked for, in the order asked.</summary>
    IReadOnlyList<TrackFormat> Text { get; }

    /// <summary>The next picture in decode order; null at the end. The first one is a key frame by the container's word.</summary>
    ValueTask<Packet?> ReadVideoAsync(CancellationToken ct);

    /// <summary>The next packet of an audio track (index into <see cref="Audio"/>); null at the end.</summary>
    ValueTask<Packet?> ReadAudioAsync(int track, CancellationToken ct);

    /// <summary>The next cue of a text track that was passed so far; null when there are no more. Ends the reading of all else.</summary>
    ValueTask<Packet?> ReadTextAsync(int track, CancellationToken ct);

    /// <summary>True when <see cref="ReadAudioAsync"/> would answer without more pictures being read first.</summary>
    bool IsAudioReady(int track);

    /// <summary>No more pictures are wanted; sound goes on.</summary>
    void SkipVideo();
}
