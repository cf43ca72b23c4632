using Dapper;

namespace ClipshareBox.Platform.Store;

/// <summary>The table <c>settings</c>: what people chose for the whole box, as short texts.</summary>
internal sealed class SettingStore(Database database)
{
    /// <summary>The setting's value, or null where nobody chose.</summary>
    public string? Get(string name) =>
        database.Read(c => c.QuerySingleOrDefault<string>("select value from settings where name = @name", new { name }));

    /// <summary>Stores a choice as part of a change.</summary>
    public static void Set(Change change, string name, string value) => change.Execute(
        "insert into settings (name, value) values (@name, @value) on conflict (name) do update set value = @value", new { name, value });
}
