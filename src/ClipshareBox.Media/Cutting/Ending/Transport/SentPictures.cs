namespace ClipshareBox.Media.Cutting.Ending.Transport;

/// <summary>One PES packet of pictures (ISO/IEC 13818-1, 2.4.3.6): a picture, a frame's two fields, or one of them.</summary>
/// <param name="Pts">Its time in ticks of 90 kHz, 33 bits; null where it has none.</param>
/// <param name="Offset">Where it begins, in bytes from the first byte that was read.</param>
/// <param name="Data">Its pictures, as far as they are there.</param>
/// <param name="IsWhole">
/// True when its length says so, or the stuffing that fills its last transport packet; null when nothing tells: it fills its last
/// packet by chance, or more of it was to come.
/// </param>
internal sealed record SentPictures(long? Pts, int Offset, byte[] Data, bool? IsWhole);
