using System.Diagnostics;
using FakePlex;

namespace Demo;

/// <summary>A Plex for those who have none: signing in and a server with the demo's films, for as long as the box runs.</summary>
internal static class StandInPlex
{
    public static async Task<int> RunAsync(string folder, int port, int pid, CancellationToken ct)
    {
        try
        {
            var films = Directory.GetFiles(folder).Where(f => !Path.GetFileName(f).StartsWith('.')).Order(StringComparer.Ordinal).ToList();
            await using var plex = await DemoPlex.StartAsync(films, ct, port);
            Console.WriteLine($"Demo Plex stands in for plex.tv at {plex.Tv.Address}: signing in with Plex works without an account of Plex.");
            Console.WriteLine($"Demo Plex has a server at {plex.Server.Address}; the box has it as a source of that name. By hand it takes the token {plex.OwnerToken} (nobody's true one).");
            using var box = Process.GetProcessById(pid);
            await box.WaitForExitAsync(ct);
            return 0;
        }
        catch (IOException e)
        {
            await Console.Error.WriteLineAsync($"Demo Plex can't start, the box runs without it ({e.Message}) Choose another port: make run PLEX_PORT=40000");
            return 1;
        }
    }
}
