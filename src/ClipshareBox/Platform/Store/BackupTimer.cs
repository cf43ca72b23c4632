using System.Globalization;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Platform.Store;

/// <summary>Copies the store each hour into <c>DATA/backups</c>; keeps the last day's copies and one of each of the last 30 days.</summary>
internal sealed partial class BackupTimer(Database database, BoxSettings settings, TimeProvider clock, ILogger<BackupTimer> log) : BackgroundService
{
    private const string Pattern = "clipsharebox-????????-??.db";
    private const int Hours = 24;
    private const int Days = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private string Folder => BackupShelf.Folder(settings).FullName;

    /// <summary>Writes this hour's copy and removes those that are too old.</summary>
    /// <returns>The copy's path.</returns>
    internal string BackUp()
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HH", CultureInfo.InvariantCulture);
        var path = Path.Combine(Folder, $"clipsharebox-{stamp}.db");
        database.BackUp(path);
        Prune();
        return path;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                Try();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The box stops.
        }
    }

    private void Try()
    {
        try
        {
            BackUp();
        }
        catch (Exception e) when (e is IOException or Microsoft.Data.Sqlite.SqliteException)
        {
            LogFailure(log, e, Folder);
        }
    }

    private void Prune()
    {
        var newestFirst = Directory.GetFiles(Folder, Pattern).OrderDescending(StringComparer.Ordinal).ToList();
        var daily = newestFirst.GroupBy(f => Path.GetFileName(f)[..^6]).Select(day => day.First()).Take(Days);
        foreach (var old in newestFirst.Except(newestFirst.Take(Hours)).Except(daily))
            File.Delete(old);
    }

    [LoggerMessage(LogLevel.Error, "The store could not be copied to {Folder}; the next try is in an hour")]
    private static partial void LogFailure(ILogger logger, Exception failure, string folder);
}
