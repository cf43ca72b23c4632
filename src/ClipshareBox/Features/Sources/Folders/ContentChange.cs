namespace ClipshareBox.Features.Sources.Folders;

/// <summary>What a look at the files found to be otherwise than in the store.</summary>
internal abstract record ContentChange
{
    private ContentChange()
    {
    }

    /// <summary>A file that was never seen.</summary>
    internal sealed record Arrived(string Folder, FoundFile File) : ContentChange;

    /// <summary>A file that was written to since.</summary>
    internal sealed record Altered(string ContentKey, FoundFile File) : ContentChange;

    /// <summary>A file that is there again, as it was.</summary>
    internal sealed record Returned(string ContentKey) : ContentChange;

    /// <summary>A file that is gone.</summary>
    internal sealed record Vanished(string ContentKey) : ContentChange;

    /// <summary>How a folder's files differ from what is known of it.</summary>
    public static IEnumerable<ContentChange> Between(string folder, IReadOnlyList<FoundFile> found, IReadOnlyDictionary<string, KnownFile> known)
    {
        foreach (var file in found)
        {
            if (Between(folder, file, known.GetValueOrDefault(file.Name)) is { } change)
                yield return change;
        }
        if (known.Count == 0)
            yield break;
        var names = found.Select(f => f.Name).ToHashSet();
        foreach (var gone in known.Values.Where(k => !k.IsAway && !names.Contains(k.Name)))
            yield return new Vanished(gone.ContentKey);
    }

    /// <summary>How one file differs.</summary>
    public static ContentChange? Between(string folder, FoundFile? found, KnownFile? known) => (found, known) switch
    {
        ({ } file, null) => new Arrived(folder, file),
        ({ } file, { } row) when file.Stamp != row.Stamp && (row.IsAway || row.State != ContentRow.Waiting) => new Altered(row.ContentKey, file),
        ({ }, { IsAway: true } row) => new Returned(row.ContentKey),
        (null, { IsAway: false } row) => new Vanished(row.ContentKey),
        // One that waits for its probe is looked at then: a film that is being copied need not be written down at every step.
        _ => null,
    };
}

/// <summary>A file as the store has it.</summary>
internal sealed record KnownFile
{
    public string ContentKey { get; init; } = "";
    public string Name { get; init; } = "";
    public long SizeBytes { get; init; }
    public long ChangedAt { get; init; }
    public string State { get; init; } = "";
    public long? AwayAtMs { get; init; }

    public bool IsAway => AwayAtMs is not null;

    public FileStamp Stamp => new(SizeBytes, ChangedAt);
}
