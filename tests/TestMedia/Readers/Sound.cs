using System.Runtime.InteropServices;

namespace TestMedia.Readers;

/// <summary>A decoded stretch of sound, mono, 48 kHz.</summary>
/// <param name="StartSeconds">Time of the first sample on the file's own clock.</param>
/// <param name="Samples">The samples, -1 to 1.</param>
internal sealed record Sound(double StartSeconds, float[] Samples)
{
    // Sound further than this from where counting samples puts it is a gap, not rounded timestamps.
    private const double GapSeconds = 0.03;
    private const int Rate = SoundTrack.SampleRate;

    public double EndSeconds => StartSeconds + ((double)Samples.Length / Rate);

    /// <summary>Decodes one track, or the part of it from <paramref name="from"/> on.</summary>
    /// <param name="path">The file.</param>
    /// <param name="track">Number among the sound tracks.</param>
    /// <param name="from">First instant on the file's own clock in seconds, or null for the start.</param>
    /// <param name="seek">Where to seek to, in seconds from the content's start; 0 for no seek.</param>
    /// <param name="seconds">Most to decode from <paramref name="from"/>, or null.</param>
    /// <param name="ct">Stops the decoder.</param>
    public static async Task<Sound> ReadAsync(
        string path, int track, double? from, double seek, double? seconds, CancellationToken ct)
    {
        var trim = from is { } start && seconds is { } length
            ? $"atrim=start={Ffmpeg.Seconds(start)}:end={Ffmpeg.Seconds(start + length)}"
            : "anull";
        var times = Path.GetTempFileName();
        try
        {
            string[] input = seek > 0 ? ["-noaccurate_seek", "-ss", Ffmpeg.Seconds(seek)] : [];
            string[] each = ["-map", $"0:a:{track}", "-af", $"{trim},aresample={Rate}", "-ac", "1", "-c:a", "pcm_f32le"];
            var result = await Ffmpeg.RunAsync(
                ["-copyts", .. input, "-i", path, .. each, "-f", "f32le", "pipe:1", .. each, "-f", "framecrc", "-y", times], ct);
            var table = FrameTable.Parse(await File.ReadAllLinesAsync(times, ct));
            return Place(MemoryMarshal.Cast<byte, float>(result.Output), table);
        }
        finally
        {
            File.Delete(times);
        }
    }

    // Matroska rounds each frame's time to a ms. Within a stretch without gaps the samples are counted and the times averaged.
    private static Sound Place(ReadOnlySpan<float> samples, FrameTable table)
    {
        if (table.Rows.Count == 0)
            return new Sound(0, []);
        var tick = (double)table.TimeBase.Num / table.TimeBase.Den;
        var placed = new List<float>(samples.Length);
        var origin = table.Rows[0].Pts * tick;
        var shifts = new List<double>();
        foreach (var row in table.Rows)
        {
            var shift = (row.Pts * tick) - (origin + ((double)placed.Count / Rate));
            if (shift > GapSeconds)
                placed.AddRange(new float[(int)Math.Round(shift * Rate)]);
            else
                shifts.Add(shift);
            var count = (int)(row.Size / sizeof(float));
            placed.AddRange(samples[..count]);
            samples = samples[count..];
        }
        shifts.Sort();
        return new Sound(origin + shifts[shifts.Count / 2], [.. placed]);
    }
}
