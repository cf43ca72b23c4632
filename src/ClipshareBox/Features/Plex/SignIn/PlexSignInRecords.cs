using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipshareBox.Features.Plex.SignIn;

/// <summary>A sign-in by Plex that has begun in this browser.</summary>
/// <param name="Id">By which this browser, and no other, asks how it stands.</param>
/// <param name="Code">4 characters to type at <paramref name="LinkUrl"/>, on any device.</param>
/// <param name="AuthUrl">Plex's page where one confirms in this browser; it comes back to the box's page, which asks again.</param>
/// <param name="LinkUrl">Plex's page for the code, with the code filled in: for a QR picture.</param>
/// <param name="ExpiresAt">When it is over.</param>
/// <param name="IsDemo">True where a demonstration stands in for plex.tv: say so.</param>
public sealed record PlexPinBegun(string Id, string Code, Uri AuthUrl, Uri LinkUrl, DateTimeOffset ExpiresAt, bool IsDemo);

/// <summary>How a sign-in by Plex stands.</summary>
/// <param name="Status">"waiting", "authorized" (this browser is signed in now, or its account linked), "expired" or "denied".</param>
/// <param name="Message">For people: why it was denied or what to do; null where there is nothing to say.</param>
public sealed record PlexPinStatus(string Status, string? Message = null);

/// <summary>Signing in by Plex as JSON.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlexPinBegun))]
[JsonSerializable(typeof(PlexPinStatus))]
internal sealed partial class PlexSignInJson : JsonSerializerContext;
