using System.Globalization;

namespace ClipshareBox.Platform.Audit;

/// <summary>What is to be remembered of an act; the names as they are now.</summary>
/// <param name="Act">What was done, as <c>thing.verb</c>.</param>
internal sealed record AuditNote(string Act)
{
    private const int Most = 20;

    public string? TargetId { get; init; }
    public string? TargetName { get; init; }
    public string? WorkspaceId { get; init; }

    /// <summary>What helps to understand it, such as what it was before and what it is now; never a secret.</summary>
    public string? Detail { get; init; }

    /// <summary>What changed, as <c>name before → after</c>; what stayed is left out, and null is said where nothing changed.</summary>
    public static string? Changes(params IReadOnlyList<(string Name, object? Before, object? After)> fields)
    {
        var changed = fields.Where(f => !Equals(f.Before, f.After)).Select(f => string.Create(
            CultureInfo.InvariantCulture, $"{f.Name} {f.Before ?? "none"} → {f.After ?? "none"}")).ToList();
        if (changed.Count == 0)
            return null;
        var more = changed.Count > Most ? $" and {changed.Count - Most} more" : "";
        return string.Join(", ", changed.Take(Most)) + more;
    }
}
