using System.Text;
using ClipshareBox.Media;

namespace Clipcut;

/// <summary>Finds the command, runs it, and turns every end into an exit code and at most one line.</summary>
internal static class CommandLine
{
    private static readonly Option HelpOption = new("--help", null, "this text");
    private static readonly Option VerboseOption = new("--verbose", null, "behind an error, what ffmpeg said last");

    private static IReadOnlyList<Command> Commands =>
        [ProbeCommand.Command, CutCommand.Command, BatchCommand.Command, EncodersCommand.Command];

    public static async Task<int> RunAsync(string[] line)
    {
        var utf8 = new UTF8Encoding(false);
        await using var output = new StreamWriter(Console.OpenStandardOutput(), utf8);
        await using var errors = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
        var terminal = new Terminal(output, errors, Console.In);
        using var signals = new Signals();
        var exitCode = await RunAsync(line, terminal, signals);
        try
        {
            await output.FlushAsync(CancellationToken.None);
        }
        catch (IOException) // whoever read our output has gone
        {
            return exitCode == ExitCode.Ok ? ExitCode.Disk : exitCode;
        }
        return exitCode;
    }

    private static async Task<int> RunAsync(string[] line, Terminal terminal, Signals signals)
    {
        var verbose = line.TakeWhile(word => word != "--").Contains("--verbose");
        try
        {
            return await DispatchAsync(line, terminal, signals.Token);
        }
        catch (Exception) when (signals.ExitCode != 0) // a tool that dies of the same Ctrl-C is no news
        {
            terminal.Complain("cancelled");
            return signals.ExitCode;
        }
        catch (UsageException e)
        {
            terminal.Complain($"{e.Message} (see clipcut {(FindCommand(line) is { } command ? command.Name + " " : "")}--help)");
            return ExitCode.BadArguments;
        }
        catch (MediaException e)
        {
            terminal.Complain(e.Message);
            if (verbose)
                terminal.ShowDetail(e.Detail);
            return ExitCode.From(e.Fault);
        }
        catch (Exception e) // a fault of this program: no stack trace for people who can do nothing with it
        {
            terminal.Complain($"unexpected {e.GetType().Name}: {e.Message}");
            if (verbose)
                terminal.ShowDetail(e.StackTrace);
            return ExitCode.CannotCut;
        }
    }

    private static async Task<int> DispatchAsync(string[] line, Terminal terminal, CancellationToken ct)
    {
        if (line is [] or ["--help" or "-h" or "help"])
        {
            terminal.Write(HelpText.Overview(Commands));
            return line.Length > 0 ? ExitCode.Ok : ExitCode.BadArguments;
        }
        if (line is ["--version"])
        {
            terminal.WriteLine($"clipcut {typeof(CommandLine).Assembly.GetName().Version?.ToString(3)}");
            return ExitCode.Ok;
        }
        if (line is ["help", var about])
            line = [about, "--help"];
        var command = FindCommand(line) ?? throw new UsageException($"unknown command \"{line[0]}\"");
        if (line.Skip(1).TakeWhile(word => word != "--").Any(word => word is "--help" or "-h"))
        {
            terminal.Write((command with { Options = [.. command.Options, HelpOption, VerboseOption] }).Help());
            return ExitCode.Ok;
        }
        var arguments = Arguments.Parse(line.AsSpan(1), [.. command.Options, VerboseOption]);
        if (arguments.Words.Count < command.Least || arguments.Words.Count > command.Most)
            throw new UsageException($"usage: {command.Usage}");
        return await command.RunAsync(arguments, terminal, ct);
    }

    private static Command? FindCommand(string[] line) => Commands.FirstOrDefault(c => line.Length > 0 && c.Name == line[0]);
}
