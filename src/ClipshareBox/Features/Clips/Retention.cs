using System.Text.Json;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>How long clips stay.</summary>
/// <param name="KeepDays">Days after which a clip that nobody asked to keep goes, 0 to 36,500; 0: age alone removes none.</param>
/// <param name="ReserveBytes">Bytes of the disk that stay free, 0 to 2^50: where fewer are, the oldest clips go and nothing new is cut.</param>
public sealed record RetentionChoice(int KeepDays, long ReserveBytes);

/// <summary>Clips, counted.</summary>
/// <param name="Clips">How many.</param>
/// <param name="Bytes">Their size in bytes.</param>
public sealed record ClipCount(long Clips, long Bytes);

/// <summary>How long clips stay, and what a choice would remove now.</summary>
public sealed record RetentionLook
{
    /// <summary>What is in force.</summary>
    public required RetentionChoice Chosen { get; init; }

    /// <summary>The choice that the figures are of: the one asked for, else that in force.</summary>
    public required RetentionChoice Asked { get; init; }

    /// <summary>Clips that age would remove now.</summary>
    public required ClipCount ByAge { get; init; }

    /// <summary>Clips that go beside those for want of space.</summary>
    public required ClipCount BySpace { get; init; }

    /// <summary>All clips that have a file.</summary>
    public required ClipCount All { get; init; }

    /// <summary>Those of them that are kept.</summary>
    public required ClipCount Kept { get; init; }

    /// <summary>Free bytes of the disk of clips.</summary>
    public required long FreeBytes { get; init; }

    /// <summary>All bytes of that disk.</summary>
    public required long TotalBytes { get; init; }
}

/// <summary>How long clips stay: what an admin chose, else what the box was told at its start.</summary>
internal sealed class RetentionRule(Database database, SettingStore store, AuditLog audit, BoxSettings settings)
{
    private const string Setting = "clips.retention";
    private const int MostDays = 36_500;
    private const long MostReserve = 1L << 50;

    private volatile RetentionChoice? _now;

    /// <summary>What is in force.</summary>
    public RetentionChoice Now => _now ??= store.Get(Setting) is { } text
        ? JsonSerializer.Deserialize(text, ClipsJson.Default.RetentionChoice) ?? FromStart
        : FromStart;

    /// <summary>Chooses, from the next look on.</summary>
    /// <exception cref="Refusal">A number is out of its range.</exception>
    public RetentionChoice Choose(Caller caller, RetentionChoice wanted)
    {
        var text = JsonSerializer.Serialize(Checked(wanted), ClipsJson.Default.RetentionChoice);
        database.Write(change =>
        {
            SettingStore.Set(change, Setting, text);
            var before = Now;
            audit.Add(change, caller, new AuditNote("retention.choose")
            {
                Detail = AuditNote.Changes(("keepDays", before.KeepDays, wanted.KeepDays), ("reserveBytes", before.ReserveBytes, wanted.ReserveBytes)),
            });
            change.AfterCommit(() => _now = wanted);
        });
        return wanted;
    }

    /// <summary>A choice with its numbers in their ranges.</summary>
    /// <exception cref="Refusal">One is not.</exception>
    public static RetentionChoice Checked(RetentionChoice wanted)
    {
        Check.Within("keepDays", wanted.KeepDays, 0, MostDays);
        Check.Within("reserveBytes", wanted.ReserveBytes, 0, MostReserve);
        return wanted;
    }

    private RetentionChoice FromStart => new(settings.KeepDays, settings.ReserveBytes);
}
