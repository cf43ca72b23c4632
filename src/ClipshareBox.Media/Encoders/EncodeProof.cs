using System.Globalization;
using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Reads the finished file's index and compares it with what the job must give: number of frames, their times, a key frame first.</summary>
internal sealed class EncodeProof(MediaTools tools, TimeProvider clock)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    /// <exception cref="MediaException">The file is not what was asked (<see cref="MediaFault.CannotCut"/>).</exception>
    public async Task CheckAsync(EncodeJob job, CancellationToken ct)
    {
        string[] arguments =
        [
            "-v", "error", "-select_streams", "v:0", "-show_entries", "packet=pts_time,flags", "-of", "csv=p=0", $"file:{job.Request.Destination}",
        ];
        var answer = await Tool.RunAsync(tools.Ffprobe, arguments, Limit, clock, ct);
        if (answer.ExitCode != 0)
            throw new MediaException(MediaFault.CannotCut, "The encoded clip cannot be read back.", answer.ErrorText);
        var packets = Encoding.ASCII.GetString(answer.Output).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse).ToList();
        var times = packets.Select(p => p.Seconds).Order().ToList();
        var wanted = job.OutputTimes();
        if (times.Count != wanted.Count - 1)
            throw Wrong($"it has {times.Count} frames instead of {wanted.Count - 1}");
        if (!packets[0].Key || packets[0].Seconds > times[0])
            throw Wrong("it does not begin with a key frame");
        var tolerance = job.Profile.Container == ClipContainer.WebM ? 0.001 : 0.000_002; // s; WebM has whole ms
        for (var i = 0; i < times.Count; i++)
        {
            var expected = (double)wanted[i] * job.TimeBase.Num / job.TimeBase.Den;
            if (Math.Abs(times[i] - expected) > tolerance)
                throw Wrong(string.Create(CultureInfo.InvariantCulture, $"frame {i} is at {times[i]} s instead of {expected:0.000000} s"));
        }
    }

    private static (double Seconds, bool Key) Parse(string line)
    {
        var fields = line.Trim().Split(',');
        var seconds = double.TryParse(fields[0], CultureInfo.InvariantCulture, out var value) ? value : double.NaN;
        return (seconds, fields.Length > 1 && fields[1].Contains('K', StringComparison.Ordinal));
    }

    private static MediaException Wrong(string how) => new(MediaFault.CannotCut, $"The encoded clip is not exact: {how}.");
}
