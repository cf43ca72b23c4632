namespace ClipshareBox.Features.Watching.Timelines;

/// <summary>The small pictures of a timeline.</summary>
/// <param name="State">waiting, making, ready or failed.</param>
/// <param name="ProgressPercent">0 to 100.</param>
/// <param name="IntervalMs">From one picture to the next, ms; each is the last key frame before.</param>
/// <param name="Count">How many there are.</param>
/// <param name="Width">Width of one, px.</param>
/// <param name="Height">Height of one, px.</param>
/// <param name="Columns">Pictures in a row of a sheet.</param>
/// <param name="Rows">Rows of a sheet; sheets are filled row by row.</param>
/// <param name="Sheets">Addresses of the sheets that are there, in order, as JPEG.</param>
/// <param name="Fault">Why there are none, or null.</param>
public sealed record Thumbnails(
    string State, int ProgressPercent, long IntervalMs, int Count, int Width, int Height, int Columns, int Rows,
    IReadOnlyList<string> Sheets, string? Fault);

/// <summary>The peaks of the sound.</summary>
/// <param name="State">none (a film without sound), waiting, making, ready or failed.</param>
/// <param name="ProgressPercent">0 to 100.</param>
/// <param name="MsPerPeak">ms for each peak.</param>
/// <param name="Url">Address of the peaks, a byte each (0 silence, 255 full scale), when they are there.</param>
/// <param name="Fault">Why there are none, or null.</param>
public sealed record Waveform(string State, int ProgressPercent, int MsPerPeak, string? Url, string? Fault);

/// <summary>How far the making of something is.</summary>
internal static class MakingState
{
    public const string None = "none";
    public const string Waiting = "waiting";
    public const string Making = "making";
    public const string Ready = "ready";
    public const string Failed = "failed";
}
