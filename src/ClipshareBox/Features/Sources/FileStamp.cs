namespace ClipshareBox.Features.Sources;

/// <summary>Size and time by which a changed file is told from one that is as it was.</summary>
/// <param name="SizeBytes">Its size in bytes.</param>
/// <param name="ChangedAt">When it was last written, in 100 ns since the year 1, UTC.</param>
internal readonly record struct FileStamp(long SizeBytes, long ChangedAt)
{
    /// <summary>The file's stamp; null where there is no file that may be looked at.</summary>
    public static FileStamp? Of(string path)
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? new FileStamp(file.Length, file.LastWriteTimeUtc.Ticks) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
