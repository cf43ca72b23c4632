using System.Text.Json.Serialization;

namespace ClipshareBox.Features.Share;

/// <summary>How the share stands.</summary>
/// <param name="State">"starting", "running", "degraded", "stopped", or "external" where something else serves it.</param>
/// <param name="Address">Address for macOS and Linux, smb://host/clips.</param>
/// <param name="Path">Path for Windows, \\host\clips.</param>
/// <param name="Access">"guest" or "password".</param>
/// <param name="UserName">Name to sign in with; null for guests.</param>
/// <param name="Error">What is wrong and what to do; null when nothing is.</param>
public sealed record ShareState(string State, string Address, string Path, string Access, string? UserName, string? Error);

/// <summary>Changes who may read the share.</summary>
/// <param name="Access">"guest" or "password".</param>
/// <param name="Password">8 to 128 characters; needed for "password" when it is chosen first.</param>
public sealed record ShareChange(string Access, string? Password = null);

/// <summary>The share as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ShareState))]
[JsonSerializable(typeof(ShareChange))]
internal sealed partial class ShareJson : JsonSerializerContext;
