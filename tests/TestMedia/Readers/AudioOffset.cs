using System.Numerics;

namespace TestMedia.Readers;

/// <summary>How a clip's sound lies against its source's.</summary>
/// <param name="Ms">Median over the places measured; positive when the clip's sound comes late.</param>
/// <param name="WorstMs">The offset farthest from zero.</param>
/// <param name="Likeness">The lowest correlation of a place, 0 to 1; below about 0.5 it is not the same sound.</param>
/// <param name="FirstMs">Where the clip's sound begins, in ms from its first shown frame.</param>
/// <param name="LastMs">Where the clip's sound ends, in ms from its first shown frame.</param>
public sealed record SoundOffset(double Ms, double WorstMs, double Likeness, double FirstMs, double LastMs);

/// <summary>Measures whether a clip's sound still fits its picture.</summary>
public static class AudioOffset
{
    private const int Rate = SoundTrack.SampleRate;
    private const int MostLag = Rate * 120 / 1000;
    private const int WindowSamples = Rate / 4;
    private const int LeastSamples = Rate / 50;
    private const int Places = 5;
    private const double Tiny = 1e-12;
    private const double SeekBeyond = 60;
    private const double SeekLead = 13;

    /// <summary>Compares the decoded sound at five places by cross-correlation within ±120 ms; exact to a sample.</summary>
    /// <param name="sourcePath">The source.</param>
    /// <param name="sourceFromSeconds">Start of the clip's first frame, in seconds from the source's content's start.</param>
    /// <param name="clipPath">The clip, read as a player does: edit lists honoured.</param>
    /// <param name="ct">Stops the decoders.</param>
    /// <param name="track">Number among the source's sound tracks.</param>
    /// <param name="clipTrack">Number among the clip's sound tracks; null for the same.</param>
    /// <exception cref="InvalidOperationException">The clip has too little sound to measure.</exception>
    public static async Task<SoundOffset> MeasureAsync(
        string sourcePath, double sourceFromSeconds, string clipPath, CancellationToken ct, int track = 0, int? clipTrack = null)
    {
        var clip = await Sound.ReadAsync(clipPath, clipTrack ?? track, null, 0, null, ct);
        if (clip.Samples.Length < LeastSamples)
            throw new InvalidOperationException($"{clipPath} has {clip.Samples.Length} samples of sound: too few to measure.");
        var clipZero = await FirstFrameAsync(clipPath, ct);
        var container = await Container.OfAsync(sourcePath, ct);
        var sourceZero = container.StartSeconds + sourceFromSeconds;
        var margin = 2.0 * MostLag / Rate;
        var from = sourceZero + clip.StartSeconds - clipZero - margin;
        var seek = sourceFromSeconds > SeekBeyond ? sourceFromSeconds - SeekLead : 0;
        var source = await Sound.ReadAsync(
            sourcePath, track, from, seek, clip.EndSeconds - clip.StartSeconds + (2 * margin), ct);
        // Silence around the source's sound, so that a clip from its very start or end can be slid along it too.
        float[] padded = [.. new float[2 * MostLag], .. source.Samples, .. new float[2 * MostLag]];
        var shift = ((clip.StartSeconds - clipZero - (source.StartSeconds - sourceZero)) * Rate) + (2 * MostLag);
        return Summary(Compare(clip.Samples, padded, shift)) with
        {
            FirstMs = 1000 * (clip.StartSeconds - clipZero),
            LastMs = 1000 * (clip.EndSeconds - clipZero),
        };
    }

    // The first frame shown, on the clip's own clock.
    private static async Task<double> FirstFrameAsync(string path, CancellationToken ct)
    {
        var result = await Ffmpeg.RunAsync(
            ["-copyts", "-i", path, "-map", "0:V:0", "-frames:v", "1", "-vf", "scale=32:2", "-fps_mode", "passthrough",
                "-enc_time_base", "-1", "-f", "framecrc", "pipe:1"], ct);
        var table = FrameTable.Parse(FrameReader.Lines(System.Text.Encoding.ASCII.GetString(result.Output)));
        return (double)table.Rows[0].Pts * table.TimeBase.Num / table.TimeBase.Den;
    }

    private static SoundOffset Summary(List<(double Ms, double Likeness)> matches)
    {
        if (matches.Count == 0)
            throw new InvalidOperationException("The source has no sound where the clip has.");
        var sorted = matches.Select(m => m.Ms).Order().ToList();
        return new SoundOffset(
            sorted[sorted.Count / 2], sorted.MaxBy(Math.Abs), matches.Min(m => m.Likeness), FirstMs: 0, LastMs: 0);
    }

    private static List<(double Ms, double Likeness)> Compare(float[] clip, float[] source, double shift)
    {
        var window = Math.Min(WindowSamples, clip.Length);
        var whole = (int)Math.Floor(shift);
        var matches = new List<(double, double)>();
        for (var place = 0; place < Places; place++)
        {
            var at = (int)((long)(clip.Length - window) * place / (Places - 1));
            var first = at + whole - MostLag;
            if (first < 0 || first + window + (2 * MostLag) > source.Length)
                continue;
            var (lag, likeness) = BestLag(clip.AsSpan(at, window), source.AsSpan(first, window + (2 * MostLag)));
            matches.Add((1000 * (MostLag - lag + (shift - whole)) / Rate, likeness));
        }
        return matches;
    }

    // Normalised cross-correlation; the energy under the window is carried along instead of summed anew for each lag.
    private static (int Lag, double Likeness) BestLag(ReadOnlySpan<float> window, ReadOnlySpan<float> source)
    {
        var energy = Dot(window, window);
        double under = Dot(source[..window.Length], source[..window.Length]);
        var best = (Lag: 0, Likeness: double.MinValue);
        for (var lag = 0; lag + window.Length <= source.Length; lag++)
        {
            var likeness = Dot(window, source.Slice(lag, window.Length)) / Math.Sqrt((energy * Math.Max(under, 0)) + Tiny);
            if (likeness > best.Likeness)
                best = (lag, likeness);
            if (lag + window.Length < source.Length)
                under += (source[lag + window.Length] * source[lag + window.Length]) - (source[lag] * source[lag]);
        }
        return best;
    }

    private static float Dot(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var sum = Vector<float>.Zero;
        var i = 0;
        for (; i + Vector<float>.Count <= a.Length; i += Vector<float>.Count)
            sum += new Vector<float>(a[i..]) * new Vector<float>(b[i..]);
        var total = Vector.Sum(sum);
        for (; i < a.Length; i++)
            total += a[i] * b[i];
        return total;
    }
}
