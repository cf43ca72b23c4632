using System.Text.RegularExpressions;

namespace ClipshareBox.Tests.Layout;

/// <summary>
/// All style sheets of the web UI are one in the browser: a class that one page styles would style another page's part of the same name,
/// and move things under a finger.
/// </summary>
public sealed partial class StyleTests
{
    private static readonly string Features = Path.Combine(ArrowTests.FindRoot(), "src", "web", "src", "features");

    [Fact]
    public void A_page_styles_only_classes_that_no_other_page_uses()
    {
        var used = Directory.GetDirectories(Features).ToDictionary(f => Path.GetFileName(f), UsedIn);
        Assert.Contains("jog-wheel", used["panel"]);
        Assert.Contains("ignored", Words("class={`key ${on ? 'ignored' : ''} ${lamp}`}"));

        var foreign =
            from feature in used.Keys
            from sheet in Directory.GetFiles(Path.Combine(Features, feature), "*.css")
            from Match styled in Leading().Matches(File.ReadAllText(sheet))
            let name = styled.Groups["name"].Value
            from other in used
            where other.Key != feature && other.Value.Contains(name)
            select $".{name} of {feature} is used in {other.Key}: rename it, or move its style to parts/alike.css";

        Assert.Empty(foreign.Distinct());
    }

    private static HashSet<string> UsedIn(string folder) => [.. Directory.GetFiles(folder, "*.tsx").SelectMany(f => Words(File.ReadAllText(f)))];

    // Of a text with code in it, what is written out: `key ${on ? 'lit' : ''}` says key and lit.
    private static IEnumerable<string> Words(string code) =>
        from Match attribute in ClassAttribute().Matches(code)
        let text = attribute.Groups["text"].Value
        let literals = string.Join(' ', Hole().Matches(text).SelectMany(h => Quoted().Matches(h.Value)).Select(q => q.Groups[1].Value))
        from word in $"{Hole().Replace(text, " ")} {literals}".Split(' ', StringSplitOptions.RemoveEmptyEntries)
        select word;

    [GeneratedRegex(@"(?<=^|[},])\s*(?:/\*.*?\*/\s*)?\.(?<name>[a-z][\w-]*)", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Leading();

    [GeneratedRegex("class=(?:\"(?<text>[^\"]*)\"|\\{`(?<text>[^`]*)`\\})", RegexOptions.CultureInvariant)]
    private static partial Regex ClassAttribute();

    [GeneratedRegex(@"\$\{[^}]*\}", RegexOptions.CultureInvariant)]
    private static partial Regex Hole();

    [GeneratedRegex("'([^']*)'", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();
}
