using Microsoft.Extensions.Logging.Console;

namespace ClipshareBox.Platform;

/// <summary>Logs: short lines at a terminal, JSON lines where a machine keeps them.</summary>
internal static class BoxLogs
{
    public static void AddBoxLogs(this WebApplicationBuilder builder)
    {
        builder.Logging.ClearProviders();
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
