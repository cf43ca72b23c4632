using ClipshareBox.Platform.Hub;
using ClipshareBox.Platform.Jobs;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Platform.Metrics;

/// <summary>The measuring, and its address.</summary>
internal static class MetricsParts
{
    public static void AddBoxMetrics(this IServiceCollection services, BoxSettings settings)
    {
        services.AddSingleton<BoxMeter>();
        services.AddSingleton<MachineFigures>();
        services.AddSingleton<Readings>();
        services.AddHostedService(provider => provider.GetRequiredService<Readings>());
        if (settings.Otlp is { } address)
            services.AddHostedService(_ => new OtlpExport(address));
    }

    public static void MapMetrics(this IEndpointRouteBuilder routes)
    {
        // What is read when somebody looks must be there when somebody looks.
        foreach (var part in new[] { typeof(MachineFigures), typeof(JobFigures), typeof(HubFigures) })
            routes.ServiceProvider.GetRequiredService(part);
        routes.MapGet("/metrics", (Readings readings) => Results.Text(PrometheusText.Write(readings), PrometheusText.ContentType))
            .WithTags("Observation").WithSummary("What the box counts and measures, as Prometheus reads it.");
    }
}
