namespace ClipshareBox.Media.Cutting;

/// <summary>How a clip is made. Always named in the report, never mixed silently.</summary>
public enum CutMode
{
    /// <summary>Exact: the few frames at the seams are encoded, all others are copied bit for bit.</summary>
    Smart,

    /// <summary>Exact in players that honour edit lists: everything copied from the key frame before, the surplus hidden.</summary>
    EditList,

    /// <summary>Not exact: copied from the key frame before; the report says how many frames it starts early.</summary>
    Copy,

    /// <summary>Exact: the whole clip is encoded anew.</summary>
    Encode,
}

/// <summary>What becomes of the sound.</summary>
public enum AudioHandling
{
    /// <summary>Packets are copied and trimmed by the edit list; codecs that MP4 has no place for become AAC.</summary>
    Copy,

    /// <summary>Every track is encoded as AAC.</summary>
    Aac,

    /// <summary>No sound.</summary>
    None,
}

/// <summary>How far the finished clip is checked.</summary>
public enum Verification
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Index, times, first and last frames, and that the seams decode.</summary>
    Quick,

    /// <summary>Every frame is decoded and compared with the source's.</summary>
    Full,
}

/// <summary>What is asked of a cut.</summary>
public sealed record CutOptions
{
    /// <summary>The mode asked for; smart falls back to encode where the source forbids it, and says why.</summary>
    public CutMode Mode { get; init; } = CutMode.Smart;

    /// <summary>Sound.</summary>
    public AudioHandling Audio { get; init; } = AudioHandling.Copy;

    /// <summary>Audio tracks to keep, by their number among the audio tracks (0 is the first); null keeps all.</summary>
    public IReadOnlyList<int>? Tracks { get; init; }

    /// <summary>Spare material kept before IN and behind OUT, in ms each; the marks move outwards by it.</summary>
    public int HandlesMs { get; init; }

    /// <summary>The check made after the cut.</summary>
    public Verification Verify { get; init; } = Verification.Quick;

    /// <summary>Keep text subtitles where MP4 can.</summary>
    public bool Subtitles { get; init; } = true;

    /// <summary>What an encode makes; null for the playout profile.</summary>
    public Encoders.EncodeProfile? Profile { get; init; }
}
