using System.Text.Json.Serialization;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Backups;

/// <summary>What a store holds.</summary>
/// <param name="Schema">Number of its newest migration.</param>
/// <param name="People">Accounts.</param>
/// <param name="Workspaces">Workspaces.</param>
/// <param name="Bookmarks">Bookmarks.</param>
/// <param name="Clips">Clips with a file.</param>
/// <param name="ChangedAt">When something in it was changed last; null for an empty one.</param>
public sealed record StoreFacts(int Schema, long People, long Workspaces, long Bookmarks, long Clips, DateTimeOffset? ChangedAt);

/// <summary>A backup beside the present store: what putting it back would change.</summary>
/// <param name="Backup">The backup.</param>
/// <param name="Facts">What it holds; null where it can't be read.</param>
/// <param name="Present">What the store holds now.</param>
/// <param name="Fault">Why it can't be put back; null where it can.</param>
public sealed record BackupLook(BackupFile Backup, StoreFacts? Facts, StoreFacts Present, string? Fault);

/// <summary>A backup is being put back: the box stops, and is back after some seconds.</summary>
/// <param name="Name">The backup.</param>
public sealed record RestoreBegun(string Name);

/// <summary>Backups as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<BackupFile>))]
[JsonSerializable(typeof(BackupLook))]
[JsonSerializable(typeof(RestoreBegun))]
internal sealed partial class BackupsJson : JsonSerializerContext;
