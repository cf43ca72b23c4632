using Xunit;

namespace ClipshareBox.Media.Tests.Layout;

/// <summary>Keeps the shape of the sources: files of one idea, and a library that knows nothing of what uses it.</summary>
public class LayoutTests
{
    private const int MostLines = 300;

    private static readonly string Root = FindRoot();

    [Fact]
    public void No_source_file_is_longer_than_300_lines()
    {
        var tooLong = Sources("src").Concat(Sources("tests"))
            .Select(path => (Path: Path.GetRelativePath(Root, path), Lines: File.ReadLines(path).Count()))
            .Where(file => file.Lines > MostLines);

        Assert.Empty(tooLong);
    }

    [Fact]
    public void The_library_names_nothing_of_the_box_or_of_its_programs()
    {
        string[] strangers = ["using Clipcut", "ClipshareBox.Features", "ClipshareBox.Devices", "ClipshareBox.Platform", "Microsoft.AspNetCore"];
        var leaks =
            from path in Sources("src/ClipshareBox.Media")
            from line in File.ReadLines(path)
            where strangers.Any(stranger => line.Contains(stranger, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(Root, path)}: {line.Trim()}";

        Assert.Empty(leaks);
    }

    [Fact]
    public void The_seam_syntax_knows_nothing_of_files_processes_or_cuts()
    {
        string[] strangers = ["ClipshareBox.Media.Processes", "ClipshareBox.Media.Cutting", "ClipshareBox.Media.Sources", "System.IO"];
        var leaks =
            from path in Sources("src/ClipshareBox.Media/Bitstream")
            from line in File.ReadLines(path)
            where line.StartsWith("using ", StringComparison.Ordinal) && strangers.Any(s => line.Contains(s, StringComparison.Ordinal))
            select $"{Path.GetRelativePath(Root, path)}: {line}";

        Assert.Empty(leaks);
    }

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal));

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ClipshareBox.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The solution was not found.");
        return folder;
    }
}
