namespace ClipshareBox.Media.Encoders;

/// <summary>What the test encodes showed of one encoder.</summary>
/// <param name="Name">ffmpeg's name of it.</param>
/// <param name="Works">True when at least one trial came back right.</param>
/// <param name="Trials">Each trial.</param>
/// <param name="WhyNot">Why it does not work, in a sentence; null when it does.</param>
/// <param name="Driver">Device and driver of a hardware encoder, or null.</param>
public sealed record EncoderFact(string Name, bool Works, IReadOnlyList<EncoderTrial> Trials, string? WhyNot, string? Driver)
{
    /// <summary>Frames a second at the largest size that came back right; 0 when none did.</summary>
    public double FramesPerSecond => Largest?.FramesPerSecond ?? 0;

    /// <summary>The worst frame of all right trials in dB PSNR (100 is the same picture).</summary>
    public double Psnr => Trials.Where(t => t.Works).Select(t => t.Psnr).DefaultIfEmpty(0).Min();

    private EncoderTrial? Largest => Trials.Where(t => t.Works).MaxBy(t => t.Width * t.Height);
}

/// <summary>One test encode, decoded again and compared with what went in.</summary>
/// <param name="Width">Picture width in px, 0 for sound.</param>
/// <param name="Height">Picture height in px, 0 for sound.</param>
/// <param name="Works">True when every frame came back like it went in.</param>
/// <param name="Frames">Frames that came back.</param>
/// <param name="FramesPerSecond">Speed, with the start of the program in it: a floor.</param>
/// <param name="Psnr">The worst frame in dB PSNR, 100 at most.</param>
/// <param name="WhyNot">What was wrong; null when nothing was.</param>
public sealed record EncoderTrial(
    int Width, int Height, bool Works, int Frames, double FramesPerSecond, double Psnr, string? WhyNot);

/// <summary>An encoder chosen for a job.</summary>
/// <param name="Name">ffmpeg's name of it.</param>
/// <param name="Arguments">Its arguments for ffmpeg, from -c:v on; group length and times are the caller's.</param>
/// <param name="Reason">Why this one, in a sentence for people.</param>
/// <param name="IsHardware">True when a device does the work: it is watched closely and given up without asking.</param>
public sealed record EncoderChoice(string Name, IReadOnlyList<string> Arguments, string Reason, bool IsHardware = false);
