using System.Globalization;
using ClipshareBox.Media.Cutting;
using TestMedia;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Cutting;

/// <summary>
/// Every kind of source, cut at special and random places, is held frame by frame against the numbers in its pictures. How many places
/// each kind is cut at can be raised by CLIPSHAREBOX_CUTS; the makefile's test-cuts asks for more than a thousand in all.
/// </summary>
public abstract class ExactCutTests(ITestOutputHelper output)
{
    private static readonly int Cuts = int.TryParse(
        Environment.GetEnvironmentVariable("CLIPSHAREBOX_CUTS"), CultureInfo.InvariantCulture, out var cuts) ? cuts : 2;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    protected async Task EveryFrameIsRightAsync(string kindName, CutMode mode, int share = 1)
    {
        await using var trial = await CutTrial.OpenAsync(SourceKinds.Named(kindName), Ct);
        var keys = await KeysAsync(trial);
        var faults = new List<string>();
        foreach (var (inMs, outMs) in CutPoints.Of(trial.Truth, keys, Math.Max(2, Cuts / share), kindName.Length * 7919))
        {
            var result = await trial.CutAsync(inMs, outMs, new CutOptions { Mode = mode, Verify = Verification.Quick }, Ct);
            faults.AddRange(result.Faults);
            var report = result.Report;
            output.WriteLine(
                $"[{inMs}, {outMs}) {report.Mode} {report.FallbackReason} frames {report.Frames} = {report.CopiedFrames} copied + "
                + $"{report.EncodedFrames} encoded, {report.WallMs} ms");
            var longEnough = outMs - inMs >= 3000 && outMs <= trial.EndSeconds * 1000;
            // Where both marks lie on key frames there is nothing to encode, and no seam that a source could forbid.
            var seamless = report is { Mode: CutMode.Smart, EncodedFrames: 0 };
            if (mode == CutMode.Smart && longEnough && !seamless && report.Mode != trial.Kind.Expected)
                faults.Add($"{kindName} [{inMs}, {outMs}): {report.Mode} instead of {trial.Kind.Expected}: {report.FallbackReason}");
            if (!report.Verified)
                faults.Add($"{kindName} [{inMs}, {outMs}): not verified");
        }
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    private static async Task<IReadOnlyList<double>> KeysAsync(CutTrial trial)
    {
        var (first, timeBase) = (trial.Truth.Frames[0], trial.Truth.TimeBase);
        var packets = await PacketTimes.ReadAsync(trial.Path, Ct);
        var keys = packets
            .Where(p => p is { IsKey: true, IsHidden: false, Pts: not null })
            .Select(p => (p.Pts!.Value - first.Pts) * (double)timeBase.Num / timeBase.Den + first.Seconds) // not null by the filter
            .Where(s => s > 0.5 && s < trial.EndSeconds - 0.5)
            .ToList();
        return keys.Count > 0 ? keys : [trial.EndSeconds / 2];
    }
}

public class ExactH264Tests(ITestOutputHelper output) : ExactCutTests(output)
{
    public static TheoryData<string> Kinds => [.. SourceKinds.All.Where(k => k.Name.StartsWith("h264-", StringComparison.Ordinal)).Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public Task A_smart_cut_of_h264_shows_exactly_the_frames_between_the_marks(string kind) =>
        EveryFrameIsRightAsync(kind, CutMode.Smart);
}

public class ExactOtherTests(ITestOutputHelper output) : ExactCutTests(output)
{
    public static TheoryData<string> Kinds =>
        [.. SourceKinds.All.Where(k => !k.Name.StartsWith("h264-", StringComparison.Ordinal)).Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public Task A_smart_cut_of_any_other_source_shows_exactly_the_frames_between_the_marks(string kind) =>
        EveryFrameIsRightAsync(kind, CutMode.Smart);
}

public class ExactEditListTests(ITestOutputHelper output) : ExactCutTests(output)
{
    public static TheoryData<string> Kinds => [.. SourceKinds.Smart.Where(k => !k.Name.Contains("paff", StringComparison.Ordinal)).Select(k => k.Name)];

    [Theory, MemberData(nameof(Kinds))]
    public Task An_edit_list_cut_shows_exactly_the_frames_between_the_marks(string kind) =>
        EveryFrameIsRightAsync(kind, CutMode.EditList, share: 2);
}
