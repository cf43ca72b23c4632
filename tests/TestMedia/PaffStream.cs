using TestMedia.Bitstreams;

namespace TestMedia;

/// <summary>H.264 in field pictures (PAFF), as broadcasters send it; x264 cannot make it.</summary>
/// <remarks>
/// Closed: an IDR picture begins every shot. Open: only the first one is IDR; later shots begin with an I picture behind a recovery
/// point, and the frame shown before it is decoded after it, from the shot before.
/// </remarks>
public static class PaffStream
{
    private const int Frames = 400;
    private const int Shot = 50;
    private const int FrameMs = 40;

    /// <summary>The kind of this stream in a container that ffmpeg copies it into.</summary>
    public static SourceKind Kind(string name, string extension, bool open) => new()
    {
        Name = name,
        Codec = "h264",
        Extension = extension,
        Rate = FilmRates.Pal,
        Sound = [SoundTrack.Aac],
        Frames = Frames,
        Recipe = $"paff 1, open {open}: {string.Join(' ', Multiplex("stream", "film" + extension))}",
        MakeAsync = (path, ct) => MakeAsync(path, open, ct),
    };

    private static async Task MakeAsync(string path, bool open, CancellationToken ct)
    {
        var stream = path + ".flv";
        try
        {
            await using (var file = File.Create(stream))
                Write(new FlashVideo(file), open);
            _ = await Ffmpeg.RunAsync(Multiplex(stream, path), ct);
        }
        finally
        {
            File.Delete(stream);
        }
    }

    // FLV has no durations, and ffmpeg takes each packet for one field: the last frame would be cut in half.
    private static string[] Multiplex(string stream, string path) =>
    [
        "-y", "-i", stream, "-f", "lavfi", "-i", SoundTrack.Aac.Source(Frames * FrameMs / 1000.0),
        "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-bsf:v", "setts=pts=PTS:dts=DTS:duration=2*DURATION", "-c:a", .. SoundTrack.Aac.Codec, path,
    ];

    private static void Write(FlashVideo file, bool open)
    {
        var delay = open ? 1 : 0;
        file.Begin(FieldCoder.Sequence(delay), FieldCoder.Picture());
        var references = new List<FieldPicture>();
        var frameNum = 0;
        var decoded = 0;
        foreach (var number in DecodeOrder(open))
        {
            var starts = number % Shot == 0;
            var isIdr = number == 0 || (starts && !open);
            var leads = open && number % Shot == Shot - 1 && number + 1 < Frames;
            frameNum = isIdr ? 0 : frameNum;
            var order = 2 * (open ? number : number % Shot);
            var place = new FieldCoder.Place(frameNum, order, isIdr, IsReference: !leads, SkipsNewest: leads);
            var picture = new FieldPicture(number, number / Shot);
            var reference = leads ? references[^2] : references.LastOrDefault();
            file.Add(FrameMs * decoded++, FrameMs * (number + delay), starts, Fields(picture, reference, starts, place));
            if (leads)
                continue;
            references.Add(picture);
            frameNum++;
        }
    }

    private static IEnumerable<byte[]> Fields(FieldPicture picture, FieldPicture? reference, bool intra, FieldCoder.Place place)
    {
        if (intra && !place.IsIdr)
            yield return FieldCoder.RecoveryPoint();
        for (var field = 0; field < 2; field++)
        {
            yield return intra || reference is null
                ? FieldCoder.Intra(picture, field, place)
                : FieldCoder.Predicted(picture, reference, field, place);
        }
    }

    private static IEnumerable<int> DecodeOrder(bool open)
    {
        for (var number = 0; number < Frames; number++)
        {
            // The last frame of a shot changes places with the first of the next one.
            yield return (open, number % Shot) switch
            {
                (true, Shot - 1) when number + 1 < Frames => number + 1,
                (true, 0) when number > 0 => number - 1,
                _ => number,
            };
        }
    }
}
