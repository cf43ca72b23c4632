using System.Reflection;
using ClipshareBox.Devices.Plex;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Plex;

/// <summary>Who this box is to Plex: an id made once and kept, for shared ones are taken for a flood.</summary>
internal static class BoxIdentity
{
    private const string Setting = "plex.client-id";
    private const string Product = "ClipshareBox";

    /// <summary>The box's identity.</summary>
    public static PlexIdentity Of(Database database)
    {
        var id = new SettingStore(database).Get(Setting) ?? Make(database);
        var version = typeof(BoxIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "1.0";
        return new PlexIdentity(id, Product, version.Split('+')[0], Environment.MachineName);
    }

    private static string Make(Database database)
    {
        var id = $"clipsharebox-{Guid.NewGuid():N}";
        database.Write(change => SettingStore.Set(change, Setting, id));
        return id;
    }
}
