using System.Diagnostics;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using ClipshareBox.Media.Sources;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

public sealed class CutterTests : IAsyncDisposable
{
    private static readonly MediaTools Tools = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("cutter-").FullName;
    private readonly Cutter _cutter = CutTrial.NewCutter();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    private string Clip => Path.Combine(_folder, "clip.mp4");

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_full_check_agrees_that_a_smart_cut_is_right()
    {
        var report = await CutAsync(await FilmAsync("h264-open-mkv"), 5100, 9300, new CutOptions { Verify = Verification.Full });

        Assert.Equal((CutMode.Smart, true, Verification.Full), (report.Mode, report.Verified, report.Verification));
        Assert.Null(report.FallbackReason);
    }

    [Fact]
    public async Task A_full_check_agrees_about_interlaced_pictures_in_a_transport_stream()
    {
        var report = await CutAsync(await FilmAsync("h264-mbaff-open-ts"), 5100, 9300, new CutOptions { Verify = Verification.Full });

        Assert.Equal((CutMode.Smart, null), (report.Mode, report.FallbackReason));
    }

    [Fact]
    public async Task Copy_mode_says_by_how_many_frames_it_starts_early()
    {
        var film = await FilmAsync("h264-closed-mp4");
        var report = await CutAsync(film, 5000, 8000, new CutOptions { Mode = CutMode.Copy });

        var shown = await FrameReader.ReadAsync(Clip, Ct);
        var truth = await Truth.OfAsync(film, Ct);
        var wanted = truth.Frames.First(f => f.Seconds >= 4.9995).Number;
        Assert.True(report.EarlyFrames > 0);
        Assert.Equal(wanted - report.EarlyFrames, shown.Numbers[0]);
        Assert.Equal(report.Frames, shown.Numbers.Count);
    }

    [Fact]
    public async Task Handles_move_both_marks_outwards()
    {
        var film = await FilmAsync("h264-25");
        await CutAsync(film, 4000, 6000, new CutOptions { HandlesMs = 400 });

        Assert.Equal(Enumerable.Range(90, 70), (await FrameReader.ReadAsync(Clip, Ct)).Numbers);
    }

    [Fact]
    public async Task Only_the_audio_tracks_asked_for_are_kept()
    {
        var film = await FilmAsync("sound-two-languages-mp4");
        await CutAsync(film, 2000, 6000, new CutOptions { Tracks = [1] });

        var info = await ProbeAsync(Clip);
        var source = await ProbeAsync(film);
        Assert.Equal(source.Audio[1].Language, Assert.Single(info.Audio).Language);
        Assert.InRange((await AudioOffset.MeasureAsync(film, (await StartAsync(film, 2.0)), Clip, Ct, 1, 0)).Ms, -5, 5);
    }

    [Fact]
    public async Task Sound_can_be_left_out()
    {
        await CutAsync(await FilmAsync("h264-closed-mp4"), 2000, 4000, new CutOptions { Audio = AudioHandling.None });

        Assert.Empty((await ProbeAsync(Clip)).Audio);
    }

    [Fact]
    public async Task Sound_can_be_encoded_as_aac_and_stays_in_its_place()
    {
        var film = await FilmAsync("sound-ac3-51-mp4");
        await CutAsync(film, 2000, 6000, new CutOptions { Audio = AudioHandling.Aac });

        Assert.Equal("aac", Assert.Single((await ProbeAsync(Clip)).Audio).Codec);
        Assert.InRange((await AudioOffset.MeasureAsync(film, await StartAsync(film, 2.0), Clip, Ct)).Ms, -5, 5);
    }

    [Theory]
    [InlineData(5000, 5000)]
    [InlineData(5000, 4000)]
    [InlineData(-1, 4000)]
    [InlineData(3_600_000, 3_700_000)]
    public async Task A_range_that_holds_nothing_is_refused_and_leaves_no_file(long inMs, long outMs)
    {
        var fault = await Assert.ThrowsAsync<MediaException>(
            async () => await CutAsync(await FilmAsync("h264-closed-mp4"), inMs, outMs, new CutOptions()));

        Assert.Equal(MediaFault.BadRange, fault.Fault);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_cut_that_is_cancelled_ends_within_a_second_and_leaves_no_file()
    {
        var film = await FilmAsync("vp9-webm"); // a whole encode: long enough to be caught at work
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var cutting = CutAsync(film, 0, 20_000, new CutOptions(), new Reached(begun), cancel.Token);
        await begun.Task.WaitAsync(Ct);

        var watch = Stopwatch.StartNew();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cutting);

        Assert.InRange(watch.ElapsedMilliseconds, 0, 1000);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder));
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_told_as_such()
    {
        var film = await FilmAsync("h264-closed-mp4");
        await using var open = await OpenSource.OpenAsync(new MediaSource(film), null, TimeProvider.System, Ct);

        var fault = await Assert.ThrowsAsync<MediaException>(async () => await _cutter.CutAsync(
            open, await ProbeAsync(film), 0, 1000, "/proc/clip.mp4", new CutOptions(), null, Ct));

        Assert.Equal(MediaFault.CannotWrite, fault.Fault);
    }

    [Fact]
    public async Task A_clip_of_a_clip_is_exact_again()
    {
        await CutAsync(await FilmAsync("h264-open-mp4"), 3000, 12_000, new CutOptions { Mode = CutMode.EditList });
        var first = Path.Combine(_folder, "first.mp4");
        File.Move(Clip, first);

        await CutAsync(first, 1001, 4004, new CutOptions());

        var source = (await FrameReader.ReadAsync(first, Ct)).Numbers;
        Assert.Equal(source.Skip(24).Take(72), (await FrameReader.ReadAsync(Clip, Ct)).Numbers);
    }

    private static Task<string> FilmAsync(string kind) => new Cabinet().PathOfAsync(SourceKinds.Named(kind), Ct);

    private static async Task<MediaInfo> ProbeAsync(string path)
    {
        await using var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, Ct);
        return await new Prober(Tools, TimeProvider.System).ProbeAsync(open, Ct);
    }

    private static async Task<double> StartAsync(string path, double inSeconds) =>
        (await Truth.OfAsync(path, Ct)).Frames.First(f => f.Seconds >= inSeconds - 0.0005).Seconds;

    private async Task<CutReport> CutAsync(
        string path, long inMs, long outMs, CutOptions options, IProgress<double>? progress = null, CancellationToken? ct = null)
    {
        await using var open = await OpenSource.OpenAsync(new MediaSource(path), null, TimeProvider.System, Ct);
        var info = await new Prober(Tools, TimeProvider.System).ProbeAsync(open, Ct);
        return await _cutter.CutAsync(open, info, inMs, outMs, Clip, options, progress, ct ?? Ct);
    }

    private sealed class Reached(TaskCompletionSource begun) : IProgress<double>
    {
        public void Report(double value) => begun.TrySetResult();
    }
}
