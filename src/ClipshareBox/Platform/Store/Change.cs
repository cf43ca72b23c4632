using System.Data;
using Dapper;

namespace ClipshareBox.Platform.Store;

/// <summary>One transaction in the making.</summary>
internal sealed class Change(IDbConnection connection, IDbTransaction transaction)
{
    private readonly List<Action> _announcements = [];

    /// <summary>Rows of a query within the change.</summary>
    public IEnumerable<T> Query<T>(string sql, object? arguments = null) => connection.Query<T>(sql, arguments, transaction);

    /// <summary>The only row of a query, or nothing.</summary>
    public T? Single<T>(string sql, object? arguments = null) => connection.QuerySingleOrDefault<T>(sql, arguments, transaction);

    /// <summary>Runs a statement.</summary>
    /// <returns>The rows it changed.</returns>
    public int Execute(string sql, object? arguments = null) => connection.Execute(sql, arguments, transaction);

    /// <summary>Does something once the change is on the disk, and before the next one begins. It must be quick and not throw.</summary>
    public void AfterCommit(Action announce) => _announcements.Add(announce);

    internal void Announce() => _announcements.ForEach(announce => announce());
}
