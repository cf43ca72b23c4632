using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Packets;

/// <summary>An audio track that goes into the clip.</summary>
/// <param name="Track">Its number among the source's audio tracks.</param>
/// <param name="Info">What it is.</param>
/// <param name="Encode">True to encode it as AAC, false to copy its packets.</param>
internal sealed record AudioPick(int Track, AudioInfo Info, bool Encode)
{
    // What ISO/IEC 14496-12 files carry by a registered sample entry that players read.
    private static readonly string[] Mp4Codecs = ["aac", "ac3", "eac3", "mp3", "flac", "opus", "alac"];

    /// <summary>Bits a second for AAC: 96 kbit/s a channel for mono and stereo, 64 for more.</summary>
    public int AacBitRate => Info.Channels <= 2 ? 96_000 * Math.Max(1, Info.Channels) : 64_000 * Info.Channels;

    /// <summary>The tracks that <paramref name="options"/> ask for, each copied where MP4 has a place for its codec.</summary>
    /// <exception cref="MediaException">A track is asked for that the source does not have.</exception>
    public static IReadOnlyList<AudioPick> From(MediaInfo info, CutOptions options)
    {
        if (options.Audio == AudioHandling.None)
            return [];
        var wanted = options.Tracks ?? [.. Enumerable.Range(0, info.Audio.Count)];
        if (wanted.FirstOrDefault(t => t < 0 || t >= info.Audio.Count, -1) is var missing && wanted.Any(t => t < 0 || t >= info.Audio.Count))
            throw new MediaException(
                MediaFault.BadRange, $"There is no audio track {missing}; the source has {info.Audio.Count}, counted from 0.");
        return [.. wanted.Distinct().Select(t => new AudioPick(
            t, info.Audio[t], options.Audio == AudioHandling.Aac || !Mp4Codecs.Contains(info.Audio[t].Codec)))];
    }
}
