namespace ClipshareBox.Media;

/// <summary>What went wrong, so that a caller can tell what may pass (source away) from what cannot (bad range).</summary>
public enum MediaFault
{
    /// <summary>The range is empty, reversed or outside the content.</summary>
    BadRange,

    /// <summary>The bytes are no media that we know.</summary>
    NotMedia,

    /// <summary>The file ends before its index or its first picture.</summary>
    Truncated,

    /// <summary>The streams are encrypted.</summary>
    Encrypted,

    /// <summary>There is sound but no picture.</summary>
    NoVideo,

    /// <summary>The source does not exist or may not be read.</summary>
    SourceMissing,

    /// <summary>The source was there and went away, or its server refuses or stalls; may pass.</summary>
    SourceLost,

    /// <summary>This mode cannot cut this source.</summary>
    CannotCut,

    /// <summary>A tool failed or did not answer in its time.</summary>
    ToolFailed,

    /// <summary>The destination's disk is full.</summary>
    DiskFull,

    /// <summary>The destination cannot be written for another reason.</summary>
    CannotWrite,
}

/// <summary>The one exception of this library: a fault with a sentence for people that says what to do.</summary>
public sealed class MediaException(MediaFault fault, string message, string? detail = null, Exception? inner = null)
    : Exception(message, inner)
{
    /// <summary>The kind of fault.</summary>
    public MediaFault Fault { get; } = fault;

    /// <summary>The last lines a tool printed, or null. Never holds a header, token or address of a remote source.</summary>
    public string? Detail { get; } = detail;
}
