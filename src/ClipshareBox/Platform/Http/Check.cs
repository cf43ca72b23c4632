using System.Text;

namespace ClipshareBox.Platform.Http;

/// <summary>Checks of texts and numbers that people and programs send.</summary>
internal static class Check
{
    /// <summary>A text of at most <paramref name="most"/> characters, trimmed; emoji and all scripts are kept.</summary>
    /// <exception cref="Refusal">It is missing, too long, or holds control characters.</exception>
    public static string Text(string field, string? value, int most, bool required = true, bool lines = false)
    {
        var text = (value ?? "").Trim();
        if (required && text.Length == 0)
            throw Refusal.Invalid(field, "must not be empty.");
        if (text.Length > most)
            throw Refusal.Invalid(field, $"may have {most} characters at most.");
        if (text.EnumerateRunes().Any(r => r == Rune.ReplacementChar || (Rune.IsControl(r) && !(lines && r.Value is '\n' or '\t' or '\r'))))
            throw Refusal.Invalid(field, "must not hold control characters.");
        return text;
    }

    /// <summary>A whole number within bounds.</summary>
    /// <exception cref="Refusal">It lies outside.</exception>
    public static long Within(string field, long value, long least, long most) =>
        value >= least && value <= most ? value : throw Refusal.Invalid(field, $"lies from {least} to {most}.");

    /// <summary>One of a few words.</summary>
    /// <exception cref="Refusal">It is another.</exception>
    public static string OneOf(string field, string? value, params IReadOnlyList<string> allowed) =>
        value is not null && allowed.Contains(value) ? value : throw Refusal.Invalid(field, $"is one of {string.Join(", ", allowed)}.");
}
