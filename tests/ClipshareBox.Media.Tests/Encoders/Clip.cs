using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

/// <summary>Reads back what an encode made.</summary>
internal static class Clip
{
    /// <summary>The numbers the pictures tell, in the order shown.</summary>
    public static async Task<int[]> NumbersAsync(string file, string crop = "4:4:(iw-4)/2:(ih-4)/2")
    {
        var luma = await RunAsync("ffmpeg",
            ["-v", "error", "-xerror", "-i", file, "-map", "0:v:0", "-vf", $"format=yuv420p,crop={crop},extractplanes=y,crop=1:1", "-fps_mode", "passthrough", "-f", "rawvideo", "-"]);
        return [.. luma.Select(y => (int)Math.Round((y - 16) / 4.0) % Films.Levels)];
    }

    /// <summary>The same of a part of the source, chosen the slow way: everything decoded, frames picked by their time.</summary>
    public static async Task<int[]> SourceNumbersAsync(Film film, long inUs, long outUs)
    {
        var (low, high) = ((inUs - 500) / 1e6, (outUs - 500) / 1e6);
        var luma = await RunAsync("ffmpeg",
            ["-v", "error", "-copyts", "-i", film.Path, "-map", "0:v:0", "-vf",
                FormattableString.Invariant($"select='gte(t,{low:0.000000})*lt(t,{high:0.000000})',format=yuv420p,crop=4:4,extractplanes=y,crop=1:1"),
                "-fps_mode", "passthrough", "-f", "rawvideo", "-"]);
        return [.. luma.Select(y => (int)Math.Round((y - 16) / 4.0) % Films.Levels)];
    }

    /// <summary>Packets of the picture in file order: time in s, key or not.</summary>
    public static async Task<(double Time, bool Key)[]> PacketsAsync(string file)
    {
        var text = Encoding.ASCII.GetString(await RunAsync("ffprobe",
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", file]));
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(','))
            .Select(f => (double.Parse(f[0], CultureInfo.InvariantCulture), f[1].Contains('K')))];
    }

    /// <summary>Picture types in the order shown, such as "IBBPBBP".</summary>
    public static async Task<string> TypesAsync(string file)
    {
        var text = Encoding.ASCII.GetString(await RunAsync("ffprobe",
            ["-v", "error", "-select_streams", "v:0", "-show_entries", "frame=pict_type", "-of", "compact=p=0:nk=1", file]));
        return string.Concat(text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l[0]));
    }

    /// <summary>One fact of a stream ("v:0", "a:1") or, with a null stream, of the file.</summary>
    public static async Task<string> FactAsync(string file, string? stream, string name)
    {
        string[] select = stream is null ? [] : ["-select_streams", stream];
        var entries = stream is null ? $"format={name}" : $"stream={name}:stream_tags={name}:stream_side_data={name}";
        var output = await RunAsync("ffprobe", ["-v", "error", .. select, "-show_entries", entries, "-of", "json", file]);
        using var json = JsonDocument.Parse(output);
        var place = stream is null ? json.RootElement.GetProperty("format") : json.RootElement.GetProperty("streams")[0];
        if (!place.TryGetProperty(name, out var value) && place.TryGetProperty("tags", out var tags))
            tags.TryGetProperty(name, out value);
        if (value.ValueKind == JsonValueKind.Undefined && place.TryGetProperty("side_data_list", out var list))
            value = list.EnumerateArray().Select(d => d.TryGetProperty(name, out var v) ? v : default).FirstOrDefault(v => v.ValueKind != JsonValueKind.Undefined);
        return value.ToString();
    }

    /// <summary>A track's samples, one channel, with the edit list honoured.</summary>
    public static async Task<float[]> SamplesAsync(string file, int track = 0)
    {
        var bytes = await RunAsync("ffmpeg", ["-v", "error", "-i", file, "-map", $"0:a:{track}", "-af", "pan=mono|c0=c0", "-f", "f32le", "-"]);
        return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
    }

    /// <summary>Time of a file's first decoded sample in s.</summary>
    public static async Task<double> FirstSoundAsync(string file)
    {
        var output = await RunAsync("ffprobe",
            ["-v", "error", "-select_streams", "a:0", "-show_entries", "frame=best_effort_timestamp_time", "-of", "csv=p=0", "-read_intervals", "%+1", file]);
        return double.Parse(Encoding.ASCII.GetString(output).Split(['\n', ','])[0], CultureInfo.InvariantCulture);
    }

    /// <summary>Where the beeps begin, in s.</summary>
    public static double[] Beeps(float[] samples, double rate = 48_000)
    {
        var found = new List<double>();
        for (var i = 0; i < samples.Length; i++)
        {
            if (Math.Abs(samples[i]) > 0.2 && (found.Count == 0 || i / rate - found[^1] > 0.3))
                found.Add(i / rate);
        }
        return [.. found];
    }

    public static async Task<byte[]> RunAsync(string tool, string[] arguments)
    {
        var answer = await Tool.RunAsync(tool, arguments, TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(answer.ExitCode == 0, answer.ErrorText);
        return answer.Output;
    }

    /// <summary>Runs ffmpeg for what it says at its normal loudness.</summary>
    public static async Task<string> LogAsync(params string[] arguments)
    {
        var answer = await Tool.RunAsync(
            "ffmpeg", ["-hide_banner", "-nostats", .. arguments], TimeSpan.FromMinutes(1), TimeProvider.System, TestContext.Current.CancellationToken);
        Assert.True(answer.ExitCode == 0, answer.ErrorText);
        return answer.ErrorText;
    }
}
