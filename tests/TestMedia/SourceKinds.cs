using ClipshareBox.Media.Cutting;

namespace TestMedia;

/// <summary>The matrix: every kind of source that the cutter is tried with, small ones only.</summary>
public static class SourceKinds
{
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
}
