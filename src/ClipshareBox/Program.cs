using ClipshareBox.Features.Accounts;
using ClipshareBox.Features.Backups;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Chat;
using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Decks;
using ClipshareBox.Features.Interchange;
using ClipshareBox.Features.Logs;
using ClipshareBox.Features.Panels;
using ClipshareBox.Features.Plex;
using ClipshareBox.Features.Presence;
using ClipshareBox.Features.Share;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Status;
using ClipshareBox.Features.Vtr;
using ClipshareBox.Features.Watching;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Platform;
using ClipshareBox.Platform.Health;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Metrics;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox;

/// <summary>The table of contents: what the box is made of, in the order of its layers.</summary>
public static class Program
{
    /// <summary>Starts the box and serves until it is told to stop.</summary>
    /// <returns>0 after a stop, 2 when a setting or the store keeps it from starting.</returns>
    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args is ["--restore", var backup, .. var rest])
                return Restore(backup, rest);
            while (await RunAsync(args))
            {
                // It comes back with what was put in the place of its store.
            }
            return 0;
        }
        catch (OperationCanceledException)
        {
            return 0; // told to stop while it was starting
        }
        catch (Exception e) when (e is SettingException or StoreException or IOException)
        {
            await Console.Error.WriteLineAsync($"clipsharebox: {e.Message}");
            return 2;
        }
    }

    /// <summary>Puts the box together.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Takes another clock or source in, for tests.</param>
    /// <exception cref="SettingException">A setting is wrong.</exception>
    /// <exception cref="StoreException">The store can't be used.</exception>
    public static WebApplication Build(string[] args, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateSlimBuilder(args);
        var settings = BoxSettings.Read(builder.Configuration);
        StagedRestore.Apply(settings);
        var services = builder.Services;
        services.AddSingleton(settings);
        services.AddSingleton(TimeProvider.System);
        builder.AddPlatform(settings);

        services.AddAccounts();
        services.AddSources();
        services.AddPlex();
        services.AddWatching();
        services.AddWorkspaces();
        services.AddBookmarks();
        services.AddClips();
        services.AddShare();
        services.AddDecks();
        services.AddPresence();
        services.AddChat();
        services.AddVtr();
        services.AddPanels();
        services.AddInterchange();
        services.AddStatus();
        services.AddLogs();
        services.AddBackups();
        replace?.Invoke(services);

        var box = builder.Build();
        box.UsePlatform();

        var api = box.MapGroup("/api");
        api.MapAccounts();
        api.MapSources();
        api.MapWatching();
        api.MapPlex();
        api.MapWorkspaces();
        api.MapPresence();
        api.MapBookmarks();
        api.MapClips();
        api.MapShare();
        api.MapDecks();
        api.MapChat();
        api.MapVtr();
        api.MapPanels();
        api.MapInterchange();
        api.MapStatus();
        api.MapLogs();
        api.MapBackups();
        api.MapJobs();
        box.MapProgram();
        box.MapHub();
        box.MapHealth();
        box.MapMetrics();
        return box;
    }

    private static async Task<bool> RunAsync(string[] args)
    {
        await using var box = Build(args);
        var comeback = box.Services.GetRequiredService<Comeback>();
        await box.RunAsync();
        return comeback.IsAsked;
    }

    private static int Restore(string backup, string[] args)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
        var settings = BoxSettings.Read(configuration);
        Backup.Restore(Path.GetFullPath(backup), Path.Combine(settings.Data, Database.FileName));
        Console.WriteLine($"clipsharebox: {backup} is the store now; the old one is kept beside it as .replaced.");
        return 0;
    }
}
