using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>A track of an MP4 or QuickTime file.</summary>
/// <param name="Index">Its place among the tracks, from 0: ffmpeg's stream index.</param>
/// <param name="Handler">"vide", "soun", "text", "tmcd"…</param>
/// <param name="Format">What its packets are, or null when we cannot read it.</param>
/// <param name="Samples">Its samples, or null when we cannot read it.</param>
/// <param name="Edit">Its edit list, or null without one.</param>
/// <param name="WhyNot">Why we cannot read it and ffmpeg has to, or null.</param>
internal sealed record Mp4Track(
    int Index, string Handler, TrackFormat? Format, SampleTable? Samples, EditList? Edit, string? WhyNot)
{
    /// <summary>First presentation time in ticks that the edit list shows; pictures before it are decoded and hidden.</summary>
    public long ShownFrom => Edit is null || Samples is null ? long.MinValue : Edit.MediaTime + Samples.Shift;

    /// <summary>Presentation time in ticks behind the last one that the edit list shows.</summary>
    public long ShownTo => Edit is null || Samples is null ? long.MaxValue : Edit.MediaEnd + Samples.Shift;
}
