using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Matroska;

/// <summary>The times of the key frames that a Matroska or WebM file lists in its cues (RFC 9559, 5.1.5): no media is read.</summary>
internal static class CueIndex
{
    private const uint Segment = 0x18538067;
    private const uint SeekHead = 0x114D9B74;
    private const uint Seek = 0x4DBB;
    private const uint SeekId = 0x53AB;
    private const uint SeekPosition = 0x53AC;
    private const uint Info = 0x1549A966;
    private const uint TimestampScale = 0x2AD7B1;
    private const uint Tracks = 0x1654AE6B;
    private const uint TrackEntry = 0xAE;
    private const uint TrackNumber = 0xD7;
    private const uint TrackType = 0x83;
    private const uint Cluster = 0x1F43B675;
    private const uint Cues = 0x1C53BB6B;
    private const uint CuePoint = 0xBB;
    private const uint CueTime = 0xB3;
    private const uint CuePositions = 0xB7;
    private const uint CueTrack = 0xF7;

    private const ulong Video = 1;
    private const int MostBytes = 32 << 20;
    private const int MostElements = 200;
    private const long DefaultScaleNs = 1_000_000;

    /// <summary>Reads the cues of the first video track.</summary>
    /// <returns>Times in µs on the file's clock, ascending; null when the file has no usable cues.</returns>
    /// <exception cref="MediaException">The source can't be read.</exception>
    public static async Task<IReadOnlyList<long>?> ReadAsync(IByteSource bytes, CancellationToken ct)
    {
        var ebml = await EbmlElement.HeaderAtAsync(bytes, 0, ct);
        if (ebml is not { Id: 0x1A45DFA3, EndAt: { } segmentAt } || await EbmlElement.HeaderAtAsync(bytes, segmentAt, ct) is not { Id: Segment } segment)
            return null;
        var (scale, track, cuesAt) = (DefaultScaleNs, 0UL, 0L);
        var at = segment.BodyAt;
        for (var i = 0; i < MostElements && await EbmlElement.HeaderAtAsync(bytes, at, ct) is { EndAt: { } end } element; i++, at = end)
        {
            switch (element.Id)
            {
                case Info when await BodyAsync(bytes, element, ct) is { } body:
                    scale = (long)(Find(body, TimestampScale) ?? DefaultScaleNs);
                    break;
                case Tracks when await BodyAsync(bytes, element, ct) is { } body:
                    track = VideoTrack(body);
                    break;
                case SeekHead when await BodyAsync(bytes, element, ct) is { } body && CuesIn(body) is { } position:
                    cuesAt = segment.BodyAt + position;
                    break;
                case Cues:
                    cuesAt = at;
                    break;
            }
            if (element.Id == Cluster || (cuesAt > 0 && track > 0 && element.Id == Cues))
                break;
        }
        if (cuesAt == 0 || track == 0 || await EbmlElement.HeaderAtAsync(bytes, cuesAt, ct) is not { Id: Cues } cues)
            return null;
        return await BodyAsync(bytes, cues, ct) is { } points ? Times(points, track, scale) : null;
    }

    private static async ValueTask<byte[]?> BodyAsync(IByteSource bytes, EbmlElement element, CancellationToken ct)
    {
        if (element.Length is not (>= 0 and <= MostBytes) || element.BodyAt + element.Length > bytes.Length)
            return null;
        var body = new byte[element.Length.Value];
        return await bytes.ReadAtAsync(element.BodyAt, body, ct) == body.Length ? body : null;
    }

    private static ulong? Find(ReadOnlyMemory<byte> body, uint id)
    {
        foreach (var element in EbmlElement.In(body))
        {
            if (element.Id == id)
                return EbmlElement.Number(element.Body.Span);
        }
        return null;
    }

    private static ulong VideoTrack(ReadOnlyMemory<byte> tracks)
    {
        foreach (var entry in EbmlElement.In(tracks).Where(e => e.Id == TrackEntry))
        {
            if (Find(entry.Body, TrackType) == Video)
                return Find(entry.Body, TrackNumber) ?? 0;
        }
        return 0;
    }

    private static long? CuesIn(ReadOnlyMemory<byte> seekHead)
    {
        foreach (var seek in EbmlElement.In(seekHead).Where(e => e.Id == Seek))
        {
            if (Find(seek.Body, SeekId) == Cues)
                return (long?)Find(seek.Body, SeekPosition);
        }
        return null;
    }

    private static List<long>? Times(ReadOnlyMemory<byte> cues, ulong track, long scaleNs)
    {
        var times = new List<long>();
        foreach (var point in EbmlElement.In(cues).Where(e => e.Id == CuePoint))
        {
            var ofTrack = EbmlElement.In(point.Body).Any(e => e.Id == CuePositions && Find(e.Body, CueTrack) == track);
            if (ofTrack && Find(point.Body, CueTime) is { } time && time < long.MaxValue / (ulong)Math.Max(1, scaleNs))
                times.Add((long)time * scaleNs / 1000);
        }
        times.Sort();
        return times.Count > 1 ? [.. times.Distinct()] : null;
    }
}
