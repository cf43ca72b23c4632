using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace ClipshareBox.Platform;

/// <summary>Tells the one at the console where the box's page is, for other devices where they can reach it, and how to stop it.</summary>
internal sealed class StartNotice(IServer server, BoxAddresses network, IHostApplicationLifetime life) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        life.ApplicationStarted.Register(() =>
        {
            IEnumerable<string> addresses = network.Network() is { Count: > 0 } known ? known : server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
            Console.WriteLine($"ClipshareBox is at {string.Join(" and ", addresses)} (the API at /api-docs). Ctrl+C stops it.");
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
