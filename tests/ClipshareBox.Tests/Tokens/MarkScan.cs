namespace ClipshareBox.Tests.Tokens;

/// <summary>Looks for the mark of the fakes' tokens in something that comes in pieces.</summary>
internal sealed class MarkScan(byte[] mark)
{
    private readonly byte[] _tail = new byte[mark.Length - 1];
    private int _kept;

    /// <summary>True once it was seen, also across two pieces.</summary>
    public bool Seen { get; private set; }

    public void Look(ReadOnlySpan<byte> piece)
    {
        if (Seen || piece.IsEmpty)
            return;
        // What ends in the middle of a mark is looked at again with the beginning of the next piece.
        Span<byte> seam = stackalloc byte[2 * mark.Length];
        _tail.AsSpan(0, _kept).CopyTo(seam);
        var head = Math.Min(piece.Length, mark.Length - 1);
        piece[..head].CopyTo(seam[_kept..]);
        Seen = piece.IndexOf(mark) >= 0 || seam[..(_kept + head)].IndexOf(mark) >= 0;
        Keep(piece, seam[..(_kept + head)]);
    }

    private void Keep(ReadOnlySpan<byte> piece, ReadOnlySpan<byte> seam)
    {
        var last = piece.Length >= _tail.Length ? piece : seam;
        last = last[Math.Max(0, last.Length - _tail.Length)..];
        last.CopyTo(_tail);
        _kept = last.Length;
    }
}
