using ClipshareBox.Media.Cutting;

namespace TestMedia.Bitstreams;

/// <summary>MPEG-2 of a film at 23.976 with 3:2 pulldown flags, as broadcast at 29.97. ffmpeg's encoder cannot write them.</summary>
internal static class Mpeg2Pulldown
{
    private const int Frames = 400;

    // 480 lines are whole macroblock rows in field pairs too, so that a progressive sequence may be declared an interlaced one.
    private static readonly FilmRecipe Recipe = new()
    {
        Height = 480,
        Rate = SourceKinds.Ntsc,
        Frames = Frames,
        Extension = ".m2v",
        Video = ["mpeg2video", "-b:v", "3M", "-g", "12", "-bf", "0"],
        Sound = [],
    };

    private static readonly SoundTrack Sound = new(["ac3", "-b:a", "192k"]);

    public static SourceKind Kind(string name) => new()
    {
        Name = name,
        Codec = "mpeg2video",
        Extension = ".ts",
        Rate = SourceKinds.Film,
        Expected = CutMode.Encode,
        Sound = [Sound],
        Frames = Frames,
        Recipe = $"{NumberedFilm.TextOf(Recipe)} with pulldown, 1: {string.Join(' ', Multiplex("film", "ts"))}",
        MakeAsync = MakeAsync,
    };

    private static async Task MakeAsync(string path, CancellationToken ct)
    {
        var stream = path + ".m2v";
        try
        {
            await NumberedFilm.MakeAsync(Recipe, stream, ct);
            var bytes = await File.ReadAllBytesAsync(stream, ct);
            Flag(bytes);
            await File.WriteAllBytesAsync(stream, bytes, ct);
            _ = await Ffmpeg.RunAsync(Multiplex(stream, path), ct);
        }
        finally
        {
            File.Delete(stream);
        }
    }

    // Pictures last three and two fields in turn, starting with three.
    private static string[] Multiplex(string stream, string path) =>
    [
        "-y", "-f", "mpegvideo", "-i", stream, "-f", "lavfi", "-i", Sound.Source(Frames * 1001 / 24000.0),
        "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-bsf:v", "setts=ts=trunc((5*N+1)/2)*1001/60000/TB",
        "-c:a", .. Sound.Codec, path,
    ];

    // ISO/IEC 13818-2, 6.2.2.3 and 6.2.3.1: bits of the sequence and picture coding extensions.
    private static void Flag(Span<byte> stream)
    {
        var picture = 0;
        for (var i = 0; i + 9 < stream.Length; i++)
        {
            if (!stream[i..].StartsWith((ReadOnlySpan<byte>)[0, 0, 1, 0xB5]))
                continue;
            var extension = stream[(i + 4)..];
            if (extension[0] >> 4 == 1)
                extension[1] &= 0xF7; // progressive_sequence = 0
            else if (extension[0] >> 4 == 8)
                FlagPicture(extension, picture++);
        }
    }

    private static void FlagPicture(Span<byte> extension, int picture)
    {
        const int TopFieldFirst = 0x80;
        const int RepeatFirstField = 0x02;
        var flags = (picture % 4) switch
        {
            0 => TopFieldFirst | RepeatFirstField,
            1 => 0,
            2 => RepeatFirstField,
            _ => TopFieldFirst,
        };
        extension[3] = (byte)(extension[3] & ~(TopFieldFirst | RepeatFirstField) | flags);
    }
}
