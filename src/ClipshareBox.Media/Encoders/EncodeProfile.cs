namespace ClipshareBox.Media.Encoders;

/// <summary>The file a whole-clip encode writes.</summary>
public enum ClipContainer
{
    /// <summary>MP4 with its index in front: H.264 or HEVC, AAC.</summary>
    Mp4,

    /// <summary>WebM: VP9 and Opus; its times are whole ms.</summary>
    WebM,
}

/// <summary>The picture's coding in an MP4; a WebM always has VP9.</summary>
public enum VideoCoding
{
    /// <summary>H.264 (ITU-T H.264), 8 bit unless the source's pixel format is kept; HDR becomes SDR.</summary>
    H264,

    /// <summary>HEVC (ITU-T H.265); HDR stays HDR in 10 bit.</summary>
    Hevc,
}

/// <summary>What becomes of interlaced pictures.</summary>
public enum InterlaceHandling
{
    /// <summary>Fields stay fields; where that cannot be (HEVC, VP9, scaling in height, reverse) as <see cref="Deinterlace"/>.</summary>
    Keep,

    /// <summary>One whole picture for each two fields (bwdif); the number of frames stays.</summary>
    Deinterlace,
}

/// <summary>What becomes of a rotation that the source asks of its player.</summary>
public enum RotationHandling
{
    /// <summary>The pixels are turned; needed by OBS, which does not look at the request.</summary>
    Apply,

    /// <summary>The request is passed on; where that cannot be (WebM, reverse) as <see cref="Apply"/>.</summary>
    Keep,
}

/// <summary>The speed at which the clip plays. No frame is added or lost: each is shown for longer.</summary>
public enum ClipSpeed
{
    /// <summary>As the source.</summary>
    Full,

    /// <summary>50 %.</summary>
    Half,

    /// <summary>A third (33 %).</summary>
    Third,

    /// <summary>25 %.</summary>
    Quarter,
}

/// <summary>What becomes of the sound of a slowed clip.</summary>
public enum SlowSound
{
    /// <summary>Slowed with its pitch kept.</summary>
    KeepPitch,

    /// <summary>Left out.</summary>
    Drop,
}

/// <summary>The programme loudness a clip is brought to (EBU R 128, ITU-R BS.1770), true peak at most -1.5 dBTP.</summary>
public enum LoudnessTarget
{
    /// <summary>Left as it is.</summary>
    AsSource,

    /// <summary>-16 LUFS, for the web.</summary>
    Web,

    /// <summary>-23 LUFS, EBU R 128.</summary>
    EbuR128,

    /// <summary>-24 LUFS, ATSC A/85.</summary>
    AtscA85,
}

/// <summary>What a whole-clip encode makes. The default starts and seeks at once in OBS and in browsers.</summary>
/// <remarks>
/// Always: a key frame at frame 0, closed groups of at most a second, at most two B-frames in a row, constant rate where the source
/// is constant, sound at 48 kHz.
/// </remarks>
public sealed record EncodeProfile
{
    /// <summary>The playout profile: every value at its default.</summary>
    public static EncodeProfile Playout { get; } = new();

    /// <summary>The file.</summary>
    public ClipContainer Container { get; init; } = ClipContainer.Mp4;

    /// <summary>The picture's coding in an MP4.</summary>
    public VideoCoding Coding { get; init; } = VideoCoding.H264;

    /// <summary>A rung of the quality ladder; null keeps the source's size and limits no rate.</summary>
    public QualityRung? Quality { get; init; }

    /// <summary>
    /// With <see cref="Quality"/>: true gives exactly its frame, scaled up if need be, with black bars for another aspect; false only
    /// ever makes smaller, without bars. The display aspect is kept in both.
    /// </summary>
    public bool Pad { get; init; } = true;

    /// <summary>Keep the source's pixel format (depth, chroma, range) where the encoder has it, instead of 8-bit 4:2:0.</summary>
    public bool KeepPixelFormat { get; init; }

    /// <summary>Interlaced sources.</summary>
    public InterlaceHandling Interlace { get; init; } = InterlaceHandling.Keep;

    /// <summary>Rotated sources.</summary>
    public RotationHandling Rotation { get; init; } = RotationHandling.Apply;

    /// <summary>Loudness of each track.</summary>
    public LoudnessTarget Loudness { get; init; } = LoudnessTarget.AsSource;

    /// <summary>Speed.</summary>
    public ClipSpeed Speed { get; init; } = ClipSpeed.Full;

    /// <summary>Sound of a slowed clip.</summary>
    public SlowSound SlowSound { get; init; } = SlowSound.KeepPitch;

    /// <summary>Last frame first, sound backwards too.</summary>
    public bool Reverse { get; init; }

    /// <summary>What is written into the picture, or null.</summary>
    public BurnIn? BurnIn { get; init; }

    /// <summary>The playout profile in the source's own range: HDR and deeper pictures stay what they are, as HEVC.</summary>
    internal static EncodeProfile Like(Probe.VideoInfo video) =>
        video.BitDepth > 8 || video.Colour.DynamicRange != Probe.DynamicRange.Sdr
            ? Playout with { Coding = VideoCoding.Hevc, KeepPixelFormat = true }
            : Playout;

    /// <summary>How many times longer the clip plays: 1 to 4.</summary>
    internal int Stretch => Speed switch
    {
        ClipSpeed.Half => 2,
        ClipSpeed.Third => 3,
        ClipSpeed.Quarter => 4,
        _ => 1,
    };

    /// <summary>The loudness asked for in LUFS, or null.</summary>
    internal int? LoudnessLufs => Loudness switch
    {
        LoudnessTarget.Web => -16,
        LoudnessTarget.EbuR128 => -23,
        LoudnessTarget.AtscA85 => -24,
        _ => null,
    };
}

/// <summary>What is written into the picture.</summary>
/// <param name="Timecode">A timecode that counts the source's frames.</param>
/// <param name="TimecodeStart">
/// Timecode of the clip's first frame in the source's order, HH:MM:SS:FF or (drop-frame) HH:MM:SS;FF; null counts from the content's
/// start. Variable-rate sources show the time from the content's start instead.
/// </param>
/// <param name="Text">A line of text, or null.</param>
/// <param name="SubtitleTrack">Number of a text track among the subtitle tracks (0 is the first), or null.</param>
public sealed record BurnIn(
    bool Timecode = false, string? TimecodeStart = null, string? Text = null, int? SubtitleTrack = null);
