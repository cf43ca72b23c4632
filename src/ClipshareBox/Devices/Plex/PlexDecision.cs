namespace ClipshareBox.Devices.Plex;

/// <summary>What the transcoder decided; comes with 200 even when it refuses.</summary>
/// <param name="IsAllowed">True when it goes on.</param>
/// <param name="Code">generalDecisionCode: 1000 direct, 1001 converted, from 2000 on refused.</param>
/// <param name="Text">The server's reason.</param>
/// <param name="Container">What will come: mpegts, mp4… or null.</param>
/// <param name="VideoCodec">What will come, or null.</param>
internal sealed record PlexDecision(bool IsAllowed, int Code, string Text, string? Container, string? VideoCodec)
{
    private const int FirstRefusal = 2000;

    internal static PlexDecision Read(PlexNode container)
    {
        var code = PlexItemReader.Int(container.Number("generalDecisionCode")) ?? 0;
        var title = (container.Child("Metadata") ?? container.Child("Video"));
        var media = title?.Rows("Media").OrderByDescending(m => m.Flag("selected") == true).Select(m => (PlexNode?)m).FirstOrDefault();
        var text = container.Text("generalDecisionText") ?? container.Text("transcodeDecisionText") ?? "The server gave no reason.";
        return new PlexDecision(code < FirstRefusal && title is not null, code, text, media?.Text("container"), media?.Text("videoCodec"));
    }
}
