using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Sources;

/// <summary>The contents of all sources, by their key.</summary>
internal sealed class ContentCatalogue(Database database)
{
    /// <summary>The content of that key.</summary>
    /// <exception cref="Refusal">There is none, or it is not ready to be cut.</exception>
    public Content Get(string contentKey) =>
        database.Read(c => c.QuerySingleOrDefault<Content>("select null where 1 = 0")) ?? throw Refusal.NotFound("content");
}
