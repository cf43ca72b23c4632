using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>Pictures of a source in decode order from a random access point on, each classified by its own NAL units.</summary>
internal sealed class PictureStream : IAsyncDisposable
{
    // Steps back, in s, until a random access point lies at or before the target: a container's key flags, and ffmpeg's seeking
    // in MPEG-TS, may both land too late.
    private static readonly int[] StepsBack = [0, 2, 6, 18, 54, 162];
    private const int TransportStreamPrerollSeconds = 12;

    private readonly IPacketReader _reader;
    private Picture? _first;

    private PictureStream(IPacketReader reader, ISeamSyntax syntax, Picture first)
    {
        _reader = reader;
        Syntax = syntax;
        _first = first;
    }

    /// <summary>The codec's syntax, with the parameter sets seen so far.</summary>
    public ISeamSyntax Syntax { get; }

    /// <summary>The packets' reader, for formats and sound.</summary>
    public IPacketReader Reader => _reader;

    /// <summary>Opens the source at the last random access point before an instant.</summary>
    /// <param name="source">The source.</param>
    /// <param name="targetMs">Instant in ms from the content's start.</param>
    /// <param name="leastMs">Where to look at last, when the source turns out to end long before the target; ms from the content's start.</param>
    /// <param name="isEarlyEnough">Whether a first picture at this time (ticks, ticks a second) lies early enough.</param>
    /// <param name="further">Sound and text to be read with it.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MediaException">The codec has no seam syntax, or no picture is found.</exception>
    public static async Task<PictureStream> OpenAsync(
        CutSource source, long targetMs, long leastMs, Func<long, uint, bool> isEarlyEnough, TrackPicks further, CancellationToken ct)
    {
        var preroll = source.Info.IsTransportStream ? 1000L * TransportStreamPrerollSeconds : 0;
        foreach (var fromMs in StepsBack.Select(back => targetMs - 1000L * back).Append(Math.Min(targetMs, leastMs)).Select(ms => ms - preroll))
        {
            var reader = await source.OpenReaderAsync(Math.Max(0, fromMs), further, ct);
            try
            {
                if (await TryStartAsync(reader, isEarlyEnough, isStart: fromMs <= 0, ct) is { } stream)
                    return stream;
            }
            catch
            {
                await reader.DisposeAsync();
                throw;
            }
            await reader.DisposeAsync();
        }
        throw new MediaException(MediaFault.CannotCut, "No random access point was found within minutes before the mark.");
    }

    /// <summary>True for pictures that an MP4 may list as sync samples.</summary>
    /// <remarks>In H.264 only IDR pictures: a seek to a recovery point ends in a decode error in Chromium.</remarks>
    public bool IsSync(Picture picture) =>
        picture.Facts.Idr || (picture.RandomAccess && _reader.Video.FourCc is "hvc1" or "hev1");

    /// <summary>The next picture, or null at the end.</summary>
    public async ValueTask<Picture?> NextAsync(CancellationToken ct)
    {
        if (_first is { } first)
        {
            _first = null;
            return first;
        }
        while (await _reader.ReadVideoAsync(ct) is { } packet)
        {
            if (await ClassifyAsync(Syntax, _reader, packet, ct) is { Facts.NeverShown: false } picture)
                return picture;
            packet.Dispose();
        }
        return null;
    }

    /// <summary>No more pictures are wanted. Reads on to <paramref name="endPts"/> where nothing else would carry the text so far.</summary>
    public async Task LeavePicturesAsync(long endPts, CancellationToken ct)
    {
        if (_reader is { Text.Count: > 0, Audio.Count: 0 })
        {
            while (await NextAsync(ct) is { } picture && picture.Pts < endPts)
                picture.Dispose();
        }
        _reader.SkipVideo();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _reader.DisposeAsync();

    private static async Task<PictureStream?> TryStartAsync(
        IPacketReader reader, Func<long, uint, bool> isEarlyEnough, bool isStart, CancellationToken ct)
    {
        var syntax = SeamSyntax.For(reader.Video.SampleEntry)
            ?? throw new MediaException(MediaFault.CannotCut, $"{reader.Video.FourCc} pictures cannot be joined without encoding all of them.");
        while (await reader.ReadVideoAsync(ct) is { } packet)
        {
            if (await ClassifyAsync(syntax, reader, packet, ct) is { RandomAccess: true } picture)
                return isStart || isEarlyEnough(picture.Pts, reader.Video.Timescale) ? new PictureStream(reader, syntax, picture) : null;
            packet.Dispose(); // the container's key flag was wrong: nothing can be decoded from here
        }
        return isStart
            ? throw new MediaException(MediaFault.CannotCut, "The source has no random access point before the mark.")
            : null;
    }

    // Null for a picture that cannot be read because the source ends in the middle of it: it is still being written.
    private static async ValueTask<Picture?> ClassifyAsync(ISeamSyntax syntax, IPacketReader reader, Packet packet, CancellationToken ct)
    {
        try
        {
            return new Picture(packet, syntax.Classify(packet.Data, packet.Key));
        }
        catch (MediaException e) when (e.Fault == MediaFault.CannotCut)
        {
            if (await reader.ReadVideoAsync(ct) is null)
                return null;
            throw;
        }
    }
}
