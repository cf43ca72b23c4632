using ClipshareBox.Media;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using ClipshareBox.Platform.Metrics;

namespace ClipshareBox.Features.Clips;

/// <summary>The cutter with the encoders proven on this board, which are found out once and kept.</summary>
internal sealed class CutBench(MediaTools tools, Prober prober, ProvenEncoders encoders, BoxMeter meter, TimeProvider clock)
{
    private static readonly TimeSpan PosterLimit = TimeSpan.FromSeconds(20);

    private Cutter? _cutter;

    // One for all cuts: it keeps the sources' indexes.
    private Cutter Cutter => LazyInitializer.EnsureInitialized(ref _cutter, () => new Cutter(tools, encoders, clock));

    /// <summary>Gets ready, so that the first cut need not.</summary>
    public Task WarmAsync() => encoders.GetAsync(CancellationToken.None);

    /// <summary>The encoders of this board; who asks while they are tested waits.</summary>
    /// <exception cref="MediaException">ffmpeg cannot be started.</exception>
    public Task<EncoderCatalogue> EncodersAsync(CancellationToken ct) => encoders.GetAsync(ct);

    /// <summary>Cuts; see <see cref="Cutter.CutAsync"/>.</summary>
    public async Task<CutReport> CutAsync(
        SourceOpened source, long inMs, long outMs, string destination, CutOptions options, IProgress<double>? progress, CancellationToken ct)
    {
        var cut = await Cutter.CutAsync(source.Source, source.Info, inMs, outMs, destination, options, progress, ct);
        meter.ClipCut(ClipReport.Spelled(cut.Mode), TimeSpan.FromMilliseconds(cut.WallMs));
        return cut;
    }

    /// <summary>Opens and probes a file of the box's own.</summary>
    public async Task<SourceOpened> OpenAsync(string path, CancellationToken ct)
    {
        var source = await OpenSource.OpenAsync(new MediaSource(path), null, clock, ct);
        try
        {
            return new SourceOpened(source, await prober.ProbeAsync(source, ct));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes the frame at an instant as a JPEG of at most 640 px width.</summary>
    /// <exception cref="MediaException">ffmpeg failed.</exception>
    public async Task DrawPosterAsync(string clip, long atMs, string jpeg, CancellationToken ct)
    {
        var seconds = (atMs / 1000.0).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string[] arguments =
        [
            "-nostdin", "-v", "error", "-y", "-ss", seconds, "-i", clip, "-map", "0:V:0", "-frames:v", "1",
            // Square px first, so that the height follows from the shape that is shown.
            "-vf", "scale=trunc(iw*sar/2)*2:ih,setsar=1,scale=min(640\\,iw):-2", "-q:v", "4", "-f", "image2", jpeg,
        ];
        var drawn = await Tool.RunAsync(tools.Ffmpeg, arguments, PosterLimit, clock, ct);
        if (drawn.ExitCode != 0 || !File.Exists(jpeg))
            throw new MediaException(MediaFault.ToolFailed, "The poster could not be drawn.", drawn.ErrorText);
    }
}

/// <summary>A source that is open, and what it is.</summary>
/// <param name="Source">The source.</param>
/// <param name="Info">Its facts.</param>
internal sealed record SourceOpened(OpenSource Source, MediaInfo Info) : IAsyncDisposable
{
    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Source.DisposeAsync();
}
