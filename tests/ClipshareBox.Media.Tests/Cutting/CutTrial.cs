using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using TestMedia.Readers;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>What a cut was and what is wrong with its result.</summary>
public sealed record TrialResult(CutReport Report, IReadOnlyList<string> Faults);

/// <summary>Cuts clips out of one source and holds them against the numbers that its frames carry.</summary>
public sealed class CutTrial : IAsyncDisposable
{
    private const double HalfMs = 0.0005;
    private readonly Cutter _cutter;
    private readonly OpenSource _open;
    private readonly string _folder;

    private CutTrial(SourceKind kind, string path, Cutter cutter, OpenSource open, MediaInfo info, ShownFrames truth)
    {
        (Kind, Path, _cutter, _open, Info, Truth) = (kind, path, cutter, open, info, truth);
        _folder = Directory.CreateTempSubdirectory("cuts-").FullName;
    }

    public SourceKind Kind { get; }

    public string Path { get; }

    public MediaInfo Info { get; }

    public ShownFrames Truth { get; }

    /// <summary>Start of the last frame in s from the content's start.</summary>
    public double EndSeconds => Truth.Frames[^1].Seconds;

    public static async Task<CutTrial> OpenAsync(SourceKind kind, CancellationToken ct)
    {
        var path = await new Cabinet().PathOfAsync(kind, ct);
        var tools = new MediaTools();
        var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, ct);
        var info = await new Prober(tools, TimeProvider.System).ProbeAsync(open.FfmpegInput, kind.Name, ct);
        var cutter = NewCutter();
        return new CutTrial(kind, path, cutter, open, info, await TestMedia.Readers.Truth.OfAsync(path, ct));
    }

    /// <summary>A cutter; its encoders are tested once for all tests.</summary>
    public static Cutter NewCutter()
    {
        var tools = new MediaTools();
        var cache = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "clipsharebox-test-encoders.json");
        return new Cutter(tools, new ProvenEncoders(tools, cache, TimeProvider.System), TimeProvider.System);
    }

    /// <summary>Cuts and reads the clip back.</summary>
    public async Task<TrialResult> CutAsync(long inMs, long outMs, CutOptions options, CancellationToken ct)
    {
        var clip = System.IO.Path.Combine(_folder, $"{inMs}-{outMs}-{options.Mode}.mp4");
        var report = await _cutter.CutAsync(_open, Info, inMs, outMs, clip, options, null, ct);
        var faults = new List<string>();
        var wanted = Truth.Frames.Where(f => f.Seconds >= inMs / 1000.0 - HalfMs && f.Seconds < outMs / 1000.0 - HalfMs).ToList();
        var shown = await FrameReader.ReadAsync(clip, ct);
        CompareFrames(wanted, shown, report, faults);
        if (faults.Count == 0 && report.Mode is CutMode.Smart or CutMode.EditList)
            CompareCopied(wanted, shown, report, faults);
        if (faults.Count == 0 && Info.Audio.Count > 0 && options.Audio != AudioHandling.None)
            await CompareSoundAsync(wanted, clip, report, faults, ct);
        File.Delete(clip);
        return new TrialResult(report, [.. faults.Select(f => $"{Kind.Name} [{inMs}, {outMs}) {report.Mode}: {f}")]);
    }

    /// <summary>Report of the clip that was kept last.</summary>
    public CutReport? Kept { get; private set; }

    /// <summary>Cuts and returns the clip's path; it lasts as long as the trial.</summary>
    public async Task<string> KeepAsync(long inMs, long outMs, CutOptions options, CancellationToken ct)
    {
        var clip = System.IO.Path.Combine(_folder, "kept.mp4");
        Kept = await _cutter.CutAsync(_open, Info, inMs, outMs, clip, options, null, ct);
        return clip;
    }

    /// <summary>Facts of a file.</summary>
    public static async Task<MediaInfo> ProbeAsync(string path, CancellationToken ct)
    {
        await using var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, ct);
        return await new Prober(new MediaTools(), TimeProvider.System).ProbeAsync(open, ct);
    }

    public async ValueTask DisposeAsync()
    {
        await _open.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static void CompareFrames(List<ShownFrame> wanted, ShownFrames shown, CutReport report, List<string> faults)
    {
        var (expected, got) = (wanted.Select(f => f.Number).ToList(), shown.Numbers);
        if (!expected.SequenceEqual(got))
        {
            faults.Add($"frames {Text(got)} instead of {Text(expected)}");
            return;
        }
        faults.AddRange(shown.Errors.Select(e => $"decode error: {e}"));
        for (var i = 0; i < wanted.Count; i++)
        {
            var off = shown.Frames[i].Seconds - shown.Frames[0].Seconds - (wanted[i].Seconds - wanted[0].Seconds);
            if (Math.Abs(off) > 0.00151) // a container of whole ms is 0.5 ms off at either end, and its grid once more
            {
                faults.Add($"frame {wanted[i].Number} stands {off * 1000:0.00} ms off its time");
                break;
            }
        }
        if (report.Frames != wanted.Count || report.CopiedFrames + report.EncodedFrames != wanted.Count)
            faults.Add($"the report counts {report.Frames} frames, {report.CopiedFrames} copied and {report.EncodedFrames} encoded, of {wanted.Count}");
    }

    private static void CompareCopied(List<ShownFrame> wanted, ShownFrames shown, CutReport report, List<string> faults)
    {
        var equal = shown.Frames.Zip(wanted).Count(pair => pair.First.Hash == pair.Second.Hash);
        if (equal < report.CopiedFrames)
            faults.Add($"only {equal} of {report.CopiedFrames} copied frames are bit-exact");
    }

    private async Task CompareSoundAsync(List<ShownFrame> wanted, string clip, CutReport report, List<string> faults, CancellationToken ct)
    {
        // AAC replaces noise by noise of its own: what is left alike is the beeps.
        var likeness = report.Mode == CutMode.Encode ? 0.15 : 0.5;
        var length = wanted[^1].Seconds - wanted[0].Seconds;
        if (length < 0.3)
            return; // too little sound to correlate
        for (var track = 0; track < Info.Audio.Count; track++)
        {
            var offset = await AudioOffset.MeasureAsync(Path, wanted[0].Seconds, clip, ct, track);
            if (Math.Abs(offset.Ms) > 5 || Math.Abs(offset.WorstMs) > 10 || offset.Likeness < likeness)
                faults.Add($"sound of track {track} is {offset.Ms:0.0} ms off (worst {offset.WorstMs:0.0}, likeness {offset.Likeness:0.00})");
        }
    }

    private static string Text(IReadOnlyList<int> numbers) =>
        numbers.Count <= 8
            ? string.Join(' ', numbers)
            : $"{string.Join(' ', numbers.Take(4))} … {string.Join(' ', numbers.TakeLast(3))} ({numbers.Count})";
}
