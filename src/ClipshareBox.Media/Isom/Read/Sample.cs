namespace ClipshareBox.Media.Isom.Read;

/// <summary>One packet's worth of a track: where its bytes lie and when it is decoded and shown.</summary>
/// <param name="Index">Sample number from 0; of sound in single samples the first of the group.</param>
/// <param name="Offset">Place in the file, bytes.</param>
/// <param name="Size">Bytes.</param>
/// <param name="Dts">Decode time in ticks, counted from 0 at the first sample.</param>
/// <param name="Pts">Presentation time in ticks on the file's clock, as ffmpeg shows it.</param>
/// <param name="Duration">Ticks to the next sample's decode time.</param>
/// <param name="Key">Decoding may begin here, by the container's word.</param>
internal readonly record struct Sample(int Index, long Offset, int Size, long Dts, long Pts, long Duration, bool Key);

/// <summary>A sample at which decoding may begin.</summary>
/// <param name="Sample">Its number from 0.</param>
/// <param name="Pts">Its presentation time in ticks.</param>
internal readonly record struct SyncPoint(int Sample, long Pts);
