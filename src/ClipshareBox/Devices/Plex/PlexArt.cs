using System.Globalization;

namespace ClipshareBox.Devices.Plex;

/// <summary>A picture.</summary>
/// <param name="Bytes">The file.</param>
/// <param name="MediaType">image/jpeg or image/png.</param>
internal sealed record PlexPicture(byte[] Bytes, string MediaType);

/// <summary>Posters and backdrops in the size wanted, made small by the server.</summary>
internal sealed class PlexArt(PlexVisit visit)
{
    private const int MaxBytes = 8 * 1024 * 1024;
    private const int MaxSide = 2000;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>A picture.</summary>
    /// <param name="path">Thumb or Art of a title; changes with the picture, so an answer can be kept for ever.</param>
    /// <param name="width">px, 1 to 2000.</param>
    /// <param name="height">px, 1 to 2000.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="PlexFault">NotFound when there is none; or another fault.</exception>
    public async Task<PlexPicture> PictureAsync(string path, int width, int height, CancellationToken ct)
    {
        if (!path.StartsWith('/') || path.StartsWith("//", StringComparison.Ordinal))
            throw new PlexFault(PlexFaultKind.NotFound, "This title has no picture on the server.");
        var query = PlexAsk.QueryOf(
            ("url", path), ("width", Side(width)), ("height", Side(height)), ("minSize", "1"), ("upscale", "1"), ("format", "jpg"));
        var ask = new PlexAsk("/photo/:/transcode") { Query = query, Token = visit.Token, Limit = Limit };
        using var answer = await visit.Server.OpenAsync(ask, "image/jpeg, image/png", ct);
        await using var body = await answer.Content.ReadAsStreamAsync(ct);
        using var kept = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await ReadAsync(body, buffer, ct)) > 0)
        {
            if (kept.Length + read > MaxBytes)
                throw new PlexFault(PlexFaultKind.Refused, "The picture is too large.");
            kept.Write(buffer, 0, read);
        }
        return new PlexPicture(kept.ToArray(), answer.Content.Headers.ContentType?.MediaType == "image/png" ? "image/png" : "image/jpeg");
    }

    private async Task<int> ReadAsync(Stream body, byte[] buffer, CancellationToken ct)
    {
        using var late = new CancellationTokenSource(Limit, visit.Server.Gear.Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, late.Token);
        try
        {
            return await body.ReadAsync(buffer, either.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw PlexFaultTexts.TimedOut(visit.Server.Place.Name, Limit, e);
        }
        catch (Exception e) when (e is IOException or HttpRequestException)
        {
            throw PlexFaultTexts.Of(visit.Server.Place.Name, visit.Server.Place.Address, e);
        }
    }

    private static string Side(int px) => Math.Clamp(px, 1, MaxSide).ToString(CultureInfo.InvariantCulture);
}
