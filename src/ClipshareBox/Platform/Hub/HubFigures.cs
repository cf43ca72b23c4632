using System.Diagnostics.Metrics;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Platform.Hub;

/// <summary>What the hub has sent since the start, and to how many. Each connection counts for itself; it is added up when somebody looks.</summary>
internal sealed class HubFigures
{
    private readonly Lock _lock = new();
    private readonly HashSet<HubConnection> _open = [];
    private long _sentBefore;
    private long _dropped;

    public HubFigures(BoxMeter meter)
    {
        meter.Gauge("clipsharebox.hub.clients", null, "Clients that are connected to the hub.", () => [new Measurement<double>(Read().Clients)]);
        meter.Gauge("clipsharebox.hub.waiting_frames", null, "Frames that wait to be sent, over all clients.", () => [new Measurement<double>(Read().Waiting)]);
        meter.Sum("clipsharebox.hub.sent_frames", null, "Frames sent to clients.", () => Read().Sent);
        meter.Sum("clipsharebox.hub.dropped_clients", null, "Clients that did not keep up and were dropped.", () => Read().Dropped);
    }

    /// <summary>How it stands.</summary>
    public (int Clients, long Sent, long Dropped, long Waiting) Read()
    {
        lock (_lock)
            return (_open.Count, _sentBefore + _open.Sum(c => c.FramesSent), _dropped, _open.Sum(c => (long)c.Outbox.Waiting));
    }

    public void Enter(HubConnection connection)
    {
        lock (_lock)
            _open.Add(connection);
    }

    public void Exit(HubConnection connection)
    {
        lock (_lock)
        {
            if (!_open.Remove(connection))
                return;
            _sentBefore += connection.FramesSent;
            _dropped += connection.Outbox.Overrun.IsCompleted ? 1 : 0;
        }
    }
}
