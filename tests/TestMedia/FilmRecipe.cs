using ClipshareBox.Media.Time;

namespace TestMedia;

/// <summary>What a film is made of; two equal recipes make the same film.</summary>
public sealed record FilmRecipe
{
    /// <summary>Picture width in px; a multiple of 32 makes all cells of the bar equal.</summary>
    public int Width { get; init; } = 640;

    /// <summary>Picture height in px.</summary>
    public int Height { get; init; } = 360;

    /// <summary>Frames a second.</summary>
    public Rational Rate { get; init; } = new(24000, 1001);

    /// <summary>Frames to make; each has its own number, from 0 on.</summary>
    public required int Frames { get; init; }

    /// <summary>Video encoder and its arguments.</summary>
    public required IReadOnlyList<string> Video { get; init; }

    /// <summary>Pixel format that is encoded.</summary>
    public string PixelFormat { get; init; } = "yuv420p";

    /// <summary>True for a background whose two fields are two instants (top first).</summary>
    public bool Interlaced { get; init; }

    /// <summary>File extension with its dot: .mp4, .mov, .mkv, .webm, .ts.</summary>
    public string Extension { get; init; } = ".mp4";

    /// <summary>Sound tracks in order.</summary>
    public IReadOnlyList<SoundTrack> Sound { get; init; } = [SoundTrack.Aac];

    /// <summary>Encoder of a text subtitle with one cue each second ("second 7"), or null for none.</summary>
    public string? SubtitleCodec { get; init; }

    /// <summary>Presentation time of the first frame in seconds.</summary>
    public int StartSeconds { get; init; }

    /// <summary>Timecode of the first frame, drawn into the picture for people (HH:MM:SS:FF, HH:MM:SS;FF for drop-frame); null for none.</summary>
    public string? Timecode { get; init; }

    /// <summary>What makes the rate variable; null for a constant one.</summary>
    public FrameTiming? Timing { get; init; }

    /// <summary>Arguments of the container.</summary>
    public IReadOnlyList<string> Output { get; init; } = [];

    /// <summary>Length in seconds before <see cref="Timing"/>.</summary>
    public double Seconds => Frames * (double)Rate.Den / Rate.Num;
}

/// <summary>Drops or re-times numbered frames.</summary>
/// <param name="Filter">An ffmpeg filter behind the numbering.</param>
/// <param name="TimeBase">Seconds a tick of the times it leaves.</param>
public sealed record FrameTiming(string Filter, Rational TimeBase);
