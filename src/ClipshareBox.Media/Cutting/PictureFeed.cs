using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>Writes pictures to the standard input of a decoder and closes it; blocks, so it wants a thread of its own.</summary>
internal static class PictureFeed
{
    /// <param name="input">The decoder's standard input.</param>
    /// <param name="format">The pictures' track.</param>
    /// <param name="pictures">Decode order, from a random access point on.</param>
    public static void Write(Stream input, TrackFormat format, IEnumerable<Picture> pictures)
    {
        try
        {
            using var buffered = new BufferedStream(input, 1 << 18);
            var writer = new FragmentWriter(buffered, format);
            writer.WriteHeader();
            foreach (var picture in pictures)
                writer.Write(picture.Pts, picture.RandomAccess, picture.Packet.Data);
        }
        catch (IOException)
        {
            // The tool has what it needs, or failed: its exit code tells which.
        }
    }
}
