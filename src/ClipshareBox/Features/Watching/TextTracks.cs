using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ClipshareBox.Features.Watching.Served;
using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Watching;

/// <summary>Subtitles that can be shown with a film: text tracks in its file, and files that its server has beside it.</summary>
internal sealed partial class TextTracks(WatchedFilms films, ServedOffers offers, ILogger<TextTracks> log)
{
    /// <summary>All of them; those beside it are left out while the server is away.</summary>
    public async Task<IReadOnlyList<SubtitleChoice>> ListAsync(WatchedFilm film, CancellationToken ct)
    {
        var address = $"/api/media/{film.Content.ContentKey}/subtitles";
        List<SubtitleChoice> all =
        [
            .. film.Content.Info.Subtitles.Where(s => s.IsText).Select((s, i) => new SubtitleChoice(
                i, s.Language, s.Title, string.Create(CultureInfo.InvariantCulture, $"{address}/{i}.vtt"))),
        ];
        if (film.Content.Remote is not { } row || offers.RemoteOf(film) is not { } remote)
            return all;
        try
        {
            foreach (var text in await remote.TextsAsync(row, ct))
                all.Add(new SubtitleChoice(all.Count, text.Language, text.Title, $"{address}/beside/{text.Id}.vtt"));
        }
        catch (Refusal refusal)
        {
            LogAway(log, film.Content.Title, refusal.Message);
        }
        return all;
    }

    /// <summary>A file beside the film, as WebVTT.</summary>
    /// <exception cref="Refusal">There is none, or the server is away.</exception>
    public async Task<string> BesideAsync(string contentKey, string id, CancellationToken ct)
    {
        var film = await films.GetAsync(contentKey, ct);
        return film.Content.Remote is { } row && offers.RemoteOf(film) is { } remote
            ? ToWebVtt(await remote.TextAsync(row, id, ct))
            : throw Refusal.NotFound("subtitle track");
    }

    // SubRip differs in its decimal sign, its numbers and in what it knows of styles.
    private static string ToWebVtt(string subRip)
    {
        var text = new StringBuilder("WEBVTT\n\n");
        var inCue = false;
        foreach (var line in subRip.TrimStart('\uFEFF').Split('\n').Select(l => l.TrimEnd('\r')))
        {
            if (Times().Match(line) is { Success: true } times)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Clock(times, "from")} --> {Clock(times, "to")}\n");
                inCue = true;
            }
            else if (line.Length == 0)
            {
                text.Append(inCue ? "\n" : "");
                inCue = false;
            }
            else if (inCue)
            {
                text.Append(Style().Replace(line, "").Replace("-->", "→", StringComparison.Ordinal)).Append('\n');
            }
        }
        return text.ToString();
    }

    private static string Clock(Match match, string name) =>
        string.Create(CultureInfo.InvariantCulture, $"{match.Groups[name + "Clock"].Value.PadLeft(8, '0')}.{match.Groups[name + "Ms"].Value}");

    [GeneratedRegex(@"^\s*(?<fromClock>\d{1,3}:\d\d:\d\d)[,.](?<fromMs>\d{3})\s*-->\s*(?<toClock>\d{1,3}:\d\d:\d\d)[,.](?<toMs>\d{3})")]
    private static partial Regex Times();

    [GeneratedRegex(@"\{\\[^}]*\}|</?font[^>]*>", RegexOptions.IgnoreCase)]
    private static partial Regex Style();

    [LoggerMessage(LogLevel.Information, "Subtitles beside {Title} are not listed: {Why}")]
    private static partial void LogAway(ILogger logger, string title, string why);
}
