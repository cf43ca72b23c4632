using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace ClipshareBox.Platform.Metrics;

/// <summary>
/// Sends the same figures to an OpenTelemetry collector, every minute and once more at the end, as OTLP over HTTP. Figures only: traces would carry
/// addresses with their queries, and those may hold keys.
/// </summary>
/// <param name="address">The collector, such as http://collector:4318; the path v1/metrics is added.</param>
internal sealed class OtlpExport(Uri address) : IHostedService, IDisposable
{
    private MeterProvider? _provider;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _provider = Sdk.CreateMeterProviderBuilder()
            .AddMeter(BoxMeter.Name, "Microsoft.AspNetCore.Hosting")
            .AddOtlpExporter(options =>
            {
                options.Protocol = OtlpExportProtocol.HttpProtobuf;
                options.Endpoint = new Uri(address.AbsoluteUri.TrimEnd('/') + "/v1/metrics");
                options.TimeoutMilliseconds = 5_000;
            })
            .Build();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Sends the last figures and ends.</summary>
    public void Dispose() => _provider?.Dispose();
}
