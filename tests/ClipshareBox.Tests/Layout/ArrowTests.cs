using System.Text.RegularExpressions;

namespace ClipshareBox.Tests.Layout;

/// <summary>Keeps the arrows: Features → Devices → Platform → Media, and between features only those of this list.</summary>
public sealed partial class ArrowTests
{
    // A feature that names another one: each pair is a decision.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Accounts"] = [],
        ["Sources"] = [],
        ["Share"] = [],
        ["Plex"] = ["Accounts", "Bookmarks", "Decks", "Sources", "Workspaces"],
        ["Watching"] = ["Sources"],
        ["Workspaces"] = ["Accounts", "Sources"],
        ["Bookmarks"] = ["Sources", "Workspaces"],
        ["Chat"] = ["Accounts", "Bookmarks", "Workspaces"],
        ["Presence"] = ["Workspaces"],
        ["Clips"] = ["Bookmarks", "Sources", "Workspaces"],
        ["Decks"] = ["Bookmarks", "Sources", "Workspaces"],
        ["Vtr"] = ["Accounts", "Clips", "Decks", "Workspaces"],
        ["Panels"] = ["Bookmarks", "Decks", "Vtr", "Workspaces"],
        ["Logs"] = [],
        ["Backups"] = ["Accounts", "Vtr"],
        ["Status"] = ["Clips", "Plex", "Share", "Sources", "Vtr"],
        ["Interchange"] = ["Bookmarks", "Clips", "Sources", "Workspaces"],
    };

    private static readonly string Root = Path.Combine(FindRoot(), "src", "ClipshareBox");

    [Theory]
    [InlineData("Platform", "ClipshareBox.Features", "ClipshareBox.Devices")]
    [InlineData("Devices", "ClipshareBox.Features", "ClipshareBox.Platform.Hub")]
    public void A_lower_layer_names_none_above_it(string layer, params string[] above) => Assert.Empty(
        from path in Sources(Path.Combine(Root, layer))
        from line in File.ReadLines(path)
        where above.Any(name => line.Contains(name, StringComparison.Ordinal))
        select $"{Path.GetRelativePath(Root, path)}: {line.Trim()}");

    [Fact]
    public void A_feature_names_only_the_features_it_may()
    {
        var found = from path in Sources(Path.Combine(Root, "Features"))
                    let feature = Path.GetRelativePath(Path.Combine(Root, "Features"), path).Split('/')[0]
                    from line in File.ReadLines(path)
                    from Match match in Feature().Matches(line)
                    let other = match.Groups[1].Value
                    where other != feature && !Allowed.GetValueOrDefault(feature, []).Contains(other)
                    select $"{feature} names {other} in {Path.GetFileName(path)}";

        Assert.Empty(found.Distinct());
    }

    [Fact]
    public void Every_feature_is_on_the_list() => Assert.Equal(
        Directory.GetDirectories(Path.Combine(Root, "Features")).Select(d => Path.GetFileName(d)).Order(), Allowed.Keys.Order());

    [GeneratedRegex(@"ClipshareBox\.Features\.([A-Z][A-Za-z]*)")]
    private static partial Regex Feature();

    private static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories);

    /// <summary>Folder of the whole solution.</summary>
    internal static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ClipshareBox.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The solution was not found.");
        return folder;
    }
}
