using System.Globalization;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Encoders;

/// <summary>Writes the filters of one audio track: the same instants as the picture to the sample, always 48 kHz, always as long.</summary>
internal static class AudioChain
{
    public const int SampleRate = 48_000;

    /// <param name="job">The job.</param>
    /// <param name="track">The track.</param>
    /// <param name="loudness">The gain that brings it to its loudness, or null.</param>
    public static string For(EncodeJob job, AudioInfo track, string? loudness)
    {
        var (start, end) = (job.Window.StartSeconds, job.Window.EndSeconds);
        var filters = new List<string> { $"atrim=start={Microseconds(start)}us:end={Microseconds(end)}us" };
        if (track.SampleRate != SampleRate)
            filters.Add($"aresample={SampleRate}");
        // A track that begins late, or has holes, gets silence there instead of coming too early.
        filters.Add(string.Create(CultureInfo.InvariantCulture, $"aresample=async=1:first_pts={Math.Round(start * SampleRate):0}"));
        filters.Add($"aformat=channel_layouts={Layout(job, track)}");
        if (loudness is not null)
            filters.Add(loudness);
        filters.AddRange(Tempo(job.Stretch));
        filters.Add($"apad,atrim=end_sample={job.Samples},asetpts=N");
        return string.Join(',', filters);
    }

    /// <summary>The layout that is written: what AAC and every player know.</summary>
    public static string Layout(EncodeJob job, AudioInfo track) => (track.Channels, job.Profile.Container) switch
    {
        (1, _) => "mono",
        (6, ClipContainer.Mp4) => "5.1",
        (8, ClipContainer.Mp4) => "7.1",
        _ => "stereo",
    };

    /// <summary>The encoder's arguments for the track at position <paramref name="at"/> of the clip.</summary>
    public static IEnumerable<string> Coding(EncodeJob job, AudioInfo track, int at)
    {
        var kilobits = Layout(job, track) switch { "mono" => 96, "stereo" => 192, "5.1" => 384, _ => 512 };
        var codec = job.Profile.Container == ClipContainer.WebM ? "libopus" : "aac";
        string[] coding =
        [
            $"-c:a:{at}", codec, $"-b:a:{at}", $"{kilobits}k", $"-ar:a:{at}", $"{SampleRate}",
            $"-disposition:a:{at}", track.IsDefault || at == 0 ? "default" : "0",
        ];
        string[] language = track.Language is { } code ? [$"-metadata:s:a:{at}", $"language={code}"] : [];
        string[] title = track.Title is { } name ? [$"-metadata:s:a:{at}", $"title={name}", $"-metadata:s:a:{at}", $"handler_name={name}"] : [];
        return [.. coding, .. language, .. title];
    }

    // One atempo goes down to a half; a quarter is two of them, a third one and a bit.
    private static string[] Tempo(int stretch) => stretch switch
    {
        2 => ["atempo=0.5"],
        3 => ["atempo=0.5,atempo=2/3"],
        4 => ["atempo=0.5,atempo=0.5"],
        _ => [],
    };

    private static string Microseconds(double seconds) => Math.Round(seconds * 1e6).ToString("0", CultureInfo.InvariantCulture);
}
