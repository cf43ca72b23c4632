namespace Clipcut;

/// <summary>clipcut probe: says what a source is.</summary>
internal static class ProbeCommand
{
    public static Command Command => new(
        "probe", "FILE", 1, 1, "Says what a file or an http(s) address holds.", HelpText.Headers,
        [.. SourceHeaders.Options, new Option("--json", null, "print the facts as JSON")], RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken ct)
    {
        var source = await SourceWord.ReadAsync(arguments, arguments.Words[0], terminal, ct);
        await using var workbench = new Workbench();
        var opened = await workbench.OpenAsync(source, SourceWord.Options(arguments), ct);
        if (arguments.Has("--json"))
            terminal.WriteLine(ClipcutJson.Text(opened.Info, ClipcutJson.Default.MediaInfo));
        else
            terminal.Write(ProbeText.Of(opened.Info, source.DisplayName));
        return ExitCode.Ok;
    }
}
