using System.Globalization;
using System.Text;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>Which encoders work on this machine, found by real test encodes, and which one a job gets.</summary>
public sealed class EncoderCatalogue
{
    private const string Device = "h264_v4l2m2m";

    internal EncoderCatalogue(string kernel, string ffmpeg, string? device, IReadOnlyList<EncoderFact> encoders, bool fromCache)
    {
        (Kernel, FfmpegVersion, HardwareDevice, Encoders, FromCache) = (kernel, ffmpeg, device, encoders, fromCache);
        Chooser = new EncoderChooser(encoders, device);
    }

    /// <summary>The kernel's release: a driver's faults come and go with it.</summary>
    public string Kernel { get; }

    /// <summary>First line of ffmpeg's version.</summary>
    public string FfmpegVersion { get; }

    /// <summary>Device and driver of a hardware encoder, such as "/dev/video11 (bcm2835-codec-encode)"; null when there is none.</summary>
    public string? HardwareDevice { get; }

    /// <summary>All candidates, working or not.</summary>
    public IReadOnlyList<EncoderFact> Encoders { get; }

    /// <summary>True when the results are those of an earlier start.</summary>
    public bool FromCache { get; }

    private EncoderChooser Chooser { get; }

    /// <summary>Tests the encoders, or takes the results kept from the same kernel, ffmpeg and device.</summary>
    /// <param name="tools">ffmpeg to ask.</param>
    /// <param name="cacheFile">Where results are kept; null keeps none. An unreadable file is the same as none.</param>
    /// <param name="clock">Clock of the time limits.</param>
    /// <param name="ct">Stops the tests.</param>
    /// <exception cref="MediaException">ffmpeg cannot be started (<see cref="MediaFault.ToolFailed"/>).</exception>
    public static Task<EncoderCatalogue> DetectAsync(MediaTools tools, string? cacheFile, TimeProvider clock, CancellationToken ct) =>
        DetectAsync(tools, cacheFile, clock, new V4l2Devices(), TimeSpan.FromSeconds(15), ct);

    internal static async Task<EncoderCatalogue> DetectAsync(
        MediaTools tools, string? cacheFile, TimeProvider clock, V4l2Devices devices, TimeSpan trialLimit, CancellationToken ct)
    {
        var kernel = KernelRelease();
        var version = await VersionAsync(tools, clock, ct);
        var device = devices.FindEncoder();
        if (cacheFile is not null && await EncoderCache.ReadAsync(cacheFile, kernel, version, device, ct) is { } kept)
            return new EncoderCatalogue(kernel, version, device, kept.Encoders, fromCache: true);
        var folder = Directory.CreateTempSubdirectory("clipshare-encoders-");
        try
        {
            var trials = new EncoderTrials(tools, clock, trialLimit, folder.FullName);
            var found = await TestAllAsync(trials, device, ct);
            // A software encoder fails for want of a package or of time: that is asked anew at each start.
            if (cacheFile is not null && found.All(f => f.Works || f.Driver is not null || f.Name == Device))
                await EncoderCache.WriteAsync(cacheFile, new EncoderCache.Entry(kernel, version, device, found), ct);
            return new EncoderCatalogue(kernel, version, device, found, fromCache: false);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The encoder for a whole clip.</summary>
    /// <param name="video">The source's picture.</param>
    /// <param name="profile">What is made of it; null for the playout profile.</param>
    public EncoderChoice ForWholeClip(VideoInfo video, EncodeProfile? profile = null) =>
        Chooser.ForWholeClip(video, profile ?? EncodeProfile.Playout);

    /// <summary>The encoder for the heads and tails of a smart cut: the source's codec in its own pixel format, without B-frames.</summary>
    /// <returns>Null when no encoder makes that format: the clip has to be encoded whole.</returns>
    public EncoderChoice? ForPieces(VideoInfo video) => Chooser.ForPieces(video);

    /// <summary>Everything found and decided, as lines for people.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"kernel {Kernel}, {FfmpegVersion}");
        text.AppendLine(CultureInfo.InvariantCulture, $"hardware encoder: {HardwareDevice ?? "none"}");
        foreach (var encoder in Encoders)
        {
            var facts = encoder.Works
                ? string.Create(CultureInfo.InvariantCulture, $"works, {encoder.FramesPerSecond:0} frames/s, worst frame {encoder.Psnr:0.0} dB")
                : $"not used: {encoder.WhyNot}";
            text.AppendLine(CultureInfo.InvariantCulture, $"{encoder.Name,-14} {facts}");
            foreach (var trial in encoder.Trials.Where(t => t.Width > 0))
            {
                text.AppendLine(CultureInfo.InvariantCulture,
                    $"  {trial.Width}x{trial.Height}: {(trial.Works ? $"{trial.FramesPerSecond:0} frames/s, {trial.Psnr:0.0} dB" : trial.WhyNot)}");
            }
        }
        return text.ToString();
    }

    private static async Task<IReadOnlyList<EncoderFact>> TestAllAsync(EncoderTrials trials, string? device, CancellationToken ct)
    {
        var software = EncoderChooser.Software.Select(async choice =>
        {
            var trial = EncoderChooser.IsSound(choice.Name)
                ? await trials.TrySoundAsync(choice, ct)
                : await trials.TryPictureAsync(choice, 640, 360, ct);
            return new EncoderFact(choice.Name, trial.Works, [trial], trial.WhyNot, null);
        });
        var rest = await Task.WhenAll(software);
        return [await TestDeviceAsync(trials, device, ct), .. rest];
    }

    // One size after the other, while nothing else runs: a device that hangs is not asked again.
    private static async Task<EncoderFact> TestDeviceAsync(EncoderTrials trials, string? device, CancellationToken ct)
    {
        if (device is null)
            return new EncoderFact(Device, false, [], "this machine has no such device", null);
        var done = new List<EncoderTrial>();
        foreach (var (width, height) in EncoderChooser.DeviceSizes)
        {
            done.Add(await trials.TryPictureAsync(EncoderChooser.DeviceFor(width, height, 25, null, "trial"), width, height, ct));
            if (done[^1] is { Works: false, Frames: 0 })
                break;
        }
        var works = done.Any(t => t.Works);
        return new EncoderFact(Device, works, done, works ? null : done[0].WhyNot, device);
    }

    private static string KernelRelease()
    {
        const string file = "/proc/sys/kernel/osrelease";
        return File.Exists(file) ? File.ReadAllText(file).Trim() : Environment.OSVersion.VersionString;
    }

    private static async Task<string> VersionAsync(MediaTools tools, TimeProvider clock, CancellationToken ct)
    {
        var answer = await Tool.RunAsync(tools.Ffmpeg, ["-version"], TimeSpan.FromSeconds(10), clock, ct);
        var line = Encoding.UTF8.GetString(answer.Output).Split('\n')[0].Trim();
        var end = line.IndexOf(" Copyright", StringComparison.Ordinal);
        return end > 0 ? line[..end] : line;
    }
}
