using System.Threading.Channels;

namespace ClipshareBox.Features.Sources;

/// <summary>A feature that wants to hear of contents registers one of these.</summary>
/// <param name="Changed">Keys of contents that came, went, changed or were probed; called after they are on the disk. Be quick.</param>
/// <param name="Looked">Id of a source that was looked through, or found to be away.</param>
internal sealed record ContentListener(Action<IReadOnlyCollection<string>>? Changed = null, Action<string>? Looked = null);

/// <summary>Carries doubts about contents to those who look at files, and what they found to those who listen.</summary>
internal sealed class ContentNews(IServiceProvider services)
{
    private const int MostDoubts = 256;

    // A doubt that finds no room is no loss: the next who asks has it again, and the rescan sees all.
    private readonly Channel<string> _doubts =
        Channel.CreateBounded<string>(new BoundedChannelOptions(MostDoubts) { FullMode = BoundedChannelFullMode.DropWrite });

    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Rings when there may be something to probe; one ring says as much as many.</summary>
    public ChannelReader<bool> Bell => _bell.Reader;

    /// <summary>Keys of contents that someone needs and that are not as the store says, or not probed yet.</summary>
    public ChannelReader<string> Doubts => _doubts.Reader;

    /// <summary>Has a content looked at before others.</summary>
    public void Doubt(string contentKey)
    {
        _doubts.Writer.TryWrite(contentKey);
        Ring();
    }

    /// <summary>Wakes the probe.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    /// <summary>Tells of a source whose contents came or went all at once.</summary>
    public void ChangedAll()
    {
        services.GetRequiredService<SearchIndex>().Forget();
        services.GetRequiredService<ContentCatalogue>().ForgetAll();
    }

    /// <summary>Tells of contents that are now otherwise in the store.</summary>
    public void Changed(IReadOnlyCollection<string> contentKeys)
    {
        if (contentKeys.Count == 0)
            return;
        // Looked up late: those who listen may themselves need contents.
        services.GetRequiredService<SearchIndex>().Forget();
        services.GetRequiredService<ContentCatalogue>().Forget(contentKeys);
        foreach (var listener in services.GetServices<ContentListener>())
            listener.Changed?.Invoke(contentKeys);
    }

    /// <summary>Tells of a source that was looked through, or found to be away.</summary>
    public void Looked(string sourceId)
    {
        foreach (var listener in services.GetServices<ContentListener>())
            listener.Looked?.Invoke(sourceId);
    }
}
