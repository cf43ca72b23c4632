using ClipshareBox.Media;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;

namespace Clipcut;

/// <summary>A source that stays open over all cuts from it.</summary>
internal sealed record Opened(OpenSource Source, MediaInfo Info);

/// <summary>The library as this program uses it: opens and probes each source once, finds the encoders once, cuts.</summary>
internal sealed class Workbench : IAsyncDisposable
{
    private readonly TimeProvider _clock = TimeProvider.System;
    private readonly MediaTools _tools = new(Variable("CLIPSHAREBOX__FFMPEG") ?? "ffmpeg", Variable("CLIPSHAREBOX__FFPROBE") ?? "ffprobe");
    private readonly Dictionary<string, Task<Opened>> _opened = [];
    private readonly ProvenEncoders _encoders;
    private readonly Cutter _cutter; // one for all cuts: it keeps the sources' indexes

    public Workbench()
    {
        _encoders = new ProvenEncoders(_tools, EncoderCacheFile, _clock);
        _cutter = new Cutter(_tools, _encoders, _clock);
    }

    /// <summary>Opens and probes a source, or gives the one that is open; a source that failed fails again the same way.</summary>
    public Task<Opened> OpenAsync(MediaSource source, SourceOptions? options, CancellationToken ct)
    {
        if (!_opened.TryGetValue(source.Location, out var opened))
            _opened[source.Location] = opened = OpenAnewAsync(source, options, ct);
        return opened;
    }

    /// <summary>The encoders proven on this machine; kept in the user's cache folder from one start to the next.</summary>
    public Task<EncoderCatalogue> EncodersAsync(CancellationToken ct) => _encoders.GetAsync(ct);

    /// <summary>Throws away what earlier starts found out about the encoders.</summary>
    public static void ForgetEncoders()
    {
        if (EncoderCacheFile is { } file && File.Exists(file))
            File.Delete(file);
    }

    /// <summary>Cuts one clip.</summary>
    /// <exception cref="MediaException">The range, a track or the destination is wrong, or the cut failed.</exception>
    public async Task<CutReport> CutAsync(
        Opened from, Marks marks, string destination, CutOptions options, IProgress<double>? progress, CancellationToken ct)
    {
        if (options.Tracks?.FirstOrDefault(track => track >= from.Info.Audio.Count, -1) is >= 0 and { } track)
        {
            throw new MediaException(
                MediaFault.BadRange, $"There is no audio track {track}; the source has {from.Info.Audio.Count}, counted from 0.");
        }
        if (!from.Source.Source.IsRemote && SamePath(from.Source.Source.Location, destination))
            throw new MediaException(MediaFault.BadRange, $"{destination} is the source itself; name another file.");
        var (inMs, outMs) = marks.ToMs(from.Info);
        return await _cutter.CutAsync(from.Source, from.Info, inMs, outMs, destination, options, progress, ct);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var opening in _opened.Values.Where(o => o.IsCompletedSuccessfully))
            await (await opening).Source.DisposeAsync();
    }

    private async Task<Opened> OpenAnewAsync(MediaSource source, SourceOptions? options, CancellationToken ct)
    {
        var open = await OpenSource.OpenAsync(source, options, _clock, ct);
        try
        {
            return new Opened(open, await new Prober(_tools, _clock).ProbeAsync(open, ct));
        }
        catch
        {
            await open.DisposeAsync();
            throw;
        }
    }

    private static bool SamePath(string a, string b) => FinalPath(a) == FinalPath(b);

    private static string FinalPath(string path) =>
        File.Exists(path) && File.ResolveLinkTarget(path, returnFinalTarget: true) is { } target ? target.FullName : Path.GetFullPath(path);

    private static string? EncoderCacheFile => (Variable("XDG_CACHE_HOME"), Variable("HOME")) switch
    {
        ({ } cache, _) => Path.Combine(cache, "clipcut", "encoders.json"),
        (_, { } home) => Path.Combine(home, ".cache", "clipcut", "encoders.json"),
        _ => null,
    };

    private static string? Variable(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
