using System.Text.Json;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Media.Time;
using ClipshareBox.Platform.Jobs;

namespace ClipshareBox.Features.Clips;

/// <summary>A row of the table <c>clips</c>.</summary>
internal sealed record ClipRow
{
    public required string Id { get; init; }
    public required string WorkspaceId { get; init; }
    public required string BookmarkId { get; init; }
    public int Number { get; init; }
    public string Label { get; init; } = "";
    public string? Name { get; init; }
    public bool Keep { get; init; }
    public string Profile { get; init; } = ClipProfile.Original;
    public string JobId { get; init; } = "";

    /// <summary>True once the job of the last order has stored its clip.</summary>
    public bool Made { get; init; }

    public string? Folder { get; init; }
    public string? FileName { get; init; }
    public long? StartMs { get; init; }
    public long? EndMs { get; init; }
    public int? HandlesMs { get; init; }
    public long? RateNum { get; init; }
    public long? RateDen { get; init; }
    public long? SizeBytes { get; init; }
    public string? Report { get; init; }

    /// <summary>What browsers play: the same file, or a rendering that is wanted or ready.</summary>
    public string Playout { get; init; } = PlayoutState.Same;

    public long Rev { get; init; } = 1;
    public long CreatedAtMs { get; init; }
    public long UpdatedAtMs { get; init; }
    public long? MadeAtMs { get; init; }
    public long? GoneAtMs { get; init; }

    /// <summary>Path from the root of the share; null without a whole file.</summary>
    public string? Path => FileName is null ? null : $"{Folder}/{FileName}";

    /// <summary>How the clip was made; null without a whole file.</summary>
    public ClipReport? Cut => Report is null ? null : JsonSerializer.Deserialize(Report, ClipsJson.Default.ClipReport);

    public Rational Rate => new(RateNum ?? 0, RateDen ?? 1);

    /// <summary>Address of this very version.</summary>
    public string Url => $"/api/clips/{Id}/file?v={Rev}";

    /// <summary>Address of what browsers can play, or null.</summary>
    public string? PlayoutUrl => FileName is null ? null : Playout switch
    {
        PlayoutState.Same => Url,
        PlayoutState.Ready => Url + "&playout=1",
        _ => null,
    };

    /// <summary>True where the whole file was cut by these marks.</summary>
    public bool IsCutBy(BookmarkRow mark) => FileName is not null && StartMs == mark.StartMs && EndMs == mark.EndMs;

    /// <summary>How the last order stands.</summary>
    /// <param name="job">Its job; null when that was forgotten.</param>
    public string StateBy(Job? job) => Made ? "complete" : job is null ? "cancelled" : job.State switch
    {
        JobState.Complete => "complete",
        var state => state.ToString().ToLowerInvariant(),
    };

    public Clip For(Job? job)
    {
        var report = Cut;
        return new Clip
        {
            Id = Id,
            BookmarkId = BookmarkId,
            WorkspaceId = WorkspaceId,
            Number = Number,
            Label = Label,
            Name = Name,
            Keep = Keep,
            Profile = Profile,
            State = StateBy(job),
            JobId = JobId,
            ErrorText = Made ? null : job?.ErrorText,
            FileName = FileName,
            Path = Path,
            SizeBytes = SizeBytes,
            DurationMs = report?.DurationMs,
            FrameRate = RateNum is { } num && RateDen is { } den ? new ClipRate(num, den) : null,
            StartMs = StartMs,
            EndMs = EndMs,
            HandlesMs = HandlesMs,
            Rev = Rev,
            Url = FileName is null ? null : Url,
            PlayoutUrl = PlayoutUrl,
            PosterUrl = FileName is null ? null : $"/api/clips/{Id}/poster.jpg?v={Rev}",
            Report = report,
            CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(CreatedAtMs),
            UpdatedAt = DateTimeOffset.FromUnixTimeMilliseconds(UpdatedAtMs),
        };
    }

    public BookmarkClip ForBookmark(Job? job) => new(StateBy(job), JobId, FileName, SizeBytes, FileName is null ? null : Url);
}

/// <summary>Words of the column <c>playout</c>.</summary>
internal static class PlayoutState
{
    public const string Same = "same";
    public const string Wanted = "wanted";
    public const string Ready = "ready";
}
