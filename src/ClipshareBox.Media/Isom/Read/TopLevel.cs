using ClipshareBox.Media.Sources;

namespace ClipshareBox.Media.Isom.Read;

/// <summary>Finds the movie box among the outermost boxes of a file, wherever it lies, by their headers alone.</summary>
internal static class TopLevel
{
    private const int ReadAhead = 4096; // small boxes side by side come with one read
    private const int MostBoxes = 4096;

    /// <summary>Where the movie box lies.</summary>
    /// <exception cref="MediaException">The file is no MP4 (<see cref="MediaFault.NotMedia"/>), fragmented
    /// (<see cref="MediaFault.CannotCut"/>),
    /// or ends before its index is complete (<see cref="MediaFault.Truncated"/>).</exception>
    public static async Task<(long Offset, long Size)> FindMoovAsync(IByteSource bytes, CancellationToken ct)
    {
        var window = new byte[ReadAhead];
        var (start, filled) = (0L, 0);
        long at = 0;
        for (var boxes = 0; boxes < MostBoxes; boxes++)
        {
            if (at < start || at + 16 > start + filled)
            {
                start = at;
                filled = at < bytes.Length ? await bytes.ReadAtAsync(at, window, ct) : 0;
            }
            var header = window.AsMemory(0, filled)[(int)(at - start)..];
            if (header.Length < 8)
                throw at == 0 ? NoMp4() : CutOff();
            var (type, headerLength, size) = BoxReader.ReadHeader(header.Span);
            if (!Belongs(type, isFirst: at == 0))
                throw NoMp4();
            if (size == 0)
                size = bytes.Length - at;
            if (size < headerLength)
                throw Box.Damaged("a box without a size");
            if (size > bytes.Length - at)
                throw CutOff();
            if (type == BoxType.Moov)
                return (at, size);
            at += size;
        }
        throw Box.Damaged("too many boxes");
    }

    /// <summary>The fault of a file that ends before its index does.</summary>
    public static MediaException CutOff() => new(
        MediaFault.Truncated,
        "The file ends before its index is complete: the recording or copy was cut off. Copy it again, or repair it with the recorder.");

    private static bool Belongs(uint type, bool isFirst) => type switch
    {
        BoxType.Moof => throw new MediaException(MediaFault.CannotCut, "the file is fragmented"),
        BoxType.Ftyp or BoxType.Moov or BoxType.Mdat or BoxType.Free or BoxType.Skip or BoxType.Wide or BoxType.Pnot
            or BoxType.Uuid or BoxType.Styp => true,
        _ => !isFirst && type != 0,
    };

    private static MediaException NoMp4() => new(MediaFault.NotMedia, "the file is no MP4");
}
