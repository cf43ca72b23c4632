using System.Globalization;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Encoders;

/// <summary>Writes the filters of the picture: which frames, what is done to them, when they are shown.</summary>
internal static class VideoChain
{
    /// <summary>The frames of a window and nothing else, their times as in the source.</summary>
    /// <remarks>The ticks are set first: between(pts…) of a filter means the link's time base, whatever that has become.</remarks>
    public static string Select(SourceWindow window)
    {
        var (first, behind) = (window.First, window.Last + 1);
        var ticks = $"settb={window.TimeBase.Num}/{window.TimeBase.Den}";
        return $"{ticks},trim=start_pts={first}:end_pts={behind}"; // unlike select it ends the reading behind the last frame
    }

    /// <summary>All filters up to the frames' final look, times still the source's.</summary>
    /// <param name="job">The job.</param>
    /// <param name="window">The part of the job's frames that this chain handles.</param>
    /// <param name="burnIn">Filters of what is written into the picture.</param>
    public static string Look(EncodeJob job, SourceWindow window, IEnumerable<string> burnIn)
    {
        var filters = new List<string>();
        if (job.Plan.Deinterlace)
            filters.Add("bwdif=mode=send_frame:deint=all"); // before the selection, for it looks at the neighbours
        filters.Add(Select(window));
        filters.AddRange(Shape(job.Plan, job.Video, burnIn));
        return string.Join(',', filters);
    }

    /// <summary>Colour, size and format of the frames, whichever they are.</summary>
    public static IEnumerable<string> Shape(PicturePlan plan, VideoInfo video, IEnumerable<string> burnIn)
    {
        if (ColourParams(video.Colour) is { } stated)
            yield return stated;
        foreach (var scale in Scale(plan))
            yield return scale;
        if (plan.ToneMap)
            yield return ToneMap(video.Colour);
        foreach (var filter in burnIn)
            yield return filter;
        yield return $"format={plan.PixelFormat}";
    }

    /// <summary>Re-times what <see cref="Look"/> gives so that the clip starts at 0.</summary>
    public static string Times(EncodeJob job)
    {
        var ticks = $"settb={job.TimeBase.Num}/{job.TimeBase.Den}";
        if (job.SourceRate is not null)
            return $"{ticks},setpts=N*{job.Step}";
        var first = job.Window.First * job.Window.TimeBase.Num;
        return string.Create(CultureInfo.InvariantCulture, $"{ticks},setpts=(PTS-{first})*{job.Stretch}");
    }

    /// <summary>States the colour on each frame: a scaler or an encoder that does not know it guesses.</summary>
    public static string? ColourParams(ColourInfo colour)
    {
        (string Name, string? Value)[] all =
            [("range", colour.Range), ("color_primaries", colour.Primaries), ("color_trc", colour.Transfer), ("colorspace", colour.Matrix)];
        var stated = all.Where(p => p.Value is not null).Select(p => $"{p.Name}={p.Value}").ToList();
        return stated.Count == 0 ? null : $"setparams={string.Join(':', stated)}";
    }

    private static IEnumerable<string> Scale(PicturePlan plan)
    {
        if (plan.Scaled || plan.LimitRange)
        {
            var size = plan.Scaled ? $"{plan.InnerWidth}:{plan.InnerHeight}:flags=bicubic" : "iw:ih";
            var range = plan.LimitRange ? ":in_range=full:out_range=limited" : "";
            yield return $"scale={size}{range}";
        }
        if (plan.LimitRange)
            yield return "setparams=range=tv";
        if (plan.Scaled)
            yield return $"setsar={plan.SampleAspect.Num}/{plan.SampleAspect.Den}";
        if ((plan.InnerWidth, plan.InnerHeight) != (plan.Width, plan.Height))
            yield return $"pad={plan.Width}:{plan.Height}:(ow-iw)/2:(oh-ih)/2";
    }

    private static string ToneMap(ColourInfo colour)
    {
        var transfer = colour.DynamicRange == DynamicRange.Hlg ? "arib-std-b67" : "smpte2084";
        var input = $"tin={transfer}:min={colour.Matrix ?? "bt2020nc"}:pin={colour.Primaries ?? "bt2020"}:rin={(colour.Range == "pc" ? "full" : "limited")}";
        return $"zscale={input}:t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=tonemap=hable:desat=0,"
            + "zscale=t=bt709:m=bt709:r=limited,setparams=range=tv:color_primaries=bt709:color_trc=bt709:colorspace=bt709";
    }
}
