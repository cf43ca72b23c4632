namespace ClipshareBox.Features.Clips;

/// <summary>A feature that puts clips on air registers one of these: what it names is neither deleted nor replaced under its feet.</summary>
/// <param name="IsInUse">True for a clip (or, before it has one, a bookmark) that is cued or on air. Asked within transactions: be quick.</param>
internal sealed record ClipGuard(Func<string, bool> IsInUse);

/// <summary>Asks all guards.</summary>
internal sealed class ClipUse(IServiceProvider services)
{
    // Looked up late: those who guard may themselves need clips.
    public bool Any(params IEnumerable<string> ids) =>
        services.GetServices<ClipGuard>().ToList() is { Count: > 0 } guards && ids.Any(id => guards.Any(g => g.IsInUse(id)));
}
