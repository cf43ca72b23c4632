using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Time;

namespace TestMedia;

/// <summary>The matrix: every kind of source that the cutter is tried with, small ones only.</summary>
public static class SourceKinds
{
    internal static readonly Rational Film = new(24000, 1001);
    internal static readonly Rational Pal = new(25, 1);
    internal static readonly Rational Ntsc = new(30000, 1001);

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<SourceKind> All { get; } =
        [.. H264Kinds.All, .. VariableKinds.All, .. HevcKinds.All, .. OtherKinds.All, .. SoundKinds.All];

    /// <summary>The kinds that a smart cut must cut as smart.</summary>
    public static IReadOnlyList<SourceKind> Smart { get; } = [.. All.Where(k => k.Expected == CutMode.Smart)];

    /// <summary>The kind of that name.</summary>
    /// <exception cref="ArgumentException">There is none.</exception>
    public static SourceKind Named(string name) =>
        All.FirstOrDefault(k => k.Name == name)
        ?? throw new ArgumentException($"No kind is named {name}; there are: {string.Join(", ", All.Select(k => k.Name))}");

    /// <summary>Frames in about so many seconds.</summary>
    internal static int FramesIn(double seconds, Rational rate) => (int)Math.Round(seconds * rate.Num / rate.Den);
}
