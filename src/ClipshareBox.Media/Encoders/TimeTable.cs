using System.Globalization;

namespace ClipshareBox.Media.Encoders;

/// <summary>Writes any list of frame times as an expression of the frame's number N, for raw frames that carry no time.</summary>
internal static class TimeTable
{
    private const int LongestExpression = 60_000; // an argument may have 128 kB, and commas are escaped

    /// <param name="times">Times of the frames and, last, the end.</param>
    /// <exception cref="MediaException">The times are too irregular for so many frames (<see cref="MediaFault.CannotCut"/>).</exception>
    public static string Expression(IReadOnlyList<long> times)
    {
        var text = Search(Runs(times), 0, null);
        return text.Length <= LongestExpression
            ? text
            : throw new MediaException(
                MediaFault.CannotCut, "A variable-rate clip this long cannot be played backwards; choose a shorter one.");
    }

    private static List<(int From, long Start, long Step)> Runs(IReadOnlyList<long> times)
    {
        var runs = new List<(int From, long Start, long Step)>();
        for (var i = 0; i + 1 < times.Count; i++)
        {
            var step = times[i + 1] - times[i];
            if (runs.Count == 0 || runs[^1].Step != step)
                runs.Add((i, times[i], step));
        }
        return runs;
    }

    // A tree, so that each frame costs the logarithm of the number of runs.
    private static string Search(List<(int From, long Start, long Step)> runs, int from, int? to)
    {
        var count = (to ?? runs.Count) - from;
        if (count <= 1)
        {
            var run = runs[from];
            return string.Create(CultureInfo.InvariantCulture, $"{run.Start}+(N-{run.From})*{run.Step}");
        }
        var middle = from + count / 2;
        return $"if(lt(N,{runs[middle].From}),{Search(runs, from, middle)},{Search(runs, middle, from + count)})";
    }
}
