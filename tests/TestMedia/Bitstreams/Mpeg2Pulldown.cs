using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Time;

namespace TestMedia.Bitstreams;

/// <summary>MPEG-2 of a film at 23.976 with 3:2 pulldown flags, as broadcast at 29.97. ffmpeg's encoder cannot write them.</summary>
internal static class Mpeg2Pulldown
{
    private const int Frames = 400;
    private const byte SequenceHeader = 0xB3;
    private const byte Extension = 0xB5;

    // 480 lines are whole macroblock rows in field pairs too, so that a progressive sequence may be declared an interlaced one.
    // Pictures last three and two fields in turn, starting with three. MOV keeps those times, and each picture in one piece.
    private static readonly FilmRecipe Recipe = new()
    {
        Height = 480,
        Rate = FilmRates.Film,
        Frames = Frames,
        Extension = ".mov",
        Video = ["mpeg2video", "-b:v", "3M", "-g", "12", "-bf", "0"],
        Timing = new FrameTiming("settb=1001/60000,setpts=trunc((5*N+1)/2)", new Rational(1001, 60000)),
        Sound = [],
    };

    private static readonly SoundTrack Sound = new(["ac3", "-b:a", "192k"]);

    public static SourceKind Kind(string name) => new()
    {
        Name = name,
        Codec = "mpeg2video",
        Extension = ".ts",
        Rate = FilmRates.Film,
        IsVariableRate = true,
        Expected = CutMode.Encode,
        Sound = [Sound],
        Frames = Frames,
        Recipe = $"{NumberedFilm.TextOf(Recipe)} with pulldown, 2: {string.Join(' ', Multiplex("film", "ts"))}",
        MakeAsync = MakeAsync,
    };

    private static async Task MakeAsync(string path, CancellationToken ct)
    {
        var stream = path + Recipe.Extension;
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

    private static string[] Multiplex(string stream, string path) =>
    [
        "-y", "-i", stream, "-f", "lavfi", "-i", Sound.Source(Frames * 1001 / 24000.0),
        "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", .. Sound.Codec, path,
    ];

    // ISO/IEC 13818-2, 6.2.2.1, 6.2.2.3 and 6.2.3.1: the sequence header and the extensions of sequence and picture.
    private static void Flag(Span<byte> stream)
    {
        const int Ntsc = 4;
        var picture = 0;
        for (var i = 0; i + 9 < stream.Length; i++)
        {
            if (stream[i] != 0 || stream[i + 1] != 0 || stream[i + 2] != 1)
                continue;
            var body = stream[(i + 4)..];
            if (stream[i + 3] == SequenceHeader)
                body[3] = (byte)(body[3] & 0xF0 | Ntsc); // frame_rate_code
            else if (stream[i + 3] == Extension && body[0] >> 4 == 1)
                body[1] &= 0xF7; // progressive_sequence = 0
            else if (stream[i + 3] == Extension && body[0] >> 4 == 8)
                FlagPicture(body, picture++);
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
