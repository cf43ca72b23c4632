using System.Text;

namespace Clipcut;

/// <summary>The parts of the help that several commands share.</summary>
internal static class HelpText
{
    public const string Times = """
        IN is the clip's first frame, OUT the first frame behind it. Both are written as
          61500             milliseconds from the start
          00:01:01.500      hours, minutes, seconds (1:01.5 will do)
          00:01:01:12       timecode; counted from the file's own start timecode where it has one
          00:01:01;12       drop-frame timecode (29.97 and 59.94 only)
        """;

    public const string Headers = """
        Headers given by --header can be seen by everybody on this machine in the list of processes: give tokens by
        --header-file, or by --header-file - on standard input. They are sent to the server of SOURCE only.
        """;

    public static string Overview(IReadOnlyList<Command> commands)
    {
        var text = new StringBuilder("clipcut cuts clips out of films, exact to the frame, at the speed of a file copy.\n\n");
        foreach (var command in commands)
            text.Append("  ").Append(command.Usage).Append("\n      ").Append(command.Summary).Append('\n');
        text.Append("""

            clipcut COMMAND --help tells more. --version prints the version.
            Exit codes: 0 done, 2 bad arguments, 3 bad source, 4 cannot be cut, 5 disk; 128 + n ended by signal n.
            The environment names other tools: CLIPSHAREBOX__FFMPEG, CLIPSHAREBOX__FFPROBE.

            """);
        return text.ToString();
    }
}
