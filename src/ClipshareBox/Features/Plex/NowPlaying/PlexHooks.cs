using System.Security.Cryptography;
using System.Text;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Features.Plex.Sources;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace ClipshareBox.Features.Plex.NowPlaying;

/// <summary>
/// Takes the webhooks of Plex accounts. They are not signed: what vouches for them is a secret in the address, made once a box. A hook only
/// says when to look; what plays is read from the server itself, so that a false one can do no more than have it read.
/// </summary>
internal sealed class PlexHooks(Database database, Vault vault, PlexServers servers, ServerEars ears)
{
    /// <summary>Largest request, in bytes: the payload and a picture.</summary>
    public const int MostBytes = 8 * 1024 * 1024;

    private const int MostPayload = 256 * 1024;
    private const int MostParts = 8;
    private const int MostBoundary = 100;
    private const string Setting = "plex.hook-secret";
    private const string Purpose = "plex hook";

    private readonly Lock _lock = new();

    /// <summary>What is entered at Plex, after the box's own address. The secret stands in the query, which no log of the box has.</summary>
    public string Path => $"/api/plex/hook?key={Secret()}";

    /// <summary>Takes one.</summary>
    /// <exception cref="Refusal">The secret is not this box's, or it is no webhook.</exception>
    public async Task TakeAsync(string? secret, HttpRequest request, CancellationToken ct)
    {
        if (!CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(secret ?? "")), SHA256.HashData(Encoding.UTF8.GetBytes(Secret()))))
            throw Refusal.NotFound("address");
        var hook = PlexHook.Read(await PayloadAsync(request, ct)) ?? throw Refusal.Invalid("payload", "is no webhook of Plex.");
        // One account's hooks come for all of its servers.
        var known = servers.All().FirstOrDefault(s => s.Source.Place == hook.MachineIdentifier);
        if (known is not null && (hook.Event.StartsWith("media.", StringComparison.Ordinal) || hook.Event == "playback.started"))
            ears.Hook(known.Source.Id);
    }

    private static async Task<string> PayloadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.MediaType != "multipart/form-data"
            || HeaderUtilities.RemoveQuotes(type.Boundary).Value is not { Length: > 0 and <= MostBoundary } boundary)
        {
            throw new Refusal(ErrorCode.InvalidFileFormat, "A webhook of Plex is multipart/form-data with a part named payload.");
        }
        try
        {
            var reader = new MultipartReader(boundary, request.Body);
            for (var parts = 0; parts < MostParts && await reader.ReadNextSectionAsync(ct) is { } section; parts++)
            {
                // The picture is left unread.
                if (section.GetContentDispositionHeader() is { } named && HeaderUtilities.RemoveQuotes(named.Name).Equals("payload", StringComparison.Ordinal))
                    return await TextAsync(section.Body, ct);
            }
        }
        catch (Exception e) when (e is (IOException or InvalidDataException) and not BadHttpRequestException)
        {
            throw Refusal.Invalid("body", $"can't be read as multipart/form-data ({e.Message}).");
        }
        throw Refusal.Invalid("payload", "is missing.");
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken ct)
    {
        using var text = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await body.ReadAsync(buffer, ct)) > 0)
        {
            if (text.Length + read > MostPayload)
                throw new Refusal(ErrorCode.FileTooLarge, $"The payload of a webhook has at most {MostPayload / 1024} KB.");
            text.Write(buffer, 0, read);
        }
        return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
    }

    private string Secret()
    {
        lock (_lock)
        {
            // A store from another box has one that can't be opened: its address was another one too.
            if (new SettingStore(database).Get(Setting) is { } kept && vault.Open(kept, Purpose) is { } known)
                return known;
            var made = RandomNumberGenerator.GetHexString(32, lowercase: true);
            database.Write(change => SettingStore.Set(change, Setting, vault.Seal(made, Purpose)));
            return made;
        }
    }
}
