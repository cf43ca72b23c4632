using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace ClipshareBox.Platform.Metrics;

/// <summary>What has been measured since the start: the box's own instruments, and the web server's request durations.</summary>
internal sealed partial class Readings : IHostedService, IDisposable
{
    /// <summary>The server's own histogram, by method, route and status (OpenTelemetry's semantic conventions for HTTP).</summary>
    public const string Requests = "http.server.request.duration";

    // Far above what the routes can make of it: a mistake in a label must not fill the memory.
    private const int MostSeries = 4_000;

    private static readonly Dictionary<string, string> RequestLabels = new()
    {
        ["http.request.method"] = "method",
        ["http.route"] = "route",
        ["http.response.status_code"] = "status",
    };

    private readonly ConcurrentDictionary<Instrument, Board> _boards = new();
    private readonly MeterListener _listener = new();
    private readonly IMeterFactory _factory;
    private readonly ILogger<Readings> _log;
    private int _series;

    public Readings(IMeterFactory factory, ILogger<Readings> log)
    {
        (_factory, _log) = (factory, log);
        _listener.InstrumentPublished = Choose;
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Take(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Take(instrument, value, tags));
    }

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _listener.Start();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Everything as it stands now, by name.</summary>
    public IReadOnlyList<(Instrument Instrument, IReadOnlyList<double> Bounds, IReadOnlyList<Series> Series)> Read()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException e) // of one value; the others are there
        {
            LogUnread(_log, e);
        }
        return [.. _boards.OrderBy(b => b.Key.Name, StringComparer.Ordinal)
            .Select(b => (b.Key, b.Value.Bounds, (IReadOnlyList<Series>)[.. b.Value.Series.Values.OrderBy(s => s.Labels, StringComparer.Ordinal)]))];
    }

    /// <summary>What an instrument has measured so far: the bounds of its buckets, and its series.</summary>
    public (IReadOnlyList<double> Bounds, IReadOnlyList<Series> Series) Of(string name) =>
        _boards.FirstOrDefault(b => b.Key.Name == name).Value is { } board ? (board.Bounds, [.. board.Series.Values]) : ([], []);

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    // Several boxes may live in one process, each with a factory of its own.
    private void Choose(Instrument instrument, MeterListener listener)
    {
        if (!ReferenceEquals(instrument.Meter.Scope, _factory) || (instrument.Meter.Name != BoxMeter.Name && instrument.Name != Requests))
            return;
        var bounds = (instrument as Histogram<double>)?.Advice?.HistogramBucketBoundaries ?? [];
        _boards.TryAdd(instrument, new Board(bounds, new ConcurrentDictionary<string, Series>()));
        listener.EnableMeasurementEvents(instrument);
    }

    private void Take(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (!_boards.TryGetValue(instrument, out var board) || LabelsOf(instrument, tags) is not { } labels)
            return;
        if (!board.Series.TryGetValue(labels, out var series))
        {
            if (Interlocked.Increment(ref _series) > MostSeries)
                return;
            series = board.Series.GetOrAdd(labels, new Series(labels, board.Bounds));
        }
        if (board.Bounds.Count > 0)
            series.Observe(value);
        else if (instrument.IsObservable)
            series.Set(value);
        else
            series.Add(value);
    }

    // Null for what is no request: a WebSocket lasts as long as its client stays.
    private static string? LabelsOf(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (instrument.Name != Requests)
            return PrometheusText.Labels(tags);
        var kept = new List<KeyValuePair<string, object?>>(4);
        foreach (var (name, value) in tags)
        {
            if (name == "http.response.status_code" && value is StatusCodes.Status101SwitchingProtocols)
                return null;
            if (RequestLabels.TryGetValue(name, out var label))
                kept.Add(new(label, value));
        }
        if (!kept.Exists(k => k.Key == "route"))
            kept.Add(new("route", "none"));
        kept.Sort((a, b) => string.CompareOrdinal(a.Key, b.Key));
        return PrometheusText.Labels(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(kept));
    }

    [LoggerMessage(LogLevel.Warning, "Some values could not be read")]
    private static partial void LogUnread(ILogger logger, Exception failure);

    private sealed record Board(IReadOnlyList<double> Bounds, ConcurrentDictionary<string, Series> Series);
}
