using System.Text.Json.Serialization;
using ClipshareBox.Features.Clips;
using ClipshareBox.Features.Decks;

namespace ClipshareBox.Features.Vtr;

/// <summary>The clip in the player.</summary>
/// <param name="Id">The clip.</param>
/// <param name="BookmarkId">Its bookmark.</param>
/// <param name="WorkspaceId">Its workspace.</param>
/// <param name="Number">The bookmark's spoken number.</param>
/// <param name="Label">The bookmark's label.</param>
/// <param name="Url">Address of the file, for those who may download clips.</param>
/// <param name="InMs">IN in ms from the start of the file; more than 0 where it has handles.</param>
/// <param name="OutMs">OUT in ms from the start of the file.</param>
/// <param name="DurationMs">Length of the whole file in ms.</param>
/// <param name="FrameRate">Frames a second.</param>
/// <param name="IsInstant">True for the quick cut that stands in until the clip is whole.</param>
public sealed record VtrClip(
    string Id,
    string BookmarkId,
    string WorkspaceId,
    int Number,
    string Label,
    string Url,
    long InMs,
    long OutMs,
    long DurationMs,
    FrameRate FrameRate,
    bool IsInstant)
{
    internal static VtrClip Of(RollClip clip) => new(
        clip.Id,
        clip.BookmarkId,
        clip.WorkspaceId,
        clip.Number,
        clip.Label,
        clip.FileUrl,
        clip.InMs,
        clip.OutMs,
        clip.DurationMs,
        new FrameRate(clip.FrameRate.Num, clip.FrameRate.Den),
        clip.IsInstant);
}

/// <summary>A program page that is connected.</summary>
public sealed record VtrOutput
{
    /// <summary>Its connection.</summary>
    public required string Id { get; init; }

    /// <summary>The name that the page was opened with, or "program".</summary>
    public required string Name { get; init; }

    /// <summary>key or session.</summary>
    public required string Via { get; init; }

    /// <summary>What it says it does: connected, empty, loading, cued, rolling, held, late or fault.</summary>
    public string State { get; init; } = "connected";

    /// <summary>The clip that it shows.</summary>
    public string? ClipId { get; init; }

    /// <summary>The roll that it shows or showed last.</summary>
    public long? RollId { get; init; }

    /// <summary>When the first frame of that roll that moved was on its picture; the box's clock, Unix time in ms.</summary>
    public double? FirstFramePresentedAtMs { get; init; }

    /// <summary>Where that frame lies, in ms from IN.</summary>
    public double FirstFrameMs { get; init; }

    /// <summary>True when the browser let it play without sound only.</summary>
    public bool Muted { get; init; }

    /// <summary>What is wrong, in words.</summary>
    public string? Fault { get; init; }
}

/// <summary>How the last roll went.</summary>
/// <param name="RollId">Its name.</param>
/// <param name="ClipId">The clip.</param>
/// <param name="Number">The bookmark's number.</param>
/// <param name="PressedAtMs">When the key was pressed; the box's clock, Unix time in ms.</param>
/// <param name="PressToSentMs">From the press until the program pages were told.</param>
/// <param name="PressToFrameMs">From the press until the first frame that moves was on a program page; null until one says so.</param>
public sealed record LastRoll(long RollId, string ClipId, int Number, double PressedAtMs, double? PressToSentMs, double? PressToFrameMs);

/// <summary>The player; data of <c>vtr_state</c>.</summary>
public sealed record VtrState
{
    /// <summary>empty, cued, rolling or held.</summary>
    public required string State { get; init; }

    /// <summary>The clip in it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public VtrClip? Clip { get; init; }

    /// <summary>Ms from IN at <see cref="AtServerMs"/>.</summary>
    public required long PositionMs { get; init; }

    /// <summary>Ms to OUT at <see cref="AtServerMs"/>.</summary>
    public required long RemainingMs { get; init; }

    /// <summary>True when a program page shows the rolling or held clip.</summary>
    public required bool OnAir { get; init; }

    /// <summary>The program pages.</summary>
    public required IReadOnlyList<VtrOutput> Outputs { get; init; }

    /// <summary>The instant that the position is of; the box's clock, Unix time in ms.</summary>
    public required double AtServerMs { get; init; }

    /// <summary>Names the roll: one more with each, never the same again, also not after a restart.</summary>
    public required long RollId { get; init; }

    /// <summary>What brought it here: cue, roll, fire, stop, hold, eject or end.</summary>
    public string? Cause { get; init; }

    /// <summary>When this roll began; a program page that hears of it more than 500 ms later does not begin it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RolledAtMs { get; init; }

    /// <summary>The last roll.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public LastRoll? LastRoll { get; init; }

    /// <summary>Why a press changed nothing; in the answer to that press only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Notice { get; init; }

    /// <summary>Address of the clip for a program page, while it is in the player; nobody else gets it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Media { get; init; }
}

/// <summary>Which clip to cue or fire: one of the three.</summary>
public sealed record VtrTarget
{
    /// <summary>A clip.</summary>
    public string? ClipId { get; init; }

    /// <summary>A bookmark; its clip, or a quick cut where that is not whole yet.</summary>
    public string? BookmarkId { get; init; }

    /// <summary>A place in the rundown.</summary>
    public int? Slot { get; init; }

    /// <summary>When the key was pressed, by the box's clock; more than 500 ms ago is too late.</summary>
    public double? AtServerMs { get; init; }
}

/// <summary>A press of roll.</summary>
/// <param name="AtServerMs">When, by the box's clock; more than 500 ms ago is too late.</param>
public sealed record VtrPress(double? AtServerMs = null);

/// <summary>Details of a 409: how the player stands.</summary>
public sealed record CurrentVtr(VtrState Current);

/// <summary>Details of a press that came too late.</summary>
public sealed record LatePress(string Reason, long AgeMs);

/// <summary>The key of the program page, seen this once.</summary>
/// <param name="Key">The key.</param>
/// <param name="Url">The page with it, to be put into OBS.</param>
public sealed record ProgramKeyAnswer(string Key, string Url);

/// <summary>A program page presents itself.</summary>
/// <param name="Name">Its name, up to 64 characters.</param>
public sealed record ProgramHello(string? Name = null);

/// <summary>A program page tells what it does.</summary>
public sealed record ProgramReport
{
    /// <summary>empty, loading, cued, rolling, held, late or fault.</summary>
    public required string State { get; init; }

    /// <summary>The clip that it shows.</summary>
    public string? ClipId { get; init; }

    /// <summary>The roll.</summary>
    public long? RollId { get; init; }

    /// <summary>When the first frame that moved was on the picture, by the box's clock.</summary>
    public double? FirstFramePresentedAtMs { get; init; }

    /// <summary>Where that frame lies, in ms from IN: the IN frame itself stands on the picture before the roll.</summary>
    public double? FirstFrameMs { get; init; }

    /// <summary>True when it may only play without sound.</summary>
    public bool Muted { get; init; }

    /// <summary>What is wrong.</summary>
    public string? Fault { get; init; }
}

/// <summary>What is kept of a cue.</summary>
internal sealed record KeptCue(string ClipId, string BookmarkId);

/// <summary>The player as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(VtrState))]
[JsonSerializable(typeof(VtrTarget))]
[JsonSerializable(typeof(VtrPress))]
[JsonSerializable(typeof(CurrentVtr))]
[JsonSerializable(typeof(LatePress))]
[JsonSerializable(typeof(ProgramKeyAnswer))]
[JsonSerializable(typeof(ProgramHello))]
[JsonSerializable(typeof(ProgramReport))]
[JsonSerializable(typeof(KeptCue))]
internal sealed partial class VtrJson : JsonSerializerContext;
