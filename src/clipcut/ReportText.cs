using ClipshareBox.Media.Cutting;

namespace Clipcut;

/// <summary>A cut's report for people.</summary>
internal static class ReportText
{
    public static string Of(CutReport report, string destination) => new Sheet()
        .Add("clip", destination)
        .Add("mode", Mode(report.Mode) + (report.FallbackReason is { } why ? $", because {why}" : ""))
        .Add("range", $"{Sheet.Clock(report.StartMs)} to {Sheet.Clock(report.EndMs)}")
        .Add("frames", $"{report.Frames} ({report.FirstFrame} to {report.LastFrame}): {report.CopiedFrames} copied, {report.EncodedFrames} encoded")
        .Add("early", report.EarlyFrames > 0 ? $"starts {report.EarlyFrames} frames before IN" : null)
        .Add("hidden", report.HiddenFrames > 0 ? $"{report.HiddenFrames} frames by the edit list" : null)
        .Add("encoder", report.Encoder)
        .Add("size", $"{Sheet.Bytes(report.SizeBytes)}, {Sheet.Bytes(report.SourceBytesRead)} read")
        .Add("time", Sheet.Seconds(report.WallMs))
        .Add("check", Check(report))
        .ToString();

    public static string Mode(CutMode mode) => mode switch
    {
        CutMode.Smart => "smart",
        CutMode.EditList => "edit-list",
        CutMode.Copy => "copy",
        _ => "encode",
    };

    private static string Check(CutReport report) => report.Verification switch
    {
        Verification.None => "none",
        var made => $"{(made == Verification.Full ? "full" : "quick")}, {(report.Verified ? "right" : "not proven")}",
    };
}
