namespace ClipshareBox.Media.Bitstream;

/// <summary>
/// Decides which parameter sets among copied pictures stay. Repeats of the header's are dropped until the first one that differs;
/// from then on all stay, because a player that jumps must find at each random access picture what holds there.
/// </summary>
/// <param name="header">The sets of the source's sample entry.</param>
internal sealed class InBandSets(IEnumerable<byte[]> header)
{
    private readonly byte[][] _header = [.. header];
    private bool _differs;

    /// <summary>True when a set was kept, so that the sample entry must allow sets among the pictures.</summary>
    public bool Kept { get; private set; }

    /// <summary>Looks at a set ahead of its being written.</summary>
    public void Notice(ReadOnlySpan<byte> nal) => _differs |= !InHeader(nal);

    /// <summary>Whether the set has to be written.</summary>
    public bool Keep(ReadOnlySpan<byte> nal)
    {
        Notice(nal);
        Kept |= _differs;
        return _differs;
    }

    private bool InHeader(ReadOnlySpan<byte> nal)
    {
        foreach (var set in _header)
        {
            if (nal.SequenceEqual(set))
                return true;
        }
        return false;
    }
}
