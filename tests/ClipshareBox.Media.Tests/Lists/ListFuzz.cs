using ClipshareBox.Media.Lists;

namespace ClipshareBox.Media.Tests.Lists;

internal static class ListFuzz
{
    /// <summary>True when a list is read or refused in the library's own words; another exception fails the property.</summary>
    public static bool ReadsOrRefuses(Func<CutList> read)
    {
        try
        {
            var list = read();
            return list.Entries.All(e => e.Name.Length > 0 && e.Line > 0) && list.Faults.All(f => f.Message.Length > 0);
        }
        catch (MediaException e)
        {
            return e.Message.Length > 0;
        }
    }
}
