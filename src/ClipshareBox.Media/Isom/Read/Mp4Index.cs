using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>The index of a plain MP4 or QuickTime file: any packet's place and time without starting a tool or reading
/// media.</summary>
/// <remarks>The tables stay as they lie in the file, so a film of two hours takes little more memory than its movie
/// box.</remarks>
/// <param name="Timescale">Ticks a second of the movie header.</param>
/// <param name="Tracks">All tracks in the file's order, which is the order of ffmpeg's streams.</param>
/// <param name="MoovBytes">Size of the movie box in bytes.</param>
internal sealed record Mp4Index(uint Timescale, IReadOnlyList<Mp4Track> Tracks, int MoovBytes)
{
    // 256 MB index 10 million packets and more: a week of film.
    private const long LargestMoov = 256L << 20;

    /// <summary>Finds and reads the index with few reads: one for the top-level boxes' headers, more where they lie far apart,
    /// one for the movie box.</summary>
    /// <returns>The index, or the reason why ffmpeg has to read this file.</returns>
    /// <exception cref="MediaException">The file ends before its index is complete (<see cref="MediaFault.Truncated"/>), or the
    /// source failed.</exception>
    public static async Task<Mp4Reading> ReadAsync(IByteSource bytes, CancellationToken ct)
    {
        try
        {
            var place = await TopLevel.FindMoovAsync(bytes, ct);
            if (place.Size > LargestMoov)
                return new Mp4Reading(null, "the file's index is larger than 256 MB");
            var data = new byte[place.Size];
            if (await bytes.ReadAtAsync(place.Offset, data, ct) < data.Length)
                throw TopLevel.CutOff();
            return Parse(data);
        }
        catch (MediaException e) when (e.Fault is MediaFault.NotMedia or MediaFault.CannotCut)
        {
            return new Mp4Reading(null, e.Message);
        }
    }

    /// <summary>Why ffmpeg has to read these tracks, or null when this index can serve them.</summary>
    /// <param name="tracks">Track numbers, as <see cref="Mp4Track.Index"/>.</param>
    public string? WhyNot(params IEnumerable<int> tracks) =>
        tracks.Select(track => track < 0 || track >= Tracks.Count ? $"there is no track {track}" : Tracks[track].WhyNot)
            .FirstOrDefault(why => why is not null);

    private static Mp4Reading Parse(byte[] moov)
    {
        foreach (var box in new BoxReader(moov))
        {
            var (timescale, tracks) = MovieParser.Parse(box);
            var index = new Mp4Index(timescale, tracks, moov.Length);
            return tracks.FirstOrDefault(track => track.Samples is not null) is not null
                ? new Mp4Reading(index, null)
                : new Mp4Reading(null, tracks.Select(track => track.WhyNot).FirstOrDefault() ?? "the file has no tracks");
        }
        return new Mp4Reading(null, "the file's index is empty");
    }
}

/// <summary>What came of reading an index.</summary>
/// <param name="Index">The index, or null when ffmpeg has to read the file.</param>
/// <param name="WhyNot">The reason, or null.</param>
internal sealed record Mp4Reading(Mp4Index? Index, string? WhyNot);
