using Microsoft.Extensions.Logging.Console;

namespace ClipshareBox.Platform.Logs;

/// <summary>Logs: short lines at a terminal, JSON lines where a machine keeps them, and the last of them for the page.</summary>
internal static class BoxLogs
{
    public static void AddBoxLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<LogTail>();
        builder.Services.AddSingleton<ILoggerProvider, TailLogs>();
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Information);
        if (Console.IsOutputRedirected)
        {
            builder.Logging.AddJsonConsole(options => options.UseUtcTimestamp = true);
            builder.Services.Configure<JsonConsoleFormatterOptions>(options => options.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ");
        }
        else
        {
            builder.Logging.AddSimpleConsole(options =>
            {
                options.SingleLine = true;
                options.TimestampFormat = "HH:mm:ss ";
            });
        }
    }
}
