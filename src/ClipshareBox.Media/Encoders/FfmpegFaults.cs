namespace ClipshareBox.Media.Encoders;

/// <summary>Tells from ffmpeg's last words what went wrong.</summary>
internal static class FfmpegFaults
{
    private static readonly (string Words, MediaFault Fault, string Message)[] Known =
    [
        ("No space left on device", MediaFault.DiskFull, "The destination's disk is full; free some space and try again."),
        ("Disk quota exceeded", MediaFault.DiskFull, "The destination's quota is used up; free some space and try again."),
        ("Read-only file system", MediaFault.CannotWrite, "The destination cannot be written: its file system is read-only."),
        ("Permission denied", MediaFault.CannotWrite, "The destination cannot be written: permission denied."),
        ("Connection refused", MediaFault.SourceLost, "The source's server does not answer."),
        ("Connection reset", MediaFault.SourceLost, "The source went away while it was read."),
        ("Connection timed out", MediaFault.SourceLost, "The source's server does not answer."),
        ("Server returned", MediaFault.SourceLost, "The source's server refuses it."),
        ("Stream ends prematurely", MediaFault.SourceLost, "The source went away while it was read."),
        ("Input/output error", MediaFault.SourceLost, "The source cannot be read any more."),
        ("No such file or directory", MediaFault.SourceMissing, "The source does not exist."),
        ("moov atom not found", MediaFault.Truncated, "The source has no index: it was not written to its end."),
        ("Invalid data found when processing input", MediaFault.NotMedia, "The source holds no media that can be read."),
    ];

    /// <param name="errorText">What the tool printed.</param>
    /// <param name="otherwise">The message when nothing known is in it.</param>
    public static MediaException From(string errorText, string otherwise)
    {
        foreach (var (words, fault, message) in Known)
        {
            if (errorText.Contains(words, StringComparison.Ordinal))
                return new MediaException(fault, message, errorText);
        }
        return new MediaException(MediaFault.ToolFailed, otherwise, errorText);
    }
}
