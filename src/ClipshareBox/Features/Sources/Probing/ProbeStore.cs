using System.Data;
using ClipshareBox.Platform.Store;
using Dapper;

namespace ClipshareBox.Features.Sources.Probing;

/// <summary>What a probe came to.</summary>
/// <param name="ContentKey">The content.</param>
/// <param name="Stamp">The file as it stood before and after the probe.</param>
/// <param name="State">ready, faulty, or waiting when it has to be tried again.</param>
/// <param name="Info">What was found, as JSON; null keeps what an earlier probe found.</param>
/// <param name="DurationMs">Length in ms, with <paramref name="Info"/>.</param>
/// <param name="Fault">Why it can't be read, or null.</param>
/// <param name="DueAtMs">When it is to be tried again, in Unix ms.</param>
/// <param name="Tries">Tries that failed in a way that may pass.</param>
internal sealed record ProbeOutcome(
    string ContentKey, FileStamp Stamp, string State, string? Info, long? DurationMs, string? Fault, long DueAtMs, int Tries);

/// <summary>What the probe asks of and writes into the table <c>contents</c>.</summary>
internal static class ProbeStore
{
    private const string Waiting = "c.state = 'waiting' and c.away_at_ms is null and s.removed_at_ms is null";

    /// <summary>Contents whose probe is due, those that wait longest first.</summary>
    public static IReadOnlyList<ContentRow> Due(IDbConnection connection, long nowMs, int most) => [.. connection.Query<ContentRow>(
        $"""
        select {ContentStore.Columns} from contents c join sources s on s.id = c.source_id
        where {Waiting} and c.due_at_ms <= @nowMs order by c.due_at_ms limit @most
        """,
        new { nowMs, most })];

    /// <summary>When the next probe is due, in Unix ms.</summary>
    public static long? NextDue(IDbConnection connection) => connection.QuerySingle<long?>(
        $"select min(c.due_at_ms) from contents c join sources s on s.id = c.source_id where {Waiting}");

    public static void Save(Change change, IEnumerable<ProbeOutcome> outcomes) => change.Execute(
        """
        update contents set state = @State, size_bytes = @SizeBytes, changed_at = @ChangedAt, info = coalesce(@Info, info),
            duration_ms = coalesce(@DurationMs, duration_ms), fault = @Fault, due_at_ms = @DueAtMs, tries = @Tries
        where content_key = @ContentKey and state = 'waiting' and away_at_ms is null
        """,
        outcomes.Select(o => new
        {
            o.State,
            o.Stamp.SizeBytes,
            o.Stamp.ChangedAt,
            o.Info,
            o.DurationMs,
            o.Fault,
            o.DueAtMs,
            o.Tries,
            o.ContentKey,
        }));
}
