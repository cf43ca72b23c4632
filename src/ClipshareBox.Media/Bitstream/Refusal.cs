namespace ClipshareBox.Media.Bitstream;

/// <summary>Words the two refusals of this part: bytes that break the standard, and streams that cannot be joined.</summary>
internal static class Refusal
{
    /// <summary>The bytes are damaged; a decoder may still make something of them.</summary>
    public static MediaException Damaged(string what) => new(
        MediaFault.CannotCut, $"The video stream is damaged ({what}); cut it by encoding the whole clip.");

    /// <summary>The bytes are fine, but the copied and the encoded parts cannot be put into one track.</summary>
    public static MediaException CannotJoin(string why) => new(
        MediaFault.CannotCut,
        $"Copied and encoded pictures cannot be joined in one track ({why}); cut by encoding the whole clip.");
}
