namespace Clipcut;

/// <summary>clipcut cut: one clip.</summary>
internal static class CutCommand
{
    public static Command Command => new(
        "cut", "SOURCE IN OUT DEST", 4, 4, "Cuts one clip out of a file or an http(s) address.",
        $"{HelpText.Times}\n\n{HelpText.Headers}", CutRequest.Options, RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken ct)
    {
        var marks = Marks.Parse(arguments.Words[1], arguments.Words[2], arguments.One("--start-timecode"));
        var options = CutRequest.Read(arguments);
        var destination = arguments.Words[3];
        var source = await SourceWord.ReadAsync(arguments, arguments.Words[0], terminal, ct);
        var progress = arguments.Has("--progress") ? new PercentLines(terminal, "") : null;
        await using var workbench = new Workbench();
        var opened = await workbench.OpenAsync(source, SourceWord.Options(arguments), ct);
        var report = await workbench.CutAsync(opened, marks, destination, options, progress, ct);
        if (arguments.Has("--json"))
            terminal.WriteLine(ClipcutJson.Text(report, ClipcutJson.Default.CutReport));
        else
            terminal.Write(ReportText.Of(report, destination));
        return ExitCode.Ok;
    }
}
