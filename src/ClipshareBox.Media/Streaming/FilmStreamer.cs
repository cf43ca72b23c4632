using System.Text;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Streaming;

/// <summary>How a film is streamed.</summary>
/// <param name="Rung">The size and rate that its pictures are encoded at; null copies them as they are.</param>
/// <param name="AudioTrack">Number among the film's audio tracks; null for silence.</param>
public sealed record StreamVariant(QualityRung? Rung, int? AudioTrack);

/// <summary>Whether a film's own pictures can be streamed.</summary>
/// <param name="Grid">Where it is divided; null when they can't.</param>
/// <param name="WhyNot">The reason, a sentence for people.</param>
/// <param name="NeedsScan">True when only a reading of the whole film can tell.</param>
public sealed record CopyOffer(SegmentGrid? Grid, string? WhyNot, bool NeedsScan = false);

/// <summary>What a player reads before all segments.</summary>
/// <param name="Bytes">The header.</param>
/// <param name="Codecs">RFC 6381 names, joined by commas.</param>
public sealed record StreamHeader(byte[] Bytes, string Codecs)
{
    /// <summary>Both as one piece, to be kept.</summary>
    public byte[] Pack() => [.. Encoding.ASCII.GetBytes(Codecs), 0, .. Bytes];

    /// <summary>Undoes <see cref="Pack"/>.</summary>
    public static StreamHeader Unpack(byte[] packed)
    {
        var end = Array.IndexOf(packed, (byte)0);
        return new StreamHeader(packed[(end + 1)..], Encoding.ASCII.GetString(packed, 0, end));
    }
}

/// <summary>Makes segments of a film for browsers, each on its own and from any place: fragmented MP4, times from the content's start.</summary>
/// <param name="tools">ffmpeg and ffprobe.</param>
/// <param name="encoders">The encoders proven on this board; asked for only where pictures are encoded.</param>
/// <param name="clock">Measures the time limits.</param>
public sealed class FilmStreamer(MediaTools tools, ProvenEncoders encoders, TimeProvider clock)
{
    private const int SamplesOfAFile = 12;
    private const int SamplesByTool = 3;
    private const long FirstFramesUs = 300_000;

    /// <summary>Size of the pictures of a variant in px.</summary>
    public static (int Width, int Height) SizeOf(MediaInfo info, QualityRung? rung)
    {
        if (rung is null)
            return (info.Video.Width, info.Video.Height);
        var plan = PicturePlan.For(info.Video, EncodedPictures.ProfileOf(rung));
        return (plan.Width, plan.Height);
    }

    /// <summary>Sees whether the film's own pictures can be streamed, from its index and a few samples.</summary>
    /// <exception cref="MediaException">The source can't be read.</exception>
    public async Task<CopyOffer> OfferAsync(OpenSource source, MediaInfo info, CancellationToken ct)
    {
        if (WhyNoBrowserPlays(info.Video) is { } why)
            return new CopyOffer(null, why);
        var cut = await CutSource.OfAsync(source, info, tools, clock, ct);
        return await KeyFrames.FromIndexAsync(cut, ct) is { } keys
            ? await JudgeAsync(cut, keys, ct)
            : new CopyOffer(null, "The file has no index of its key frames; they are being looked for.", NeedsScan: !source.Source.IsRemote);
    }

    /// <summary>Reads the whole film to see the same.</summary>
    /// <exception cref="MediaException">The source can't be read.</exception>
    public async Task<CopyOffer> ScanAsync(OpenSource source, MediaInfo info, CancellationToken ct)
    {
        var cut = await CutSource.OfAsync(source, info, tools, clock, ct);
        return await JudgeAsync(cut, await KeyFrames.ScanAsync(cut, ct), ct);
    }

    /// <summary>The header of a variant's segments.</summary>
    /// <exception cref="MediaException">The source can't be read, or ffmpeg failed.</exception>
    public async Task<StreamHeader> HeaderAsync(OpenSource source, MediaInfo info, StreamVariant variant, CancellationToken ct)
    {
        var cut = await CutSource.OfAsync(source, info, tools, clock, ct);
        var formats = variant.Rung is null && CopiedSound(info, variant) is var sound && (sound is not null || variant.AudioTrack is null)
            ? await new CopiedTracks(cut, sound).FormatsAsync(ct)
            : await FirstFormatsAsync(cut, variant, ct);
        TrackFormat[] named = [.. formats.Select(f => f.FourCc == "hev1" ? f with { SampleEntry = Retyped(f.SampleEntry) } : f)];
        return new StreamHeader(SegmentWriter.Header(named), string.Join(',', named.Select(f => CodecString.Of(f.SampleEntry))));
    }

    /// <summary>One segment.</summary>
    /// <param name="source">The film.</param>
    /// <param name="info">Its facts.</param>
    /// <param name="variant">How it is streamed.</param>
    /// <param name="grid">Where it is divided: that of <see cref="OfferAsync"/> when copied, an even one when encoded.</param>
    /// <param name="number">Which one, from 0.</param>
    /// <param name="ct">Stops the making.</param>
    /// <exception cref="MediaException">Browsers can't begin there (<see cref="MediaFault.CannotCut"/>), the source or ffmpeg failed.</exception>
    public async Task<byte[]> SegmentAsync(
        OpenSource source, MediaInfo info, StreamVariant variant, SegmentGrid grid, int number, CancellationToken ct)
    {
        var cut = await CutSource.OfAsync(source, info, tools, clock, ct);
        var (start, end) = (grid.StartsUs[number], grid.EndOf(number));
        var tracks = await TracksAsync(cut, variant, start, end, ct);
        try
        {
            return cut.Lost is { } lost ? throw lost : SegmentWriter.Segment(number, tracks, start, end, info.StartUs);
        }
        finally
        {
            foreach (var track in tracks)
                track.Dispose();
        }
    }

    private async Task<IReadOnlyList<StreamTrack>> TracksAsync(CutSource cut, StreamVariant variant, long start, long end, CancellationToken ct)
    {
        if (variant.Rung is null && CopiedSound(cut.Info, variant) is { } copied)
            return await new CopiedTracks(cut, copied).ReadAsync(start, end, ct);
        var pictures = PicturesAsync(cut, variant, start, end, ct);
        var sound = variant.AudioTrack is { } track ? new EncodedSound(cut, cut.Info.Audio[track]).ReadAsync(start, end, ct) : null;
        try
        {
            return [await pictures, .. sound is null ? [] : new[] { await sound }];
        }
        catch
        {
            foreach (var task in new[] { pictures, sound })
            {
                if (task is not null && await Task.WhenAny(task) is { IsCompletedSuccessfully: true } done)
                    (await done).Dispose();
            }
            throw;
        }
    }

    private async Task<StreamTrack> PicturesAsync(CutSource cut, StreamVariant variant, long start, long end, CancellationToken ct) =>
        variant.Rung is { } rung
            ? await new EncodedPictures(cut, rung, await encoders.GetAsync(ct)).ReadAsync(start, end, ct)
            : (await new CopiedTracks(cut, null).ReadAsync(start, end, ct))[0];

    // All pieces of an encode share their header, so any few frames tell it.
    private async Task<IReadOnlyList<TrackFormat>> FirstFormatsAsync(CutSource cut, StreamVariant variant, CancellationToken ct)
    {
        var pictures = variant.Rung is null ? new CopiedTracks(cut, null).FormatsAsync(ct) : null;
        var tracks = variant.Rung is null
            ? [await new EncodedSound(cut, cut.Info.Audio[variant.AudioTrack ?? 0]).ReadAsync(0, FirstFramesUs, ct)]
            : await TracksAsync(cut, variant, 0, FirstFramesUs, ct);
        foreach (var track in tracks)
            track.Dispose();
        return [.. pictures is null ? [] : await pictures, .. tracks.Select(t => t.Format)];
    }

    private static AudioPick? CopiedSound(MediaInfo info, StreamVariant variant) =>
        variant.AudioTrack is { } track && info.Audio[track] is { Codec: "aac" } sound ? new AudioPick(track, sound, Encode: false) : null;

    private static byte[] Retyped(byte[] entry)
    {
        var retyped = entry.ToArray();
        "hvc1"u8.CopyTo(retyped.AsSpan(4)); // Safari plays no hev1
        return retyped;
    }

    private static string? WhyNoBrowserPlays(VideoInfo video) => video.Codec switch
    {
        "h264" when video.BitDepth > 8 => "Browsers play no H.264 of more than 8 bits.",
        "h264" when video.PixelFormat is not ("yuv420p" or "yuvj420p") => $"Browsers play no H.264 in {video.PixelFormat}.",
        "h264" or "hevc" or "vp9" or "av1" => null,
        _ => $"Browsers play no {video.Codec}.",
    };

    private static async Task<CopyOffer> JudgeAsync(CutSource cut, IReadOnlyList<long> keys, CancellationToken ct)
    {
        if (SegmentGrid.AtKeyFrames(keys, cut.Info.DurationMs * 1000) is not { } grid)
            return new CopyOffer(null, $"Its key frames lie more than {SegmentGrid.MostUs / 1_000_000} s apart.");
        if (keys[0] < -1_000)
            return new CopyOffer(null, "Its first pictures are hidden by an edit list.");
        return await BeginsEverywhereAsync(cut, grid, ct)
            ? new CopyOffer(grid, null)
            : new CopyOffer(null, "It has open groups of pictures; browsers can't begin at those.");
    }

    // A film is coded in one way throughout: a few places tell. Each segment looks again.
    private static async Task<bool> BeginsEverywhereAsync(CutSource cut, SegmentGrid grid, CancellationToken ct)
    {
        var most = cut.VideoSamples is null || cut.Open.Source.IsRemote ? SamplesByTool : SamplesOfAFile;
        var count = Math.Min(most, grid.Count);
        var places = Enumerable.Range(1, count).Select(i => grid.StartsUs[(int)((long)i * (grid.Count - 1) / count)]).Distinct();
        var looks = await Task.WhenAll(places.Select(us => new CopiedTracks(cut, null).CanBeginAsync(us, ct)));
        return looks.All(l => l);
    }
}
