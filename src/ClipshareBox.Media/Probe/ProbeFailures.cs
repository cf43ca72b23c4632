namespace ClipshareBox.Media.Probe;

/// <summary>Turns what ffprobe complains about into faults that say what to do.</summary>
internal sealed class ProbeFailures(string displayName, IReadOnlyList<string> ffmpegInput, string errorText)
{
    private static readonly string[] CutOffSigns =
        ["moov atom not found", "ended prematurely", "error reading header", "truncat"];

    private static readonly string[] LostSigns =
        ["Connection refused", "Connection reset", "Server returned 5", "Connection timed out", "Input/output error"];

    private static readonly string[] MissingSigns =
        ["No such file or directory", "Permission denied", "Server returned 4", "Is a directory"];

    // A loopback address opens the source to whoever knows it; people know the source by its display name.
    private string Detail => errorText.Replace(ffmpegInput[^1], displayName, StringComparison.Ordinal);

    public MediaException Unreadable()
    {
        if (Says(MissingSigns))
            return new(MediaFault.SourceMissing, $"{displayName} does not exist or may not be read.", Detail);
        if (LocalFile is { Exists: true, Length: 0 })
            return new(MediaFault.Truncated, $"{displayName} is empty; copy or record it again.", Detail);
        if (IsGuess)
            return NotMedia();
        if (Says(CutOffSigns))
            return CutOff("before its index");
        if (Says(LostSigns))
            return new(MediaFault.SourceLost, $"{displayName} could not be read to its index; try again.", Detail);
        return NotMedia();
    }

    /// <summary>The format was told, but it holds no stream.</summary>
    public MediaException Empty() => IsGuess ? NotMedia() : CutOff("before its index");

    public MediaException CutOff(string where) =>
        new(MediaFault.Truncated, $"{displayName} ends {where}; copy it again, or wait until it is written.", Detail);

    public MediaException NotMedia() =>
        new(MediaFault.NotMedia, $"{displayName} is no video that is known here (MP4, MOV, Matroska, WebM or MPEG stream).", Detail);

    public MediaException Encrypted() =>
        new(MediaFault.Encrypted, $"{displayName} is encrypted; use a copy without protection.", Detail);

    public MediaException NoVideo() =>
        new(MediaFault.NoVideo, $"{displayName} has sound but no picture.", Detail);

    public MediaException NoPicture() => Says(CutOffSigns)
        ? CutOff("before its first picture")
        : new(MediaFault.Truncated, $"{displayName} shows no whole picture at its beginning: it is cut off, scrambled or damaged.", Detail);

    // ffprobe trusts a file's name when the bytes say nothing, and then complains about a format that it never was.
    private bool IsGuess => Says("detected only with low score");

    private FileInfo? LocalFile =>
        ffmpegInput[^1].Replace("file:", "", StringComparison.Ordinal) is ['/', ..] path ? new FileInfo(path) : null;

    private bool Says(params ReadOnlySpan<string> signs)
    {
        foreach (var sign in signs)
        {
            if (errorText.Contains(sign, StringComparison.OrdinalIgnoreCase))
                return true;
        }
        return false;
    }
}
