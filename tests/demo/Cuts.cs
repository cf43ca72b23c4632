using System.Diagnostics;
using TestMedia;

namespace Demo;

/// <summary>Makes a ten-minute film with numbered frames (once), cuts the marks of an edit list from it and reads the numbers back.</summary>
internal static class Cuts
{
    public static async Task<int> RunAsync(string clipcut, string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);

        var kind = LongFilm.Unrepeated(10);
        var cabinet = new Cabinet();
        Console.WriteLine(File.Exists(cabinet.PlaceOf(kind))
            ? $"Film: {cabinet.PlaceOf(kind)}"
            : "Making a ten-minute 1080p film whose every frame carries its number. This takes some minutes, once …");
        var watch = Stopwatch.StartNew();
        var film = await cabinet.PathOfAsync(kind, ct);
        if (watch.Elapsed.TotalSeconds > 1)
            Console.WriteLine($"Made {film} in {watch.Elapsed.TotalSeconds:0} s.");

        var list = Path.Combine(folder, "marks.edl");
        await File.WriteAllTextAsync(list, EditList.Text, ct);
        var clips = Path.Combine(folder, "clips");
        Console.WriteLine($"Cutting the {EditList.Marks.Count} marks of {list} into {clips} …");
        Console.WriteLine();
        return await new Rehearsal(clipcut, film, list, clips).RunAsync(ct);
    }
}
