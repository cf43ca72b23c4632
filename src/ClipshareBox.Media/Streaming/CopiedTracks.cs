using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Streaming;

/// <summary>Copies the pictures of a segment, and its sound where browsers play it as it is.</summary>
internal sealed class CopiedTracks(CutSource source, AudioPick? sound)
{
    // Matroska counts in whole ms.
    private const long ToleranceUs = 1_000;

    // How far before the segment reading begins, in s: seeking in MPEG-TS lands late.
    private static readonly int[] StepsBack = [0, 3, 12, 40];

    private readonly TrackPicks _further = new(sound is null ? [] : [sound], []);

    /// <summary>What the tracks are.</summary>
    public async Task<IReadOnlyList<TrackFormat>> FormatsAsync(CancellationToken ct)
    {
        await using var reader = await source.OpenReaderAsync(0, _further, ct);
        return [reader.Video, .. reader.Audio];
    }

    /// <summary>Reads the packets of a segment.</summary>
    /// <param name="startUs">Start: 0, or the time of a key frame, in µs from the content's start.</param>
    /// <param name="endUs">Time of the key frame behind it, or the content's end.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MediaException">A browser can't begin here (<see cref="MediaFault.CannotCut"/>), or the source failed.</exception>
    public async Task<IReadOnlyList<StreamTrack>> ReadAsync(long startUs, long endUs, CancellationToken ct)
    {
        foreach (var back in StepsBack)
        {
            // Rounded up: a key frame between two ms must not be missed for the one before it.
            var fromMs = Math.Max(0, (startUs + 999) / 1000 - 1000L * back);
            await using var reader = await source.OpenReaderAsync(fromMs, _further, ct);
            if (await FindStartAsync(reader, startUs, ct) is { } first)
                return await ReadFromAsync(reader, first, startUs, endUs, ct);
            if (fromMs == 0)
                break;
        }
        throw CannotBegin(startUs);
    }

    /// <summary>Whether browsers can begin at a key frame.</summary>
    /// <param name="startUs">Its time in µs from the content's start.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MediaException">The source failed.</exception>
    public async Task<bool> CanBeginAsync(long startUs, CancellationToken ct)
    {
        try
        {
            using var track = (await ReadAsync(startUs, startUs, ct))[0];
            return true;
        }
        catch (MediaException e) when (e.Fault == MediaFault.CannotCut)
        {
            return false;
        }
    }

    private async Task<Packet?> FindStartAsync(IPacketReader reader, long startUs, CancellationToken ct)
    {
        while (await reader.ReadVideoAsync(ct) is { } packet)
        {
            var us = Us(packet.Pts, reader.Video);
            if (packet.Key && us >= startUs - ToleranceUs && (startUs == 0 || us <= startUs + ToleranceUs))
            {
                if (RandomAccess.CanBegin(reader.Video, packet))
                    return packet;
                packet.Dispose();
                throw CannotBegin(startUs);
            }
            packet.Dispose();
            if (packet.Key && us > startUs + ToleranceUs)
                return null; // landed behind it
        }
        return null;
    }

    private async Task<IReadOnlyList<StreamTrack>> ReadFromAsync(IPacketReader reader, Packet first, long startUs, long endUs, CancellationToken ct)
    {
        List<Packet> pictures = [first];
        List<Packet> sounds = [];
        try
        {
            while (endUs > startUs && await reader.ReadVideoAsync(ct) is { } packet)
            {
                if (packet.Key && Us(packet.Pts, reader.Video) >= endUs - ToleranceUs)
                {
                    packet.Dispose();
                    break;
                }
                pictures.Add(packet);
            }
            reader.SkipVideo();
            if (reader.Audio is [var format])
                await ReadSoundAsync(reader, format, sounds, startUs, endUs, ct);
            return [new StreamTrack(reader.Video, pictures), .. reader.Audio.Select(f => new StreamTrack(f, sounds))];
        }
        catch
        {
            pictures.ForEach(p => p.Dispose());
            sounds.ForEach(p => p.Dispose());
            throw;
        }
    }

    // Never a packet that begins before the segment: players count from the earliest.
    private async Task ReadSoundAsync(IPacketReader reader, TrackFormat format, List<Packet> sounds, long startUs, long endUs, CancellationToken ct)
    {
        while (await reader.ReadAudioAsync(0, ct) is { } packet)
        {
            var us = Us(packet.Pts, format);
            if (us >= endUs)
            {
                packet.Dispose();
                return;
            }
            if (us >= startUs || (startUs == 0 && us > -ToleranceUs))
                sounds.Add(packet);
            else
                packet.Dispose();
        }
    }

    private long Us(long pts, TrackFormat format) => Rational.MulDiv(pts, 1_000_000, format.Timescale) - source.Info.StartUs;

    private static MediaException CannotBegin(long us) =>
        new(MediaFault.CannotCut, $"The picture at {us / 1000} ms is no place where browsers can begin.");
}
