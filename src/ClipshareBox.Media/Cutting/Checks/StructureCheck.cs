using ClipshareBox.Media.Isom.Read;

namespace ClipshareBox.Media.Cutting.Checks;

/// <summary>Reads a finished clip's index back: one movie box in front, tables that agree, as many pictures as were written.</summary>
internal static class StructureCheck
{
    /// <summary>Says what is wrong, or null.</summary>
    public static string? FindFault(string path, CutResult result)
    {
        var structure = Mp4Check.CheckStructure(path);
        if (structure.Problems.Count > 0)
            return structure.Problems[0];
        var pictures = structure.SampleCounts is [var first, ..] ? first : 0;
        return pictures == result.Samples.Count ? null : $"the index counts {pictures} pictures where {result.Samples.Count} were written";
    }
}
