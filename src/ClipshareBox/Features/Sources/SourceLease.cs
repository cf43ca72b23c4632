using ClipshareBox.Media.Sources;

namespace ClipshareBox.Features.Sources;

/// <summary>The right to read an opened content until it is disposed; others may read the same one.</summary>
internal sealed class SourceLease(Content content, OpenSource source, Func<ValueTask> release) : IAsyncDisposable
{
    private Func<ValueTask>? _release = release;

    /// <summary>What was opened, with the facts that go with these very bytes.</summary>
    public Content Content { get; } = content;

    /// <summary>The source; belongs to all who hold a lease of it.</summary>
    public OpenSource Source { get; } = source;

    /// <summary>Gives it back.</summary>
    public ValueTask DisposeAsync() => Interlocked.Exchange(ref _release, null)?.Invoke() ?? ValueTask.CompletedTask;
}
