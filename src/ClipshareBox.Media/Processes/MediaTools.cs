namespace ClipshareBox.Media.Processes;

/// <summary>Where the tools lie.</summary>
/// <param name="Ffmpeg">Path or name of ffmpeg (5.1 or later).</param>
/// <param name="Ffprobe">Path or name of ffprobe of the same version.</param>
public sealed record MediaTools(string Ffmpeg = "ffmpeg", string Ffprobe = "ffprobe");
