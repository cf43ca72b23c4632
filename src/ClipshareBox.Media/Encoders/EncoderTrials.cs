using System.Globalization;
using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Test encodes: a generated sequence goes in, comes back through the decoder, and is compared frame by frame.</summary>
/// <remarks>
/// The picture has fine repeating lines over moving shapes: some drivers break exactly those (raspberrypi/linux#5180), others break
/// widths that are no multiple of 32 or 64 (raspberrypi/firmware#1608).
/// </remarks>
internal sealed class EncoderTrials(MediaTools tools, TimeProvider clock, TimeSpan limit, string folder)
{
    private const int Frames = 24;
    private const double LeastPsnr = 25; // dB; a moved or broken picture is below 20, a hard-pressed encoder above 28
    private const double BestPsnr = 100; // stands for "the same", which is infinite
    private const int SampleRate = 48_000;
    private const int LeastSamples = SampleRate - 2_048; // codecs begin with a few that are skipped

    public async Task<EncoderTrial> TryPictureAsync(EncoderChoice encoder, int width, int height, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{encoder.Name}-{width}x{height}.mkv");
        var source = $"testsrc2=s={width}x{height}:r=25,drawgrid=w=16:h=16:t=2:c=white@0.6,format=yuv420p";
        string[] encode =
        [
            "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", source, "-frames:v", $"{Frames}",
            .. encoder.Arguments, "-g", "25", "-f", "matroska", file,
        ];
        string[] compare =
        [
            "-v", "error", "-nostdin", "-i", file, "-f", "lavfi", "-i", source, "-lavfi",
            "[0:v]settb=1/25,setpts=N[a];[1:v]settb=1/25,setpts=N[b];[a][b]psnr=shortest=1:stats_file=-", "-f", "null", "-",
        ];
        return await TryAsync(width, height, encode, compare, ReadPsnr, Frames, ct);
    }

    public async Task<EncoderTrial> TrySoundAsync(EncoderChoice encoder, CancellationToken ct)
    {
        var file = Path.Combine(folder, $"{encoder.Name}.mkv");
        string[] encode =
        [
            "-v", "error", "-nostdin", "-y", "-f", "lavfi", "-i", $"sine=f=440:r={SampleRate}:d=1", .. encoder.Arguments, "-f", "matroska", file,
        ];
        string[] decode = ["-v", "error", "-nostdin", "-i", file, "-t", "1", "-ac", "1", "-f", "s16le", "-"];
        return await TryAsync(0, 0, encode, decode, ReadSound, LeastSamples, ct);
    }

    private async Task<EncoderTrial> TryAsync(
        int width, int height, string[] encode, string[] decode, Func<byte[], (int Frames, double Psnr)> read, int wanted, CancellationToken ct)
    {
        EncoderTrial Failed(string why, int frames = 0, double psnr = 0) => new(width, height, false, frames, 0, psnr, why);
        try
        {
            var start = clock.GetTimestamp();
            var encoded = await Tool.RunAsync(tools.Ffmpeg, encode, limit, clock, ct);
            if (encoded.ExitCode != 0)
                return Failed(LastLine(encoded.ErrorText));
            var seconds = clock.GetElapsedTime(start).TotalSeconds;
            var decoded = await Tool.RunAsync(tools.Ffmpeg, decode, limit, clock, ct);
            if (decoded.ExitCode != 0)
                return Failed($"what it made cannot be decoded: {LastLine(decoded.ErrorText)}");
            var (frames, psnr) = read(decoded.Output);
            if (frames < wanted)
                return Failed($"only {frames} of {wanted} frames came back", frames, psnr);
            return psnr < LeastPsnr
                ? Failed(string.Create(CultureInfo.InvariantCulture, $"a frame came back at {psnr:0.0} dB: the picture is broken"), frames, psnr)
                : new EncoderTrial(width, height, true, frames, Math.Round(wanted / seconds, 1), Math.Round(psnr, 1), null);
        }
        catch (MediaException e)
        {
            return Failed(e.Message);
        }
    }

    // Lines such as "n:1 mse_avg:2.05 … psnr_avg:45.01 psnr_y:43.39 …".
    private static (int Frames, double Psnr) ReadPsnr(byte[] output)
    {
        var frames = 0;
        var worst = BestPsnr;
        foreach (var line in Encoding.ASCII.GetString(output).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var word = line.Split(' ').FirstOrDefault(w => w.StartsWith("psnr_avg:", StringComparison.Ordinal));
            if (word is null)
                continue;
            frames++;
            if (double.TryParse(word["psnr_avg:".Length..], CultureInfo.InvariantCulture, out var psnr))
                worst = Math.Min(worst, psnr);
        }
        return (frames, worst);
    }

    // The delay of a codec is its own affair, so the sine's power is compared and not its samples; filters' ramps cost a little.
    private static (int Samples, double Psnr) ReadSound(byte[] output)
    {
        var samples = System.Runtime.InteropServices.MemoryMarshal.Cast<byte, short>(output.AsSpan(0, output.Length & ~1));
        if (samples.Length == 0)
            return (0, 0);
        double power = 0;
        foreach (var sample in samples)
            power += (double)sample * sample;
        var level = Math.Sqrt(power / samples.Length);
        var expected = short.MaxValue / 8 / Math.Sqrt(2); // the generator's sine has an eighth of full scale
        var error = Math.Abs(level - expected) / expected;
        return (samples.Length, error < 1e-5 ? BestPsnr : -20 * Math.Log10(error) + LeastPsnr - 20); // 10 % off is the limit
    }

    private static string LastLine(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()?.Trim() is { Length: > 0 } line ? line : "it failed without a word";
}
