using System.Globalization;
using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Encoders;

/// <summary>Chooses an encoder for a job from what was proven, and gives its arguments.</summary>
internal sealed class EncoderChooser(IReadOnlyList<EncoderFact> facts, string? device)
{
    public const string Device = "h264_v4l2m2m";
    private const int DevicePixels = 1920 * 1088; // the Pi's limit: 1080p30, level 4.x
    private const long DevicePixelRate = 245_760L * 256; // ITU-T H.264 table A-1: macroblocks a second at level 4
    private const int DeviceKilobits = 15_000; // below the 20 Mbit/s of level 4 for lack of exact rate control
    private const int Aligned = 64; // px; widths that are no multiple of it are broken by some firmware

    /// <summary>Sizes a device is tried at; the last has a width that is no multiple of 32.</summary>
    public static readonly (int Width, int Height)[] DeviceSizes = [(640, 360), (1280, 720), (1920, 1080), (854, 480)];

    /// <summary>The software encoders with the arguments a small board can bear.</summary>
    public static readonly EncoderChoice[] Software =
    [
        new("libx264", ["-c:v", "libx264", "-preset", "veryfast", "-crf", "20"], "software H.264"),
        new("libx265", ["-c:v", "libx265", "-preset", "superfast", "-crf", "22", "-x265-params", "log-level=error"], "software HEVC"),
        new("libvpx-vp9", ["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "6", "-row-mt", "1", "-crf", "30", "-b:v", "0"], "VP9"),
        new("aac", ["-c:a", "aac"], "AAC"),
        new("libopus", ["-c:a", "libopus"], "Opus"),
    ];

    public static bool IsSound(string name) => name is "aac" or "libopus";

    /// <summary>The software encoder of a profile; used without a catalogue, and when a device fails.</summary>
    public static EncoderChoice SoftwareFor(EncodeProfile profile, string why)
    {
        var name = profile.Container == ClipContainer.WebM ? "libvpx-vp9" : profile.Coding == VideoCoding.Hevc ? "libx265" : "libx264";
        return Software.First(s => s.Name == name) with { Reason = why };
    }

    public static EncoderChoice DeviceFor(int width, int height, double rate, QualityRung? rung, string why)
    {
        var kilobits = (int)Math.Min(DeviceKilobits, Math.Max(1_000, width * height * rate * 0.14 / 1000));
        if (rung is not null)
            kilobits = Math.Min(kilobits, rung.KilobitsPerSecond);
        string[] arguments = ["-c:v", Device, "-b:v", string.Create(CultureInfo.InvariantCulture, $"{kilobits}k"), "-bf", "0"];
        return new EncoderChoice(Device, arguments, why, IsHardware: true);
    }

    public EncoderChoice ForWholeClip(VideoInfo video, EncodeProfile profile)
    {
        var plan = PicturePlan.For(video, profile);
        var rate = (video.FrameRate.IsKnown ? video.FrameRate.ToDouble() : 30) / profile.Stretch;
        if (WhyNoDevice(video, plan, profile, rate) is not { } why)
            return DeviceFor(plan.Width, plan.Height, rate, profile.Quality, $"{device} passed its test encodes at this size");
        var choice = SoftwareFor(profile, "");
        // A failed test of the only encoder there is does not forbid to try: it may have been a moment's load.
        var doubt = facts.FirstOrDefault(f => f.Name == choice.Name) is { Works: false } fact ? $", though its test failed ({fact.WhyNot})" : "";
        return choice with { Reason = $"{choice.Name}{doubt}; {Device} is not used: {why}" };
    }

    public EncoderChoice? ForPieces(VideoInfo video)
    {
        var profile = new EncodeProfile
        {
            KeepPixelFormat = true,
            Coding = video.Codec == "hevc" ? VideoCoding.Hevc : VideoCoding.H264,
            Rotation = RotationHandling.Keep,
        };
        if (facts.Any(f => f.Name == SoftwareFor(profile, "").Name && !f.Works))
            return null;
        if (video.Codec is not ("h264" or "hevc") || PicturePlan.For(video, profile).PixelFormat != video.PixelFormat)
            return null;
        string[] colour = ["-pix_fmt", video.PixelFormat, .. CodingArguments.Colour(video.Colour)];
        if (video.Codec == "hevc")
        {
            var options = $"log-level=error:bframes=0:keyint=-1:scenecut=0:open-gop=0{CodingArguments.HdrOptions(video.Colour)}";
            return video.IsInterlaced
                ? null // libx265 codes fields as pictures of their own
                : new("libx265", ["-c:v", "libx265", "-preset", "superfast", "-crf", "20", "-x265-params", options, .. colour],
                    "libx265 in the source's own pixel format: only software is proven exact at the seams");
        }
        string[] fields = video.IsInterlaced ? ["-flags", "+ilme+ildct"] : [];
        return new("libx264",
            ["-c:v", "libx264", "-preset", "superfast", "-crf", "17", "-bf", "0", "-g", "9999", "-x264-params", "scenecut=0", .. fields, .. colour],
            "libx264 in the source's own pixel format: only software is proven exact at the seams");
    }

    private string? WhyNoDevice(VideoInfo video, PicturePlan plan, EncodeProfile profile, double rate)
    {
        if (profile.Container != ClipContainer.Mp4 || profile.Coding != VideoCoding.H264)
            return "it makes H.264 only";
        if (facts.FirstOrDefault(f => f.Name == Device) is not { Works: true } fact)
            return facts.FirstOrDefault(f => f.Name == Device)?.WhyNot ?? "it was not tested";
        if (plan.PixelFormat != "yuv420p" || plan.KeepFields)
            return "it makes 8-bit 4:2:0 whole pictures only";
        if (plan.Width * plan.Height > DevicePixels || plan.Width * plan.Height * rate > DevicePixelRate * 1.01)
            return string.Create(CultureInfo.InvariantCulture, $"{plan.Width}x{plan.Height} at {rate:0.##} frames/s is over 1080p30");
        var bigEnough = fact.Trials.Any(t => t.Works && t.Width >= plan.Width && t.Height >= plan.Height);
        if (!bigEnough)
            return $"its test encode of a picture as large as {plan.Width}x{plan.Height} failed";
        var odd = fact.Trials.FirstOrDefault(t => t.Width % Aligned != 0);
        return plan.Width % Aligned != 0 && odd is not { Works: true }
            ? $"its pictures are broken at widths like {plan.Width} ({odd?.WhyNot ?? "not tried"})"
            : null;
    }
}
