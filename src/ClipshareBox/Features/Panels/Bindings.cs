using System.Text.Json;
using System.Text.RegularExpressions;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Panels;

/// <summary>Which control does what: data, checked when it is stored, so that a press never meets a wrong one.</summary>
internal sealed partial class Bindings(Database database, SettingStore settings, AuditLog audit)
{
    private const string Setting = "panels.bindings";
    private const int Most = 500;
    private const int MostMs = 600_000;

    private static readonly IReadOnlyList<Binding> Defaults =
    [
        .. new[] { "mark-in", "mark-out", "mark", "cancel-mark", "play", "pause", "play-pause" }.Select(c => Press(c, $"deck.{c}")),
        .. new[] { "fire-latest", "cue-latest", "roll", "stop", "hold", "eject" }.Select(c => Press(c, $"vtr.{c}")),
        Press("step-back", "deck.step") with { Arguments = new BindingArguments { Frames = -1 } },
        Press("step-forward", "deck.step") with { Arguments = new BindingArguments { Frames = 1 } },
        Press("jog", "deck.jog") with { Event = "turn" },
        Press("shuttle", "deck.shuttle") with { Event = "turn" },
        Press("shuttle", "deck.shuttle") with { Event = "release", Arguments = new BindingArguments { Speed = 0 } },
    ];

    private volatile IReadOnlyList<Binding>? _all;

    /// <summary>All bindings; those that a box comes with until someone stores others.</summary>
    public IReadOnlyList<Binding> All => _all ??= settings.Get(Setting) is { } text
        ? JsonSerializer.Deserialize(text, PanelsJson.Default.BindingList)?.Bindings ?? Defaults
        : Defaults;

    /// <summary>The binding of an event; null when it has none.</summary>
    public Binding? Of(ControlEvent press) =>
        All.FirstOrDefault(b => b.Panel == press.Panel && b.Control == press.Control && b.Event == press.Event);

    /// <summary>Puts a list in the place of the one before.</summary>
    /// <exception cref="Refusal">A binding is wrong; none is stored.</exception>
    public void Replace(Caller caller, IReadOnlyList<Binding> wanted)
    {
        if (wanted.Count > Most)
            throw Refusal.Invalid("bindings", $"may have {Most} entries at most.");
        for (var i = 0; i < wanted.Count; i++)
            Check($"bindings[{i}]", wanted[i]);
        if (wanted.GroupBy(b => (b.Panel, b.Control, b.Event)).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw Refusal.Invalid("bindings", $"{twice.Key.Control} {twice.Key.Event} is bound twice.");
        var text = JsonSerializer.Serialize(new BindingList(wanted), PanelsJson.Default.BindingList);
        database.Write(change =>
        {
            audit.Add(change, caller, new AuditNote("keys.change") { Detail = Difference(All, wanted) });
            SettingStore.Set(change, Setting, text);
            change.AfterCommit(() => _all = wanted);
        });
    }

    /// <summary>Puts those that a box comes with in the place of all.</summary>
    public void Reset(Caller caller) => Replace(caller, Defaults);

    /// <summary>The name of a panel or control.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public static string Name(string field, string? value) =>
        value is not null && Word().IsMatch(value) ? value : throw Refusal.Invalid(field, "has 1 to 64 letters, digits, dashes, dots or underscores.");

    /// <summary>The name of an event.</summary>
    /// <exception cref="Refusal">It is none.</exception>
    public static string Event(string field, string? value) => Platform.Http.Check.OneOf(field, value, "press", "release", "turn");

    private static string? Difference(IReadOnlyList<Binding> before, IReadOnlyList<Binding> after)
    {
        var acts = new[] { before, after }.Select(all => all.ToDictionary(b => $"{b.Panel} {b.Control} {b.Event}", Act)).ToList();
        return AuditNote.Changes([.. acts.SelectMany(a => a.Keys).Distinct().Order(StringComparer.Ordinal)
            .Select(key => (key, (object?)acts[0].GetValueOrDefault(key), (object?)acts[1].GetValueOrDefault(key)))]);
    }

    private static string Act(Binding binding) => binding.Arguments is { } arguments
        ? $"{binding.Action} {JsonSerializer.Serialize(arguments, PanelsJson.Default.BindingArguments)}"
        : binding.Action;

    private static void Check(string field, Binding? binding)
    {
        if (binding is null)
            throw Refusal.Invalid(field, "must not be null.");
        Name($"{field}.panel", binding.Panel);
        Name($"{field}.control", binding.Control);
        Event($"{field}.event", binding.Event);
        var kind = PanelVerbs.All.FirstOrDefault(a => a.Action == binding.Action)
            ?? throw Refusal.Invalid($"{field}.action", $"is one of {string.Join(", ", PanelVerbs.All.Select(a => a.Action))}.");
        foreach (var (name, given) in Given(binding.Arguments))
        {
            if (given && !kind.Arguments.Contains(name))
                throw Refusal.Invalid($"{field}.arguments.{name}", $"{kind.Action} takes {(kind.Arguments.Count == 0 ? "no arguments" : string.Join(", ", kind.Arguments))}.");
        }
        if (binding.Action == "deck.seek" && binding.Arguments?.Ms is null)
            throw Refusal.Invalid($"{field}.arguments.ms", "is missing.");
        CheckValues($"{field}.arguments", binding.Arguments ?? new BindingArguments());
    }

    private static void CheckValues(string field, BindingArguments arguments)
    {
        Platform.Http.Check.Within($"{field}.frames", arguments.Frames ?? 0, -10_000, 10_000);
        Platform.Http.Check.Within($"{field}.ms", arguments.Ms ?? 0, 0, long.MaxValue);
        Platform.Http.Check.Within($"{field}.preMs", arguments.PreMs ?? 0, 0, MostMs);
        Platform.Http.Check.Within($"{field}.postMs", arguments.PostMs ?? 0, 0, MostMs);
        Platform.Http.Check.Text($"{field}.label", arguments.Label, 200, required: false);
        if (arguments.Speed is not (null or >= -Decks.DeckRules.FastestShuttle and <= Decks.DeckRules.FastestShuttle))
            throw Refusal.Invalid($"{field}.speed", $"lies from -{Decks.DeckRules.FastestShuttle} to {Decks.DeckRules.FastestShuttle}.");
    }

    private static IEnumerable<(string Name, bool Given)> Given(BindingArguments? arguments) => arguments is null ? [] :
    [
        ("frames", arguments.Frames is not null),
        ("speed", arguments.Speed is not null),
        ("ms", arguments.Ms is not null),
        ("preMs", arguments.PreMs is not null),
        ("postMs", arguments.PostMs is not null),
        ("label", arguments.Label is not null),
    ];

    private static Binding Press(string control, string action) => new(control, "press", action);

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
