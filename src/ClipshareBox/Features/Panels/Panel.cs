using System.Text.Json.Serialization;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Panels;

/// <summary>What a control did. Virtual and real controls say the same thing.</summary>
internal sealed record ControlEvent
{
    /// <summary>The panel; "virtual" for the one on the screens.</summary>
    public required string Panel { get; init; }

    /// <summary>The control on it.</summary>
    public required string Control { get; init; }

    /// <summary>press, release or turn.</summary>
    public required string Event { get; init; }

    /// <summary>For turn: detents of a wheel, or the place of a ring; negative backwards.</summary>
    public int Steps { get; init; }

    /// <summary>The workspace that is meant; null for the active one.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>The instant of the edge by the box's clock, Unix time in ms; null for now.</summary>
    public double? AtServerMs { get; init; }

    /// <summary>Who is at it; <see cref="Platform.Http.Caller.Panel"/> for what is plugged into the box.</summary>
    public required Caller Caller { get; init; }
}

/// <summary>A press of a virtual control.</summary>
/// <param name="Event">press, release or turn.</param>
/// <param name="Steps">For turn, −1000 to 1000.</param>
/// <param name="WorkspaceId">The workspace; the active one where none is given.</param>
/// <param name="AtServerMs">When, by the box's clock.</param>
public sealed record VirtualPress(string Event, int? Steps = null, string? WorkspaceId = null, double? AtServerMs = null);

/// <summary>Data of <c>panel_event</c>: a control was heard, and what came of it.</summary>
/// <param name="Panel">The panel.</param>
/// <param name="Control">The control.</param>
/// <param name="Event">press, release or turn.</param>
/// <param name="Steps">Detents.</param>
/// <param name="Action">What it is bound to; null for nothing.</param>
/// <param name="WorkspaceId">The workspace that it acted on.</param>
/// <param name="AtServerMs">The instant of the edge.</param>
/// <param name="User">Who was at it.</param>
/// <param name="Outcome">heard, done, ignored, refused or unbound.</param>
/// <param name="Message">Why it was refused or ignored.</param>
public sealed record PanelEvent(
    string Panel, string Control, string Event, int Steps, string? Action, string? WorkspaceId, double AtServerMs, HubUser User, string Outcome, string? Message);

/// <summary>Ties an event of a control to an action.</summary>
/// <param name="Control">The control: letters, digits, dashes.</param>
/// <param name="Event">press, release or turn.</param>
/// <param name="Action">One of the actions of <c>GET /api/panels/bindings</c>.</param>
/// <param name="Arguments">What the action needs to know.</param>
/// <param name="Panel">The panel; the virtual one where none is named.</param>
public sealed record Binding(string Control, string Event, string Action, BindingArguments? Arguments = null, string Panel = PanelNames.Virtual);

/// <summary>Arguments of actions; each action takes some of them.</summary>
public sealed record BindingArguments
{
    /// <summary>deck.step and deck.jog: frames a press or detent, −10,000 to 10,000.</summary>
    public int? Frames { get; init; }

    /// <summary>deck.shuttle: a fixed speed, −64 to 64; without it the place of the ring gives the speed.</summary>
    public double? Speed { get; init; }

    /// <summary>deck.seek: place in ms.</summary>
    public long? Ms { get; init; }

    /// <summary>deck.mark: ms before the press, up to 600,000.</summary>
    public long? PreMs { get; init; }

    /// <summary>deck.mark: ms behind the press, up to 600,000.</summary>
    public long? PostMs { get; init; }

    /// <summary>deck.mark and deck.mark-out: label.</summary>
    public string? Label { get; init; }
}

/// <summary>All bindings; a list that is put replaces the one before.</summary>
/// <param name="Bindings">Up to 500, one for each event of a control.</param>
public sealed record BindingList(IReadOnlyList<Binding> Bindings);

/// <summary>All bindings, and what can be bound.</summary>
/// <param name="Bindings">The bindings.</param>
/// <param name="Actions">The actions with the arguments that each takes.</param>
public sealed record BindingsAnswer(IReadOnlyList<Binding> Bindings, IReadOnlyList<ActionKind> Actions);

/// <summary>Something that can be bound.</summary>
/// <param name="Action">Its name.</param>
/// <param name="Arguments">Names of its arguments.</param>
public sealed record ActionKind(string Action, IReadOnlyList<string> Arguments);

/// <summary>A panel and its controls.</summary>
/// <param name="Id">Its name in addresses and bindings.</param>
/// <param name="Name">Its name to people.</param>
/// <param name="Kind">virtual, or how it is plugged in.</param>
/// <param name="Health">ok, or what is wrong.</param>
/// <param name="Controls">Its controls.</param>
/// <param name="LastEvent">What it did last.</param>
public sealed record PanelAnswer(string Id, string Name, string Kind, string Health, IReadOnlyList<PanelControl> Controls, PanelEvent? LastEvent);

/// <summary>A control.</summary>
/// <param name="Control">Its name.</param>
/// <param name="Events">The events that are bound.</param>
/// <param name="LastEvent">What it did last.</param>
public sealed record PanelControl(string Control, IReadOnlyList<string> Events, PanelEvent? LastEvent);

/// <summary>The workspace that panels act on.</summary>
/// <param name="WorkspaceId">The workspace; null for none.</param>
public sealed record ActiveWorkspace(string? WorkspaceId);

/// <summary>Chooses the workspace that panels act on.</summary>
/// <param name="WorkspaceId">The workspace.</param>
public sealed record ActiveChoice(string WorkspaceId);

/// <summary>Names of panels.</summary>
internal static class PanelNames
{
    /// <summary>The one on the screens.</summary>
    public const string Virtual = "virtual";
}

/// <summary>Panels as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VirtualPress))]
[JsonSerializable(typeof(PanelEvent))]
[JsonSerializable(typeof(BindingList))]
[JsonSerializable(typeof(BindingsAnswer))]
[JsonSerializable(typeof(IReadOnlyList<PanelAnswer>))]
[JsonSerializable(typeof(ActiveChoice))]
[JsonSerializable(typeof(ActiveWorkspace))]
internal sealed partial class PanelsJson : JsonSerializerContext;
