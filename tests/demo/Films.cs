using System.Diagnostics;
using TestMedia;

namespace Demo;

/// <summary>Makes the demo's films where a box looks for them; a film that is there is left as it is.</summary>
internal static class Films
{
    public static async Task<int> MakeAsync(string folder, CancellationToken ct)
    {
        Directory.CreateDirectory(folder);
        foreach (var film in DemoFilms.All)
        {
            var path = Path.Combine(folder, film.Name + film.Extension);
            if (File.Exists(path))
                continue;
            Console.WriteLine($"Making '{film.Name}{film.Extension}': ten minutes of 1080p, each frame with its number. Once, some minutes …");
            var watch = Stopwatch.StartNew();
            var draft = Path.Combine(folder, $".making-{film.Name}{film.Extension}");
            await film.MakeAsync(draft, ct);
            File.Move(draft, path);
            Console.WriteLine($"Made in {watch.Elapsed.TotalSeconds:0} s, {new FileInfo(path).Length / 1_000_000} MB.");
        }
        return 0;
    }
}
