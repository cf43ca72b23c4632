using System.Buffers.Binary;
using System.Globalization;
using System.Text.RegularExpressions;
using ClipshareBox.Tests.Features.Sources;

namespace ClipshareBox.Tests.Features.Watching;

/// <summary>A film's stream as a player fetches it.</summary>
/// <param name="Header">What is read first.</param>
/// <param name="Segments">Their addresses.</param>
/// <param name="Starts">Their starts in s, by the list; the end of the last one behind them.</param>
/// <param name="Base">Address that the segments' are counted from.</param>
internal sealed partial record Stream(byte[] Header, IReadOnlyList<string> Segments, IReadOnlyList<double> Starts, string Base)
{
    /// <summary>Loads the lists and the header of the first stream offered.</summary>
    public static Task<Stream> OpenAsync(FilmBox box, string key, string query, CancellationToken ct) => OpenAsync(box.Owner, key, query, ct);

    /// <summary>Loads the lists and the header of the first stream offered.</summary>
    public static async Task<Stream> OpenAsync(HttpClient owner, string key, string query, CancellationToken ct)
    {
        var master = await owner.GetStringAsync(new Uri($"/api/media/{key}/stream.m3u8{query}", UriKind.Relative), ct);
        var list = $"/api/media/{key}/{Lines(master)[0]}";
        var text = await owner.GetStringAsync(new Uri(list, UriKind.Relative), ct);
        var starts = new List<double> { 0 };
        foreach (Match match in Length().Matches(text))
            starts.Add(starts[^1] + double.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture));
        var folder = list[..(list.LastIndexOf('/') + 1)];
        var header = await owner.GetByteArrayAsync(new Uri(folder + "init.mp4", UriKind.Relative), ct);
        return new Stream(header, Lines(text), starts, folder);
    }

    /// <summary>A segment's bytes.</summary>
    public Task<byte[]> FetchAsync(FilmBox box, int number, CancellationToken ct) => FetchAsync(box.Owner, number, ct);

    /// <summary>A segment's bytes.</summary>
    public Task<byte[]> FetchAsync(HttpClient owner, int number, CancellationToken ct) =>
        owner.GetByteArrayAsync(new Uri(Base + Segments[number], UriKind.Relative), ct);

    /// <summary>The samples of a segment's first track, as they stand in its fragment.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="timescale">Ticks a second.</param>
    public static IReadOnlyList<Sample> Pictures(ReadOnlySpan<byte> segment, uint timescale)
    {
        var tfdt = segment.IndexOf("tfdt"u8) + 4;
        var trun = segment.IndexOf("trun"u8) + 4;
        var dts = BinaryPrimitives.ReadInt64BigEndian(segment[(tfdt + 4)..]);
        var count = BinaryPrimitives.ReadInt32BigEndian(segment[(trun + 4)..]);
        var samples = new Sample[count];
        for (var i = 0; i < count; i++)
        {
            var at = trun + 12 + 16 * i;
            var offset = BinaryPrimitives.ReadInt32BigEndian(segment[(at + 12)..]);
            samples[i] = new Sample((double)(dts + offset) / timescale, BinaryPrimitives.ReadUInt32BigEndian(segment[(at + 8)..]) == 0x02000000);
            dts += BinaryPrimitives.ReadUInt32BigEndian(segment[at..]);
        }
        return samples;
    }

    /// <summary>Ticks a second of the first track.</summary>
    public uint Timescale => BinaryPrimitives.ReadUInt32BigEndian(Header.AsSpan(Header.AsSpan().IndexOf("mdhd"u8) + 4 + 4 + 16));

    private static string[] Lines(string list) => [.. list.Split('\n').Where(line => line.Length > 0 && line[0] != '#')];

    [GeneratedRegex("#EXTINF:([0-9.]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Length();
}

/// <summary>A picture in a fragment.</summary>
/// <param name="Seconds">When it is shown.</param>
/// <param name="Key">A player may begin here.</param>
internal sealed record Sample(double Seconds, bool Key);
