using System.Buffers;
using ClipshareBox.Media.Bitstream;

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>What a seam syntax wrote, as a byte stream with start codes: sets of the entry first, then the pictures.</summary>
internal sealed class JoinedStream(ISeamSyntax syntax)
{
    private readonly ArrayBufferWriter<byte> _pictures = new();

    public ISeamSyntax Syntax => syntax;

    public ReadOnlyMemory<byte> Pictures => _pictures.WrittenMemory;

    public int Copied { get; private set; }

    /// <summary>Writes an encoder's pictures.</summary>
    public void AddPiece(TestTrack piece)
    {
        var handle = syntax.AddPiece(piece.SampleEntry);
        foreach (var packet in piece.Packets)
            syntax.WritePiece(handle, packet.Data, _pictures);
    }

    /// <summary>Copies packets as the cutter does: leading pictures of the first one are left out.</summary>
    public void AddCopied(IReadOnlyList<TestPacket> packets, CopyStart first = CopyStart.AfterSeam)
    {
        var start = first;
        foreach (var packet in packets)
        {
            var facts = syntax.Classify(packet.Data, packet.Key);
            if (packet.Pts < packets[0].Pts && first == CopyStart.AfterSeam)
            {
                syntax.PassOver(packet.Data, facts);
                continue;
            }
            syntax.WriteCopied(packet.Data, facts, start, _pictures);
            start = CopyStart.Inside;
            Copied++;
        }
    }

    /// <summary>The whole as a byte stream (Annex B).</summary>
    /// <param name="without">Sets of the entry to leave out.</param>
    public byte[] ToByteStream(params byte[][] without)
    {
        var stream = new MemoryStream();
        foreach (var set in SetsOf(syntax.BuildSampleEntry()).Where(set => !without.Any(set.SequenceEqual)))
            Write(stream, set);
        foreach (var nal in new NalUnits(_pictures.WrittenSpan, 4))
            Write(stream, nal);
        return stream.ToArray();
    }

    public static IEnumerable<byte[]> SetsOf(byte[] entry)
    {
        if (SampleEntry.TypeOf(entry).StartsWith("avc", StringComparison.Ordinal))
        {
            var avc = AvcConfig.Parse(SampleEntry.Child(entry, "avcC"u8));
            return [.. avc.Sps, .. avc.Pps];
        }
        return HvcConfig.Parse(SampleEntry.Child(entry, "hvcC"u8)).Arrays.SelectMany(array => array.Units);
    }

    private static void Write(MemoryStream to, ReadOnlySpan<byte> nal)
    {
        to.Write([0, 0, 0, 1]);
        to.Write(nal);
    }
}
