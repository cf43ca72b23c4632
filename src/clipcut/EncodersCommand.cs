namespace Clipcut;

/// <summary>clipcut encoders: what this machine can encode with.</summary>
internal static class EncodersCommand
{
    public static Command Command => new(
        "encoders", "", 0, 0, "Says which encoders work on this machine and which ones cuts take.",
        "They are found by test encodes, and kept until the kernel, ffmpeg or the device changes.",
        [
            new Option("--again", null, "test them anew"),
            new Option("--json", null, "print the results as JSON"),
        ],
        RunAsync);

    private static async Task<int> RunAsync(Arguments arguments, Terminal terminal, CancellationToken ct)
    {
        if (arguments.Has("--again"))
            Workbench.ForgetEncoders();
        await using var workbench = new Workbench();
        var found = await workbench.EncodersAsync(ct);
        if (!arguments.Has("--json"))
        {
            terminal.Write(found.ToText());
            return ExitCode.Ok;
        }
        var encoders = found.Encoders.Select(e => new EncoderJson(e.Name, e.Works, e.FramesPerSecond, e.Psnr, e.WhyNot, e.Driver));
        var json = new EncodersJson(found.Kernel, found.FfmpegVersion, found.HardwareDevice, [.. encoders]);
        terminal.WriteLine(ClipcutJson.Text(json, ClipcutJson.Default.EncodersJson));
        return ExitCode.Ok;
    }
}
