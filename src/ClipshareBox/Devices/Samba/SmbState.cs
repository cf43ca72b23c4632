namespace ClipshareBox.Devices.Samba;

/// <summary>How Samba stands.</summary>
/// <param name="State">"starting", "running", "degraded" (it failed and is tried again, or can't be had) or "stopped".</param>
/// <param name="Error">What is wrong and what to do; null when nothing is.</param>
internal sealed record SmbState(string State, string? Error = null)
{
    public const string Starting = "starting";
    public const string Running = "running";
    public const string Degraded = "degraded";
    public const string Stopped = "stopped";
}
