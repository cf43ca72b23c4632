using System.Globalization;
using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace ClipshareBox.Platform.Store;

/// <summary>The schema as numbered SQL files, each run once, in order, in a transaction of its own.</summary>
internal static class Migrations
{
    private const string Prefix = "migration/";

    /// <summary>Number of the newest migration.</summary>
    internal static int Newest => All().Max(m => m.Number);

    /// <summary>Brings the schema up to <paramref name="target"/>, the newest where none is given.</summary>
    /// <exception cref="StoreException">The file was written by a newer program.</exception>
    internal static void Apply(SqliteConnection connection, int? target = null)
    {
        connection.Execute("create table if not exists schema_migrations (number integer primary key, name text not null)");
        var done = connection.QuerySingle<int>("select coalesce(max(number), 0) from schema_migrations");
        if (done > Newest)
            throw new StoreException($"The database is of a newer ClipshareBox (schema {done}, this one knows {Newest}). Update the program.");
        foreach (var (number, name) in All().Where(m => m.Number > done && m.Number <= (target ?? Newest)))
        {
            using var transaction = connection.BeginTransaction();
            connection.Execute(Text(name), transaction: transaction);
            connection.Execute("insert into schema_migrations (number, name) values (@number, @name)", new { number, name }, transaction);
            transaction.Commit();
        }
    }

    private static IEnumerable<(int Number, string Name)> All() => Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(r => r.StartsWith(Prefix, StringComparison.Ordinal))
        .Select(r => r[Prefix.Length..])
        .Select(name => (int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name))
        .OrderBy(m => m.Item1);

    private static string Text(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"Migration {name} is not in the program.");
        return new StreamReader(stream).ReadToEnd();
    }
}
