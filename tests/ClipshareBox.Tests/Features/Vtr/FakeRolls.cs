using System.Collections.Concurrent;
using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Media.Time;
using ClipshareBox.Platform.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ClipshareBox.Tests.Features.Vtr;

/// <summary>Clips of 4 s that need not be cut, for what is only a matter of time.</summary>
internal sealed class FakeRolls(string workspaceId)
{
    /// <summary>Clips that are found only when the test says so.</summary>
    public ConcurrentDictionary<string, SlowClip> Slow { get; } = new();

    /// <summary>Puts such clips in the place of the real ones.</summary>
    public static Action<IServiceCollection> In(Func<FakeRolls> rolls) => services =>
        services.AddSingleton(new RollSource((_, clipId, bookmarkId, ct) => rolls().FindAsync(clipId ?? bookmarkId ?? "", ct)));

    private async Task<RollClip> FindAsync(string id, CancellationToken ct)
    {
        if (Slow.TryGetValue(id, out var slow))
        {
            slow.Asked.TrySetResult();
            await slow.Found.Task.WaitAsync(ct);
        }
        return id.StartsWith("clip", StringComparison.Ordinal)
            ? new RollClip(id, $"mark-{id}", workspaceId, 7, "Goal", $"/api/clips/{id}/file", 4_000, 100, new Rational(25, 1)) { OutMs = 4_000 }
            : throw Refusal.NotFound("clip");
    }
}

/// <summary>A clip that takes its time: the test waits until it is asked for, and says when it is found.</summary>
internal sealed class SlowClip
{
    public TaskCompletionSource Asked { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource Found { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}
