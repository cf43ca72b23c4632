using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Sources;

/// <summary>The contents of all sources, by their key.</summary>
internal sealed class ContentCatalogue(IEnumerable<Content> known)
{
    /// <summary>The content of that key.</summary>
    /// <exception cref="Refusal">There is none, or it is not ready to be cut.</exception>
    public Content Get(string contentKey) => known.FirstOrDefault(c => c.ContentKey == contentKey) ?? throw Refusal.NotFound("content");
}
