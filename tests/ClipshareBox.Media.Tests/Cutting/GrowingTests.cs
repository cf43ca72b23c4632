using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>Sources that are still being written, stood in for by the first part of a film: cut up to what is there, whole frames only.</summary>
public sealed class GrowingTests : IAsyncDisposable
{
    private const double HalfMs = 0.0005;
    private const int InMs = 3100; // beside a key frame
    private const int MostOpen = 9; // a group of B-frames and the picture behind it
    private const int Fragment = 48; // its pictures lie before its sound: without that it cannot be read yet
    private static readonly MediaTools Tools = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("growing-").FullName;
    private readonly Cutter _cutter = CutTrial.NewCutter();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Clip => Path.Combine(_folder, "clip.mp4");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Theory]
    [InlineData("h264-closed-ts", CutMode.Smart)]
    [InlineData("h264-open-ts", CutMode.Smart)]
    [InlineData("h264-open-ts", CutMode.EditList)]
    [InlineData("h264-open-ts", CutMode.Encode)]
    [InlineData("h264-mbaff-open-ts", CutMode.Smart)]
    [InlineData("hevc-open-ts-50", CutMode.Smart)]
    [InlineData("h264-open-mkv", CutMode.Smart)]
    [InlineData("h264-open-mkv", CutMode.EditList)]
    [InlineData("h264-open-mkv", CutMode.Encode)]
    [InlineData("hevc-open-mkv", CutMode.Smart)]
    [InlineData("h264-open-mp4", CutMode.Smart)]
    [InlineData("h264-open-mp4", CutMode.EditList)]
    [InlineData("h264-open-mp4", CutMode.Encode)]
    [InlineData("hevc-open-mp4", CutMode.Smart)]
    public async Task A_file_still_being_written_is_cut_up_to_its_last_whole_frames(string kind, CutMode mode)
    {
        var film = await RecordedAsync(SourceKinds.Named(kind));
        var bytes = await File.ReadAllBytesAsync(film, Ct);
        var truth = await Truth.OfAsync(film, Ct);
        var growing = Path.Combine(_folder, "growing" + Path.GetExtension(film));
        foreach (var there in mode == CutMode.Smart ? new[] { 0.5, 0.6123 } : [0.67])
        {
            await File.WriteAllBytesAsync(growing, bytes[..(int)(bytes.Length * there)], Ct);
            await using var open = await OpenSource.OpenAsync(new MediaSource(growing), null, TimeProvider.System, Ct);
            var info = await new Prober(Tools, TimeProvider.System).ProbeAsync(open, Ct);

            var report = await _cutter.CutAsync(open, info, InMs, 3_600_000, Clip, new CutOptions { Mode = mode }, null, Ct);

            Assert.Equal((mode, null), (report.Mode, report.FallbackReason));
            await AssertWholeAsync(report, film, truth, growing);
        }
    }

    [Theory]
    [InlineData("h264-open-ts")]
    [InlineData("h264-open-mkv")]
    [InlineData("h264-open-mp4")]
    public async Task What_was_written_since_the_source_was_probed_can_be_cut_too(string kind)
    {
        var film = await RecordedAsync(SourceKinds.Named(kind));
        var bytes = await File.ReadAllBytesAsync(film, Ct);
        var truth = await Truth.OfAsync(film, Ct);
        var growing = Path.Combine(_folder, "growing" + Path.GetExtension(film));
        await File.WriteAllBytesAsync(growing, bytes[..(bytes.Length / 4)], Ct);
        await using var open = await OpenSource.OpenAsync(new MediaSource(growing), null, TimeProvider.System, Ct);
        var info = await new Prober(Tools, TimeProvider.System).ProbeAsync(open, Ct);
        await using (var more = new FileStream(growing, FileMode.Append, FileAccess.Write, FileShare.ReadWrite))
            await more.WriteAsync(bytes.AsMemory(bytes.Length / 4, bytes.Length / 2), Ct);

        await _cutter.CutAsync(open, info, 8100, 11_300, Clip, new CutOptions(), null, Ct);

        var wanted = truth.Frames.Where(f => f.Seconds is >= 8.1 - HalfMs and < 11.3 - HalfMs).Select(f => f.Number);
        Assert.Equal(wanted, (await FrameReader.ReadAsync(Clip, Ct)).Numbers);
    }

    private async Task AssertWholeAsync(CutReport report, string film, ShownFrames truth, string growing)
    {
        var shown = await FrameReader.ReadAsync(Clip, Ct);
        var first = truth.Frames.First(f => f.Seconds >= (InMs / 1000.0) - HalfMs);
        Assert.Equal(Enumerable.Range(first.Number, shown.Numbers.Count), shown.Numbers);
        Assert.Equal(shown.Numbers.Count, report.Frames);
        Assert.Equal(report.Frames - 1, report.LastFrame - report.FirstFrame);
        var decodable = (await FrameReader.ReadAsync(growing, Ct)).Numbers.Max();
        Assert.InRange(shown.Numbers[^1], decodable - (growing.EndsWith(".mp4", StringComparison.Ordinal) ? Fragment : MostOpen), decodable);
        // Picture and sound: not a word of complaint from the decoders.
        Assert.Equal("", (await Ffmpeg.RunAsync(["-i", Clip, "-f", "null", "-"], Ct)).ErrorText);
        if (report.Mode == CutMode.Encode)
            return;
        var wanted = truth.Frames.SkipWhile(f => f.Number != first.Number);
        Assert.InRange(shown.Frames.Zip(wanted).Count(pair => pair.First.Hash == pair.Second.Hash), report.CopiedFrames, report.Frames);
    }

    // As recorders write: nothing is gone back to, so no length and no index is known before the end.
    private async Task<string> RecordedAsync(SourceKind kind)
    {
        var film = await new Cabinet().PathOfAsync(kind, Ct);
        if (kind.Extension == ".ts")
            return film;
        string[] format = kind.Extension == ".mkv"
            ? ["-f", "matroska", "-live", "1"]
            : ["-f", "mp4", "-movflags", "+frag_keyframe+empty_moov+default_base_moof"];
        var recorded = await Ffmpeg.RunAsync(["-i", film, "-map", "0", "-c", "copy", "-map_metadata", "-1", .. format, "pipe:1"], Ct);
        var path = Path.Combine(_folder, "whole" + kind.Extension);
        await File.WriteAllBytesAsync(path, recorded.Output, Ct);
        return path;
    }
}
