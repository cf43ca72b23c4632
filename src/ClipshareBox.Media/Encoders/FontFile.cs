using System.Text;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Finds the font file for burnt-in text: DejaVu, which has every script a subtitle line is likely to need.</summary>
internal static class FontFile
{
    private static readonly string[] Usual =
    [
        "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf", "/usr/share/fonts/dejavu/DejaVuSans.ttf", "/usr/share/fonts/TTF/DejaVuSans.ttf",
    ];

    /// <exception cref="MediaException">There is no such font (<see cref="MediaFault.ToolFailed"/>).</exception>
    public static Task<string> FindAsync(TimeProvider clock, CancellationToken ct) => FindAsync("fc-match", Usual, clock, ct);

    internal static async Task<string> FindAsync(string fcMatch, IReadOnlyList<string> usual, TimeProvider clock, CancellationToken ct)
    {
        if (await AskFontconfigAsync(fcMatch, clock, ct) is { } asked)
            return asked;
        return usual.FirstOrDefault(File.Exists)
            ?? throw new MediaException(
                MediaFault.ToolFailed, "There is no DejaVu font for burnt-in text; install the package fonts-dejavu-core.");
    }

    // fc-match always answers with some font; only DejaVu's own files count.
    private static async Task<string?> AskFontconfigAsync(string fcMatch, TimeProvider clock, CancellationToken ct)
    {
        try
        {
            var answer = await Tool.RunAsync(fcMatch, ["-f", "%{file}", "DejaVu Sans:style=Book"], TimeSpan.FromSeconds(10), clock, ct);
            var file = Encoding.UTF8.GetString(answer.Output).Trim();
            return file.Contains("DejaVu", StringComparison.Ordinal) && File.Exists(file) ? file : null;
        }
        catch (MediaException)
        {
            return null; // no fontconfig tools here; the usual places are tried
        }
    }
}
