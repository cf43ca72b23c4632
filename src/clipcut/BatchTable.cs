namespace Clipcut;

/// <summary>The table of a batch, a row as soon as its clip is made.</summary>
internal sealed class BatchTable(Terminal terminal, IEnumerable<string> names)
{
    private readonly int _nameWidth = Math.Clamp(names.Select(n => n.Length).DefaultIfEmpty(0).Max(), 4, 40);

    public void Head() => Row("clip", "mode", "start", "frames", "copied", "encoded", "time", "result");

    public void Add(BatchItem item)
    {
        var name = item.File is null ? item.Name : Path.GetFileName(item.File);
        if (item.Report is { } report)
        {
            Row(name, ReportText.Mode(report.Mode), Sheet.Clock(report.StartMs), $"{report.Frames}", $"{report.CopiedFrames}",
                $"{report.EncodedFrames}", Sheet.Seconds(report.WallMs), report.FallbackReason ?? (report.Verified ? "right" : "made"));
        }
        else
        {
            Row(name, "-", "-", "-", "-", "-", "-", $"line {item.Line}: {item.Error?.Message}");
        }
    }

    private void Row(string name, string mode, string start, string frames, string copied, string encoded, string time, string result)
    {
        var shown = name.Length > _nameWidth ? name[..(_nameWidth - 1)] + "…" : name;
        terminal.WriteLine(string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{shown.PadRight(_nameWidth)}  {mode,-9}  {start,-12}  {frames,6}  {copied,6}  {encoded,7}  {time,8}  {result}"));
    }
}
