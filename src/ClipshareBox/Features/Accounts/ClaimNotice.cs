namespace ClipshareBox.Features.Accounts;

/// <summary>Tells the one at the console how to claim a box that nobody owns.</summary>
internal sealed class ClaimNotice(AccountActions accounts, ClaimCode code) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Plain text on the console, not a log: logs are kept and sent on, and this is a secret.
        if (!accounts.IsClaimed)
            Console.WriteLine($"Nobody owns this box yet. Open its page and enter this claim code: {code.Ensure()}");
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
