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
        var body = await visit.Server.ReadAsync(ask, "image/jpeg, image/png", MaxBytes, ct);
        return new PlexPicture(body.Bytes, body.MediaType == "image/png" ? "image/png" : "image/jpeg");
    }

    private static string Side(int px) => Math.Clamp(px, 1, MaxSide).ToString(CultureInfo.InvariantCulture);
}
