using ClipshareBox.Media.Bitstream;

namespace ClipshareBox.Media.Cutting;

/// <summary>Writes the parts of a smart cut one behind the other, with parameter sets that agree.</summary>
internal sealed class SmartJoin(PictureStream main, ClipAssembly clip, CutWindow window, IProgress<double>? progress)
{
    private readonly List<(int Sample, byte[] Thumbnail)> _ends = [];

    /// <summary>Frames encoded at the start.</summary>
    public int Head { get; private set; }

    /// <summary>Frames encoded behind the copied ones.</summary>
    public int Tail { get; private set; }

    /// <summary>What the frames at the pieces' ends must look like, by their final times; to be asked when the clip is finished.</summary>
    public IReadOnlyList<(long Pts, byte[] Thumbnail)> Expected => [.. _ends.Select(e => (clip.Samples[e.Sample].Pts, e.Thumbnail))];

    /// <summary>Frames copied so far.</summary>
    public int Copied { get; private set; }

    /// <summary>Writes an encoded piece.</summary>
    public async Task WritePieceAsync(EncodedPiece encoded, CancellationToken ct)
    {
        var piece = main.Syntax.AddPiece(encoded.SampleEntry);
        var first = clip.Pictures;
        foreach (var (index, packet) in encoded.Packets.Index())
        {
            main.Syntax.WritePiece(piece, packet.Data, clip.Scratch);
            await clip.WritePictureAsync(packet.Pts, sync: index == 0, hidden: false, ct);
            packet.Dispose();
            Report(packet.Pts);
        }
        _ends.AddRange([(first, encoded.First), (clip.Pictures - 1, encoded.Last)]);
        if (first == 0)
            Head = encoded.Packets.Count;
        else
            Tail = encoded.Packets.Count;
    }

    /// <summary>Copies from K1 to the last picture that can be copied.</summary>
    /// <exception cref="MediaException">The source ended before OUT's random access point came by.</exception>
    public async Task WriteMiddleAsync(HeadScan head, TailScan tail, CancellationToken ct)
    {
        var k1 = head.Pictures[head.K1].Pts;
        var reached = await WriteUntilAsync(head, tail.Kt.Pts, k1, ct);
        if (!reached)
            throw new MediaException(MediaFault.CannotCut, "The two readings of the source do not meet.");
        foreach (var picture in tail.Pictures.Take(tail.Copied))
            await WriteCopiedAsync(picture, k1, ct);
    }

    private async Task<bool> WriteUntilAsync(HeadScan head, long kt, long k1, CancellationToken ct)
    {
        foreach (var picture in head.Pictures.Skip(head.K1))
        {
            if (picture.RandomAccess && picture.Pts == kt)
                return true;
            await WriteCopiedAsync(picture, k1, ct);
            picture.Dispose();
        }
        while (await main.NextAsync(ct) is { } picture)
        {
            if (picture.RandomAccess && picture.Pts == kt)
                return true;
            await WriteCopiedAsync(picture, k1, ct);
            picture.Dispose();
        }
        return false;
    }

    private async ValueTask WriteCopiedAsync(Picture picture, long k1, CancellationToken ct)
    {
        if (picture.Pts < k1)
        {
            main.Syntax.PassOver(picture.Packet.Data, picture.Facts); // a leading picture: it stands in the head
            return;
        }
        var start = Copied == 0 ? CopyStart.AfterSeam : CopyStart.Inside;
        main.Syntax.WriteCopied(picture.Packet.Data, picture.Facts, start, clip.Scratch);
        Copied++;
        await clip.WritePictureAsync(picture.Pts, sync: main.IsSync(picture) || start == CopyStart.AfterSeam, hidden: false, ct);
        Report(picture.Pts);
    }

    private void Report(long pts) =>
        progress?.Report(Math.Clamp((double)(pts - window.In) / Math.Max(1, window.Out - window.In), 0, 0.99));
}
