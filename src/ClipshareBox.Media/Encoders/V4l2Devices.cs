namespace ClipshareBox.Media.Encoders;

/// <summary>Finds the kernel's video encoders by what their drivers call themselves.</summary>
/// <param name="SysFolder">Normally /sys/class/video4linux.</param>
/// <param name="DevFolder">Normally /dev.</param>
internal sealed record V4l2Devices(string SysFolder = "/sys/class/video4linux", string DevFolder = "/dev")
{
    /// <summary>The first encoder as "/dev/video11 (bcm2835-codec-encode)", or null.</summary>
    public string? FindEncoder()
    {
        if (!Directory.Exists(SysFolder))
            return null;
        foreach (var entry in Directory.EnumerateFileSystemEntries(SysFolder).Order(StringComparer.Ordinal))
        {
            var device = Path.Combine(DevFolder, Path.GetFileName(entry));
            if (ReadName(entry) is { } name && IsEncoder(name) && File.Exists(device))
                return $"{device} ({name})";
        }
        return null;
    }

    // bcm2835-codec-encode on a Raspberry Pi up to 4; others say "…-venc" or "…encoder". The codec's image encoder makes JPEGs only.
    private static bool IsEncoder(string name) =>
        name.Contains("enc", StringComparison.OrdinalIgnoreCase) && !name.Contains("image", StringComparison.OrdinalIgnoreCase);

    private static string? ReadName(string entry)
    {
        try
        {
            return File.ReadAllText(Path.Combine(entry, "name")).Trim();
        }
        catch (IOException) // a device that goes away while we look is no encoder
        {
            return null;
        }
    }
}
