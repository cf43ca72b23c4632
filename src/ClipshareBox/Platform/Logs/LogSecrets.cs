using System.Text.RegularExpressions;

namespace ClipshareBox.Platform.Logs;

/// <summary>
/// The net under the rule that no secret is logged: what is called like one, or stands where one stands, is left out of what admins
/// see in a browser and copy to others.
/// </summary>
internal static partial class LogSecrets
{
    /// <summary>The text with "…" in the place of secrets.</summary>
    public static string Remove(string text) => Login().Replace(Bearer().Replace(Named().Replace(text, "$1$2…"), "$1 …"), "://…@");

    [GeneratedRegex(
        """\b([a-z0-9_-]*(?:token|password|passwd|secret|api-?key|authorization|cookie|credential)s?)("?\s?[=:]\s?)(?!bearer\b)(?:"[^"]*"|[^\s"&,;}]+)""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(bearer|basic)\s+[a-z0-9._~+/=-]{8,}", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Bearer();

    [GeneratedRegex(@"://[^/\s:@]+:[^/\s@]+@", RegexOptions.CultureInvariant)]
    private static partial Regex Login();
}
