using System.Globalization;

namespace TestMedia;

/// <summary>Makes films whose every frame carries its number.</summary>
public static class NumberedFilm
{
    /// <summary>Makes the film; the folder must exist, a file of that name is overwritten.</summary>
    public static async Task MakeAsync(FilmRecipe recipe, string path, CancellationToken ct)
    {
        var subtitles = Path.ChangeExtension(path, ".cues.srt");
        try
        {
            if (recipe.SubtitleCodec is not null)
                await File.WriteAllTextAsync(subtitles, Cues((int)recipe.Seconds), ct);
            await Ffmpeg.RunFedAsync(Arguments(recipe, subtitles, path), input => WriteNumbers(input, recipe.Frames), ct);
        }
        finally
        {
            File.Delete(subtitles);
        }
    }

    /// <summary>All that decides the film's bytes, as text.</summary>
    public static string TextOf(FilmRecipe recipe) =>
        $"{recipe.Frames} frames: {string.Join(' ', Arguments(recipe, "cues", "film" + recipe.Extension))}";

    // 64 bytes a frame: ffmpeg widens the cells, so that the pipe is never what a film waits for.
    private static void WriteNumbers(Stream input, int frames)
    {
        var strip = new byte[2 * NumberBar.Cells];
        using var buffered = new BufferedStream(input, 64 * 1024);
        for (var number = 0; number < frames; number++)
        {
            NumberBar.Draw(number, strip.AsSpan(0, NumberBar.Cells));
            strip.AsSpan(0, NumberBar.Cells).CopyTo(strip.AsSpan(NumberBar.Cells));
            buffered.Write(strip);
        }
    }

    private static List<string> Arguments(FilmRecipe recipe, string subtitles, string path)
    {
        List<string> arguments = ["-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", $"{NumberBar.Cells}x2"];
        arguments.AddRange(["-framerate", recipe.Rate.ToString(), "-i", "pipe:0"]);
        arguments.AddRange(["-f", "lavfi", "-i", Backdrop(recipe)]);
        foreach (var track in recipe.Sound)
            arguments.AddRange(["-f", "lavfi", "-i", track.Source(recipe.Seconds)]);
        if (recipe.SubtitleCodec is not null)
            arguments.AddRange(["-i", subtitles]);
        arguments.AddRange(["-filter_complex", Assembly(recipe), "-map", "[film]", "-c:v", .. recipe.Video]);
        arguments.AddRange(["-pix_fmt", recipe.PixelFormat]);
        if (recipe.Timing is { } timing)
            arguments.AddRange(["-fps_mode", "passthrough", "-enc_time_base:v", timing.TimeBase.ToString()]);
        AddSound(arguments, recipe);
        if (recipe.SubtitleCodec is { } codec)
            arguments.AddRange(["-map", $"{2 + recipe.Sound.Count}:s", "-c:s", codec, "-metadata:s:s:0", "language=eng"]);
        if (recipe.StartSeconds > 0)
            arguments.AddRange(["-output_ts_offset", recipe.StartSeconds.ToString(CultureInfo.InvariantCulture)]);
        return [.. arguments, .. recipe.Output, path];
    }

    private static void AddSound(List<string> arguments, FilmRecipe recipe)
    {
        for (var i = 0; i < recipe.Sound.Count; i++)
        {
            arguments.AddRange(["-map", $"{2 + i}:a", $"-c:a:{i}"]);
            arguments.AddRange(recipe.Sound[i].Codec.Select(a => a.EndsWith(":a", StringComparison.Ordinal) ? $"{a}:{i}" : a));
            if (recipe.Sound[i].Language is { } language)
                arguments.AddRange([$"-metadata:s:a:{i}", $"language={language}"]);
        }
    }

    // One costly picture, drawn once, then scrolled with fresh grain: motion, detail and residue for next to no time.
    private static string Backdrop(FilmRecipe recipe)
    {
        var height = recipe.Height - NumberBar.HeightOf(recipe.Height);
        var rate = recipe.Interlaced ? $"{2 * recipe.Rate.Num}/{recipe.Rate.Den}" : recipe.Rate.ToString();
        var fields = recipe.Interlaced ? ",tinterlace=mode=interleave_top" : "";
        return $"mandelbrot=s={recipe.Width}x{height}:r={rate}:start_scale=0.9:start_x=-0.75:maxiter=400,trim=end_frame=1,"
            + $"format=yuv420p,noise=alls=16:allf=a:all_seed=7,loop=-1:1:0,"
            + $"scroll=h=0.0031:v=0.0013,noise=c0s=8:c0f=t:c0_seed=11{fields}";
    }

    private static string Assembly(FilmRecipe recipe)
    {
        var bar = NumberBar.HeightOf(recipe.Height);
        var fields = recipe.Interlaced ? ",setfield=tff" : "";
        var timing = recipe.Timing is { } change ? $",{change.Filter}" : "";
        // Both count frames on one clock: times that differ by a rounding would show one number twice.
        var common = $"format={recipe.PixelFormat},setsar=1,settb={recipe.Rate.Inverse()},setpts=N";
        var clock = recipe.Timecode is { } start ? $",{TimecodeFilter(recipe, start)}" : "";
        return $"[0:v]scale={recipe.Width}:{bar}:flags=neighbor,{common}[bar];"
            + $"[1:v]{common}{clock}[back];[bar][back]vstack=shortest=1{fields}{timing}[film]";
    }

    private static string TimecodeFilter(FilmRecipe recipe, string start) =>
        $@"drawtext=fontfile=/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf:timecode='{start.Replace(":", @"\:", StringComparison.Ordinal)}'"
        + $":rate={recipe.Rate}:fontcolor=white:box=1:boxcolor=black@0.6:boxborderw=12:fontsize={recipe.Height / 12}:x=(w-tw)/2:y=h-2*th";

    private static string Cues(int seconds) => string.Concat(
        Enumerable.Range(0, seconds).Select(s => $"{s + 1}\n{Clock(s, 0)} --> {Clock(s, 900)}\nsecond {s}\n\n"));

    private static string Clock(int second, int ms) =>
        TimeSpan.FromMilliseconds((1000 * second) + ms).ToString(@"hh\:mm\:ss\,fff", CultureInfo.InvariantCulture);
}
