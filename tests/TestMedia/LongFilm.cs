using System.Globalization;

namespace TestMedia;

/// <summary>1080p films of minutes and hours at about 8 Mbit/s, made fast, for the demo and the benchmark.</summary>
/// <remarks>
/// A film of hours is a piece of a minute encoded once and repeated by stream copy: its frames count from 0 again with each piece
/// (<see cref="SourceKind.PeriodFrames"/>), its times go on evenly.
/// </remarks>
public static class LongFilm
{
    private const int PieceFrames = 1440; // whole GOPs of 2, 4 and 10 s
    private const int SoundPackets = 3000; // of 1024 samples: exactly the 64 s after which the beeps' pitch starts again
    private static readonly SoundTrack Sound = SoundTrack.Aac;

    /// <summary>H.264 with B-frames, closed GOPs of 2 s, MP4; every frame has a number of its own.</summary>
    public static SourceKind Unrepeated(int minutes) =>
        SourceKind.Of($"film-{minutes}min", "h264", H264(2) with { Frames = FilmRates.FramesIn(60 * minutes, FilmRates.Film) });

    /// <summary>H.264 with B-frames and closed GOPs, a piece of a minute repeated.</summary>
    /// <param name="minutes">Length, rounded up to whole pieces.</param>
    /// <param name="gopSeconds">2 or 10.</param>
    /// <param name="extension">.mp4 or .mkv.</param>
    public static SourceKind RepeatedH264(int minutes, int gopSeconds, string extension) =>
        Repeated($"h264-gop{gopSeconds}", "h264", H264(gopSeconds), minutes, extension);

    /// <summary>HEVC with open GOPs of 4 s, a piece of a minute repeated.</summary>
    public static SourceKind RepeatedHevc(int minutes, string extension) =>
        Repeated("hevc-open-gop4", "hevc", Hevc(), minutes, extension);

    /// <summary>H.264 at 2160 lines and about 20 Mbit/s with closed GOPs of 2 s, a piece of a minute repeated.</summary>
    public static SourceKind Repeated4K(int minutes, string extension) =>
        Repeated("h264-4k", "h264", H264(2, "20M", "25M", "40M") with { Width = 3840, Height = 2160 }, minutes, extension);

    /// <summary>The number that a frame of the film shows.</summary>
    public static int NumberOf(SourceKind film, int frame) => film.PeriodFrames == 0 ? frame : frame % film.PeriodFrames;

    private static FilmRecipe H264(int gopSeconds, string rate = "8M", string most = "10M", string buffer = "16M") => new()
    {
        Width = 1920,
        Height = 1080,
        Frames = PieceFrames,
        Video =
        [
            "libx264", "-preset", "ultrafast", "-b:v", rate, "-maxrate", most, "-bufsize", buffer, "-bf", "2", "-g", Gop(gopSeconds),
            "-keyint_min", Gop(gopSeconds), "-sc_threshold", "0", "-x264-params", "cabac=1:ref=2:b-pyramid=normal",
        ],
    };

    private static FilmRecipe Hevc() => new()
    {
        Width = 1920,
        Height = 1080,
        Frames = PieceFrames,
        Video =
        [
            "libx265", "-preset", "ultrafast", "-b:v", "8M", "-tag:v", "hvc1", "-x265-params",
            $"log-level=error:keyint={Gop(4)}:min-keyint={Gop(4)}:scenecut=0:open-gop=1:bframes=3:b-adapt=0",
        ],
    };

    private static string Gop(int seconds) => (24 * seconds).ToString(CultureInfo.InvariantCulture);

    private static SourceKind Repeated(string name, string codec, FilmRecipe piece, int minutes, string extension)
    {
        piece = piece with { Sound = [] };
        var pieces = (int)Math.Ceiling(60 * minutes / piece.Seconds);
        return new SourceKind
        {
            Name = $"film-{minutes}min-{name}",
            Codec = codec,
            Extension = extension,
            Rate = piece.Rate,
            Sound = [Sound],
            Frames = pieces * PieceFrames,
            PeriodFrames = PieceFrames,
            Recipe = $"{NumberedFilm.TextOf(piece)} {Sound.Source(64)} repeated {pieces} times, 1",
            MakeAsync = (path, ct) => RepeatAsync(piece, pieces, path, ct),
        };
    }

    private static async Task RepeatAsync(FilmRecipe recipe, int pieces, string path, CancellationToken ct)
    {
        var piece = $"{path}.piece{recipe.Extension}";
        var list = path + ".pieces.txt";
        try
        {
            await NumberedFilm.MakeAsync(recipe, piece, ct);
            var sound = await SoundPieceAsync(path + ".piece.aac", ct);
            await File.WriteAllTextAsync(list, List(piece, recipe, pieces), ct);
            var length = Ffmpeg.Seconds(pieces * recipe.Seconds);
            string[] video = ["-y", "-f", "concat", "-safe", "0", "-i", list];
            string[] output = ["-map", "0:v", "-map", "1:a", "-c", "copy", "-bsf:a", "aac_adtstoasc", "-t", length];
            string[] tag = recipe.Video.Contains("hvc1") && path.EndsWith(".mp4", StringComparison.Ordinal) ? ["-tag:v", "hvc1"] : [];
            await Ffmpeg.RunFedAsync(
                [.. video, "-f", "aac", "-i", "pipe:0", .. output, .. tag, path],
                input => WriteRepeatedly(input, sound, pieces),
                ct);
        }
        finally
        {
            File.Delete(piece);
            File.Delete(list);
        }
    }

    // The stated length keeps the pieces on the grid whatever the container says of the last frame.
    private static string List(string piece, FilmRecipe recipe, int pieces)
    {
        var length = Ffmpeg.Seconds(recipe.Seconds);
        return "ffconcat version 1.0\n" + string.Concat(Enumerable.Repeat($"file '{piece}'\nduration {length}\n", pieces));
    }

    private static void WriteRepeatedly(Stream input, byte[] sound, int pieces)
    {
        for (var i = 0; i < pieces; i++)
            input.Write(sound);
    }

    private static async Task<byte[]> SoundPieceAsync(string path, CancellationToken ct)
    {
        try
        {
            _ = await Ffmpeg.RunAsync(
                ["-y", "-f", "lavfi", "-i", Sound.Source(66), "-c:a", .. Sound.Codec, "-f", "adts", path], ct);
            var packets = Packets(await File.ReadAllBytesAsync(path, ct)).Skip(1).Take(SoundPackets).ToList();
            return packets.Count == SoundPackets
                ? [.. packets.SelectMany(p => p)]
                : throw new InvalidOperationException($"The sound's piece has {packets.Count} packets instead of {SoundPackets}.");
        }
        finally
        {
            File.Delete(path);
        }
    }

    // ADTS: 13 bits of length from the 31st on (ISO/IEC 13818-7, 6.2). The first packet is the encoder's priming.
    private static IEnumerable<byte[]> Packets(byte[] adts)
    {
        for (var at = 0; at < adts.Length;)
        {
            var length = (adts[at + 3] & 3) << 11 | adts[at + 4] << 3 | adts[at + 5] >> 5;
            yield return adts[at..(at + length)];
            at += length;
        }
    }
}
