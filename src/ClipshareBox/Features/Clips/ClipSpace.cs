using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Clips;

/// <summary>Says whether there is room for one more clip, after retention has made what room it may.</summary>
internal sealed class ClipSpace(ClipFiles files, ClipRetention retention, RetentionRule rule)
{
    /// <summary>Makes room.</summary>
    /// <param name="bytes">Bytes that are about to be written.</param>
    /// <exception cref="Refusal">The disk is full (507).</exception>
    public void Require(long bytes)
    {
        if (files.FreeBytes - bytes >= rule.Now.ReserveBytes)
            return;
        retention.Sweep(bytes);
        var free = files.FreeBytes;
        if (free - bytes >= rule.Now.ReserveBytes)
            return;
        throw new Refusal(
            ErrorCode.StorageQuotaExceeded,
            $"The disk for clips is full: {free >> 20} MB are free, {(bytes + rule.Now.ReserveBytes) >> 20} MB are needed. Delete clips, or keep fewer, and cut again.");
    }
}
