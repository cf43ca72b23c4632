using System.Net.Http.Headers;
using System.Text;

namespace ClipshareBox.Media.Sources;

/// <summary>The headers a source brings along, checked once.</summary>
internal sealed class RequestHeaders
{
    // These decide what bytes come back; a source that set them would break the range reader.
    private static readonly string[] Reserved =
    [
        "Range", "If-Range", "If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since", "Host", "Connection",
        "Upgrade", "Accept-Encoding", "Content-Length", "Content-Type", "Content-Encoding", "Transfer-Encoding", "TE",
        "Trailer", "Expect",
    ];

    private readonly List<KeyValuePair<string, string>> _headers = [];

    /// <exception cref="MediaException">A header is malformed or reserved (<see cref="MediaFault.SourceMissing"/>).</exception>
    public RequestHeaders(MediaSource source, Uri address)
    {
        foreach (var (name, value) in source.Headers ?? new Dictionary<string, string>())
        {
            if (name.Length == 0 || !name.All(IsTokenCharacter) || !value.All(IsValueCharacter))
                throw Unusable($"{source.DisplayName}: a request header is malformed.");
            if (Reserved.Contains(name, StringComparer.OrdinalIgnoreCase))
                throw Unusable($"{source.DisplayName}: the header {name} cannot be set for a source.");
            _headers.Add(new(name, value));
        }
        if (address.UserInfo.Length > 0 && !_headers.Any(h => h.Key.Equals("Authorization", StringComparison.OrdinalIgnoreCase)))
            _headers.Add(new("Authorization", $"Basic {BasicCredentials(address.UserInfo)}"));
    }

    public void AddTo(HttpRequestHeaders headers)
    {
        foreach (var (name, value) in _headers)
            headers.TryAddWithoutValidation(name, value);
    }

    // RFC 7617, section 2.
    private static string BasicCredentials(string userInfo) =>
        Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(userInfo)));

    // RFC 9110, section 5.6.2.
    private static bool IsTokenCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal);

    // RFC 9110, section 5.5, without the bytes above ASCII: nobody agrees on what they mean.
    private static bool IsValueCharacter(char c) => c is '\t' or (>= ' ' and <= '~');

    private static MediaException Unusable(string message) => new(MediaFault.SourceMissing, message);
}
