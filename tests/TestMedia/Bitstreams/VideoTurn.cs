using System.Buffers.Binary;

namespace TestMedia.Bitstreams;

/// <summary>Writes a rotation into a finished MP4: ffmpeg's own option for it differs between versions.</summary>
internal static class VideoTurn
{
    // ISO/IEC 14496-12, 8.3.2, version 0: from the box's start to the matrix.
    private const int MatrixOffset = 48;
    private const int HeightOffset = MatrixOffset + 36 + 4;

    /// <summary>Marks the first track to be turned clockwise by 90 degrees for display.</summary>
    public static async Task ClockwiseAsync(string path, CancellationToken ct)
    {
        var file = await File.ReadAllBytesAsync(path, ct);
        var box = file.AsSpan(file.AsSpan().LastIndexOf("moov"u8));
        box = box[(box.IndexOf("tkhd"u8) - 4)..];
        var height = BinaryPrimitives.ReadInt32BigEndian(box[HeightOffset..]);
        int[] matrix = [0, 0x10000, 0, -0x10000, 0, 0, height, 0, 0x40000000];
        for (var i = 0; i < matrix.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(box[(MatrixOffset + (4 * i))..], matrix[i]);
        await File.WriteAllBytesAsync(path, file, ct);
    }
}
