namespace ClipshareBox.Media.Packets;

/// <summary>What a track's packets are: enough to write them into an MP4 or to feed them to a decoder.</summary>
/// <param name="Handler">Handler type (8.4.3): vide, soun or sbtl.</param>
/// <param name="Timescale">Ticks a second of the packets' times.</param>
/// <param name="SampleEntry">The whole sample entry box (ISO/IEC 14496-12, 8.5.2), such as avc1 with its avcC.</param>
/// <param name="Width">Display width in px before rotation, 0 for sound.</param>
/// <param name="Height">Display height in px before rotation, 0 for sound.</param>
/// <param name="Matrix">The 36 bytes of the track header's transformation matrix, or null for the identity.</param>
/// <param name="Language">ISO 639-2/T code, "und" when not known.</param>
public sealed record TrackFormat(
    string Handler,
    uint Timescale,
    byte[] SampleEntry,
    int Width,
    int Height,
    byte[]? Matrix,
    string Language)
{
    /// <summary>True for pictures.</summary>
    public bool IsVideo => Handler == "vide";

    /// <summary>True for sound.</summary>
    public bool IsSound => Handler == "soun";

    /// <summary>The sample entry's four characters: avc1, hvc1, mp4a, ac-3…</summary>
    public string FourCc => System.Text.Encoding.Latin1.GetString(SampleEntry, 4, 4);
}
