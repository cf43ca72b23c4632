using System.Text.RegularExpressions;
using ClipshareBox.Platform.Http;
using ClipshareBox.Tests.Layout;

namespace ClipshareBox.Tests.Platform;

/// <summary>The operator's guide, as files: what the box can say is explained there. Its links and keys are tested in the web UI.</summary>
public sealed partial class GuideTests
{
    // Said by the page itself, where no answer came.
    private const string OfThePage = "NETWORK";

    private static readonly string Folder = Path.Combine(ArrowTests.FindRoot(), "docs", "guide");

    [Fact]
    public void Every_code_that_the_box_can_answer_with_is_explained_and_no_other() => Assert.Equal(
        Enum.GetValues<ErrorCode>().Select(code => code.Spelled()).Append(OfThePage).Order(StringComparer.Ordinal),
        Code().Matches(Text("trouble.md")).Select(m => m.Groups[1].Value).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_page_is_reached_from_the_first_one()
    {
        var first = Text("README.md");

        Assert.DoesNotContain(
            Directory.GetFiles(Folder).Select(f => Path.GetFileName(f)),
            name => name != "README.md" && !first.Contains($"]({name})", StringComparison.Ordinal));
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    [GeneratedRegex("^### ([A-Z_]+)$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Code();
}
