using System.Collections.Concurrent;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Panels;

/// <summary>Presses, and what they are bound to. Virtual and real controls enter at the same place.</summary>
internal sealed class PanelActions(Bindings bindings, ActivePanelWorkspace active, PanelVerbs verbs, LiveHub hub, TimeProvider clock)
{
    private const int MostSteps = 1_000;

    // Controls that are bound, and a few that someone tries: no more are remembered.
    private const int MostRemembered = 1_000;

    private readonly ConcurrentDictionary<(string Panel, string Control), PanelEvent> _last = new();

    /// <summary>The panels, their controls, and what each did last.</summary>
    public IReadOnlyList<PanelAnswer> List()
    {
        var panels = bindings.All.GroupBy(b => b.Panel).ToDictionary(g => g.Key, g => g.ToList());
        panels.TryAdd(PanelNames.Virtual, []);
        return [.. panels.OrderBy(p => p.Key, StringComparer.Ordinal).Select(p => PanelOf(p.Key, p.Value))];
    }

    /// <summary>Does what the control is bound to, and shows everybody that it was heard and what came of it.</summary>
    /// <exception cref="Refusal">It is bound to nothing, there is no workspace to act on, or the action can't be done now.</exception>
    public async Task<PanelEvent> HandleAsync(ControlEvent press, CancellationToken ct)
    {
        Check(press);
        var binding = bindings.Of(press);
        var workspaceId = binding is not null && PanelVerbs.NeedsWorkspace(binding.Action) ? press.WorkspaceId ?? active.Id : press.WorkspaceId;
        var heard = new PanelEvent(
            press.Panel,
            press.Control,
            press.Event,
            press.Steps,
            binding?.Action,
            workspaceId,
            press.AtServerMs ?? NowMs,
            new HubUser(press.Caller.UserId, press.Caller.Name),
            "heard",
            null);
        if (binding is null)
        {
            Show(heard with { Outcome = "unbound" });
            throw Refusal.NotFound($"binding for {press.Event} of {press.Control}; bind it at /api/panels/bindings");
        }
        Show(heard);
        try
        {
            if (workspaceId is null && PanelVerbs.NeedsWorkspace(binding.Action))
                throw new Refusal(ErrorCode.Conflict, "No workspace is active; open one, or choose it at /api/panels/active.");
            var notice = await verbs.DoAsync(binding, press, workspaceId ?? "", ct);
            return Show(heard with { Outcome = notice is null ? "done" : "ignored", Message = notice });
        }
        catch (Refusal refusal)
        {
            Show(heard with { Outcome = "refused", Message = refusal.Message });
            throw;
        }
    }

    private double NowMs => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalMilliseconds;

    private static void Check(ControlEvent press)
    {
        Bindings.Name("control", press.Control);
        Bindings.Event("event", press.Event);
        Platform.Http.Check.Within("steps", press.Steps, -MostSteps, MostSteps);
    }

    private PanelEvent Show(PanelEvent shown)
    {
        var key = (shown.Panel, shown.Control);
        if (_last.Count < MostRemembered || _last.ContainsKey(key))
            _last[key] = shown;
        hub.ShowAll("panel_event", shown, $"{shown.Panel}/{shown.Control}");
        return shown;
    }

    private PanelAnswer PanelOf(string id, IReadOnlyList<Binding> bound)
    {
        var controls = bound.GroupBy(b => b.Control).Select(g => new PanelControl(
            g.Key, [.. g.Select(b => b.Event)], _last.GetValueOrDefault((id, g.Key)))).ToList();
        var isVirtual = id == PanelNames.Virtual;
        var last = controls.Select(c => c.LastEvent).Where(e => e is not null).MaxBy(e => e?.AtServerMs);
        return new PanelAnswer(
            id, isVirtual ? "Virtual panel" : id, isVirtual ? "virtual" : "device", isVirtual ? "ok" : "not connected", controls, last);
    }
}
