using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Clips;

/// <summary>What a list of clips is asked for.</summary>
internal sealed record ClipQuery
{
    private const int LongestSearch = 200;

    /// <summary>One workspace, else all of the caller.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Words, up to 200 characters; each is found in number, name, label or file name.</summary>
    public string? Search { get; init; }

    /// <summary>complete, working (queued or processing), failed (error or cancelled).</summary>
    public string? State { get; init; }

    /// <summary>How it was cut: smart, edit-list, copy, encode.</summary>
    public string? Mode { get; init; }

    /// <summary>true: those that are kept; false: the others.</summary>
    public bool? Keep { get; init; }

    /// <summary>The filter, with its words checked.</summary>
    /// <exception cref="Refusal">One is unknown.</exception>
    public ClipFilter Checked() => new()
    {
        WorkspaceId = Given(WorkspaceId),
        Words = Check.Text("search", Search, LongestSearch, required: false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
        States = Given(State) is { } state ? ClipFilter.Choices[Check.OneOf("state", state, [.. ClipFilter.Choices.Keys])] : null,
        Mode = Given(Mode) is { } mode ? Check.OneOf("mode", mode, "smart", "edit-list", "copy", "encode") : null,
        Keep = Keep,
    };

    private static string? Given(string? text) => text is { Length: > 0 } ? text : null;
}

/// <summary>Which clips are listed.</summary>
internal sealed record ClipFilter
{
    /// <summary>The states behind each word.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Choices = new Dictionary<string, string[]>
    {
        ["complete"] = ["complete"],
        ["working"] = ["queued", "processing"],
        ["failed"] = ["error", "cancelled"],
    };

    /// <summary>One workspace; null for all.</summary>
    public string? WorkspaceId { get; init; }

    /// <summary>Words that are all found.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>States; null for any.</summary>
    public IReadOnlyList<string>? States { get; init; }

    /// <summary>Mode of the cut; null for any.</summary>
    public string? Mode { get; init; }

    /// <summary>Kept or not; null for both.</summary>
    public bool? Keep { get; init; }
}
