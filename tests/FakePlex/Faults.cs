using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>The connection is closed without an answer.</summary>
    Drop,

    /// <summary>No answer until the client gives up.</summary>
    Hang,

    /// <summary>The true answer, late.</summary>
    Slow,

    /// <summary>An HTML page of a proxy or hotel network, with 200.</summary>
    HtmlPage,

    /// <summary>JSON that stops in its middle.</summary>
    BrokenJson,

    /// <summary>An error status with Plex's small HTML page.</summary>
    Status,

    /// <summary>429, with or without Retry-After.</summary>
    TooMany,

    /// <summary>A redirect to another address.</summary>
    Redirect,
}

/// <summary>One fault.</summary>
/// <param name="Kind">What happens.</param>
/// <param name="Status">The status of <see cref="FaultKind.Status"/>.</param>
/// <param name="Delay">How long <see cref="FaultKind.Slow"/> waits, or what Retry-After says.</param>
/// <param name="Where">Paths that begin with this; all when null. /identity can be named too.</param>
/// <param name="Target">Where a redirect leads.</param>
public sealed record Fault(FaultKind Kind, int Status = 500, TimeSpan Delay = default, string? Where = null, string? Target = null);

/// <summary>Faults to come: each is for a number of requests, or stays until cleared.</summary>
public sealed class Faults
{
    private readonly Lock _lock = new();
    private readonly List<(Fault Fault, int Left)> _planned = [];

    /// <summary>Chooses a fault by the request, before the planned ones; for storms.</summary>
    public Func<SeenCall, Fault?>? Chooser { get; set; }

    /// <summary>The next <paramref name="times"/> requests meet this.</summary>
    public void Next(Fault fault, int times = 1)
    {
        lock (_lock)
            _planned.Add((fault, times));
    }

    /// <summary>All requests meet this until cleared.</summary>
    public void Always(Fault fault) => Next(fault, int.MaxValue);

    /// <summary>All is well again.</summary>
    public void Clear()
    {
        lock (_lock)
            _planned.Clear();
        Chooser = null;
    }

    internal Fault? Take(SeenCall call)
    {
        if (Chooser?.Invoke(call) is { } chosen)
            return chosen;
        lock (_lock)
        {
            var at = _planned.FindIndex(p => p.Fault.Where is null || call.Path.StartsWith(p.Fault.Where, StringComparison.Ordinal));
            if (at < 0)
                return null;
            var (fault, left) = _planned[at];
            if (left == 1)
                _planned.RemoveAt(at);
            else if (left != int.MaxValue)
                _planned[at] = (fault, left - 1);
            return fault;
        }
    }

    /// <summary>Does what the fault says.</summary>
    /// <returns>True when the request was dealt with.</returns>
    internal static async Task<bool> MeetAsync(HttpContext context, Fault fault)
    {
        var ct = context.RequestAborted;
        switch (fault.Kind)
        {
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, TimeProvider.System, ct);
                return false;
            case FaultKind.Drop:
                context.Abort();
                return true;
            case FaultKind.Hang:
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ct);
                return true;
            case FaultKind.HtmlPage:
                await Wire.HtmlAsync(context, 200, "Welcome to the hotel network", "Please sign in");
                return true;
            case FaultKind.BrokenJson:
                context.Response.ContentType = "application/json";
                await context.Response.WriteAsync("{\"MediaContainer\":{\"size\":3,\"Metadata\":[{\"ratingKey\":\"1\",\"ti", ct);
                return true;
            case FaultKind.TooMany:
                if (fault.Delay > TimeSpan.Zero)
                    context.Response.Headers.RetryAfter = Wire.Text((long)fault.Delay.TotalSeconds);
                await Wire.ErrorAsync(context, 429);
                return true;
            case FaultKind.Redirect:
                context.Response.Redirect(fault.Target ?? "http://127.0.0.1:1/");
                return true;
            default:
                await Wire.ErrorAsync(context, fault.Status);
                return true;
        }
    }
}
