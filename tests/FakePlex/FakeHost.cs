using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace FakePlex;

/// <summary>One HTTP server on loopback that notes each request and lets faults happen.</summary>
internal sealed class FakeHost : IAsyncDisposable
{
    private readonly WebApplication _app;

    private FakeHost(WebApplication app, Uri address)
    {
        _app = app;
        Address = address;
    }

    public Uri Address { get; }

    public static async Task<FakeHost> StartAsync(HostPlan plan, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, plan.Port, listen =>
        {
            if (plan.Certificate is { } certificate)
                listen.UseHttps(certificate);
        }));
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));
        var app = builder.Build();
        app.UseWebSockets();
        app.Use((context, next) => NoteAsync(context, next, plan));
        plan.Map(app);
        app.MapFallback(context => Wire.ErrorAsync(context, StatusCodes.Status404NotFound));
        await app.StartAsync(ct);
        return new FakeHost(app, new Uri(app.Urls.First()));
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
    }

    private static async Task NoteAsync(HttpContext context, RequestDelegate next, HostPlan plan)
    {
        var call = plan.Calls.Add(context.Request);
        try
        {
            if (plan.Faults.Take(call) is { } fault && await Faults.MeetAsync(context, fault))
                return;
            if (plan.Gate is null || await plan.Gate(context))
                await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The client gave up.
        }
    }
}

/// <summary>What a host serves.</summary>
/// <param name="Port">TCP port; 0 for any.</param>
/// <param name="Calls">Where requests are noted.</param>
/// <param name="Faults">What goes wrong.</param>
/// <param name="Map">Adds the routes.</param>
internal sealed record HostPlan(int Port, SeenCalls Calls, Faults Faults, Action<IEndpointRouteBuilder> Map)
{
    /// <summary>Lets a request through (true), or has answered it.</summary>
    public Func<HttpContext, Task<bool>>? Gate { get; init; }

    /// <summary>Serves TLS with this one; plain HTTP when null.</summary>
    public X509Certificate2? Certificate { get; init; }
}
