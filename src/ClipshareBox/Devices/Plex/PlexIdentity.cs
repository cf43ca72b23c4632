using System.Net.Http.Headers;

namespace ClipshareBox.Devices.Plex;

/// <summary>Who this box is to Plex; sent with every request.</summary>
/// <param name="ClientId">Stable, made once for each installation: shared ones are taken for a flood.</param>
/// <param name="Product">Shown on Plex's consent page and in its list of devices.</param>
/// <param name="Version">The product's version.</param>
/// <param name="DeviceName">The box's name for people.</param>
internal sealed record PlexIdentity(string ClientId, string Product, string Version, string DeviceName)
{
    // Media servers refuse to transcode for platforms that they have no profile of.
    private const string Platform = "Generic";

    /// <summary>The headers' names and values.</summary>
    public IEnumerable<KeyValuePair<string, string>> Headers =>
    [
        new("X-Plex-Client-Identifier", Ascii(ClientId)),
        new("X-Plex-Product", Ascii(Product)),
        new("X-Plex-Version", Ascii(Version)),
        new("X-Plex-Platform", Platform),
        new("X-Plex-Platform-Version", "1.0"),
        new("X-Plex-Device", "Linux box"),
        new("X-Plex-Device-Name", Ascii(DeviceName)),
        new("X-Plex-Model", "box"),
    ];

    /// <summary>Adds them to a request.</summary>
    public void WriteTo(HttpRequestHeaders headers)
    {
        foreach (var (name, value) in Headers)
            headers.TryAddWithoutValidation(name, value);
        headers.AcceptLanguage.Add(new StringWithQualityHeaderValue("en"));
    }

    // Other characters are refused by HTTP libraries, and servers guess at their coding.
    private static string Ascii(string text) =>
        string.Create(text.Length, text, (to, from) =>
        {
            for (var i = 0; i < from.Length; i++)
                to[i] = from[i] is >= ' ' and <= '~' ? from[i] : '?';
        });
}
