using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Logs;
using ClipshareBox.Platform.Metrics;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Platform;

/// <summary>What every feature leans on, put into the box in one place.</summary>
internal static class PlatformParts
{
    private const long LargestBody = 1 << 20;

    public static void AddPlatform(this WebApplicationBuilder builder, BoxSettings settings)
    {
        builder.WebHost.UseUrls(settings.Urls.Split(';'));
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestBody;
        });
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.AddBoxLogs();
        var services = builder.Services;
        services.AddSingleton<Database>();
        services.AddSingleton<SettingStore>();
        services.AddSingleton<Vault>();
        services.AddSingleton<AuditLog>();
        services.AddSingleton<BackupShelf>();
        services.AddSingleton<BackupTimer>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupTimer>());
        services.AddSingleton(provider => new BoxJson([HubJson.Default, JobsJson.Default, .. provider.GetServices<IJsonTypeInfoResolver>()]));
        services.AddOptions<Microsoft.AspNetCore.Http.Json.JsonOptions>()
            .Configure<BoxJson>((options, json) => json.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(10));
        services.AddApiPage();
        RequestLimits.AddTo(services, settings);
        services.AddSingleton<Comeback>();
        services.AddSingleton<BoxAddresses>();
        services.AddHostedService<StartNotice>();
        services.AddBoxMetrics(settings);
        services.AddHub();
        services.AddJobs();
    }

    public static void UsePlatform(this WebApplication box)
    {
        box.UseSecurityHeaders();
        box.UseMiddleware<RequestLog>();
        box.UseMiddleware<ErrorAnswers>();
        box.UsePages();
        box.UseWebSockets(new WebSocketOptions { KeepAliveInterval = TimeSpan.FromSeconds(15), KeepAliveTimeout = TimeSpan.FromSeconds(20) });
        box.UseRouting();
        box.UseMiddleware<SameOrigin>();
        box.UseAuthentication();
        box.UseRateLimiter();
        box.UseAuthorization();
        box.MapApiPage();
    }
}
