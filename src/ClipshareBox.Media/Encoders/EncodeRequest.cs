using ClipshareBox.Media.Probe;

namespace ClipshareBox.Media.Encoders;

/// <summary>A whole-clip encode that is asked for.</summary>
/// <param name="Input">ffmpeg's and ffprobe's input options, ending in "-i" and the source.</param>
/// <param name="Info">The source.</param>
/// <param name="InUs">First instant in µs on the source's own clock (as -copyts shows it).</param>
/// <param name="OutUs">Instant behind the last, µs on the same clock.</param>
/// <param name="Profile">What is made.</param>
/// <param name="Destination">File to write; overwritten; a temporary name, for it may be left half-written by a fault.</param>
internal sealed record EncodeRequest(
    IReadOnlyList<string> Input, MediaInfo Info, long InUs, long OutUs, EncodeProfile Profile, string Destination)
{
    /// <summary>Audio tracks by their number among the audio tracks; null is all.</summary>
    public IReadOnlyList<int>? AudioTracks { get; init; }

    /// <summary>The encoder; null takes the software one of the profile.</summary>
    public EncoderChoice? Encoder { get; init; }

    /// <summary>True when OUT is the end of what is there: what lies behind it is not whole, and does not end the last frame.</summary>
    public bool EndsSource { get; init; }

    /// <summary>The tracks asked for.</summary>
    /// <exception cref="MediaException">There is no such track (<see cref="MediaFault.CannotCut"/>).</exception>
    public IReadOnlyList<AudioInfo> ChosenAudio()
    {
        if (Profile.Stretch > 1 && Profile.SlowSound == SlowSound.Drop)
            return [];
        if (AudioTracks is null)
            return Info.Audio;
        foreach (var missing in AudioTracks.Where(t => t < 0 || t >= Info.Audio.Count))
            throw new MediaException(MediaFault.CannotCut, $"There is no audio track {missing}; the source has {Info.Audio.Count}.");
        return [.. AudioTracks.Select(t => Info.Audio[t])];
    }

    /// <summary>A request from marks in ms that count from the content's start.</summary>
    public static EncodeRequest FromMarks(
        IReadOnlyList<string> input, MediaInfo info, long inMs, long outMs, EncodeProfile profile, string destination) =>
        new(input, info, info.StartUs + inMs * 1000, info.StartUs + outMs * 1000, profile, destination);
}

/// <summary>What a whole-clip encode made.</summary>
/// <param name="Frames">Frames in the clip.</param>
/// <param name="FirstPts">Source time of the earliest frame, in ticks of the source's picture stream.</param>
/// <param name="EndPts">Source time of the end of the latest frame, in the same ticks.</param>
/// <param name="Encoder">ffmpeg's name of the encoder that made it.</param>
/// <param name="EncoderReason">Why that one, with what was given up on the way.</param>
/// <param name="Pts">Source times of all frames, ascending, in the same ticks.</param>
internal sealed record WholeEncodeResult(
    int Frames, long FirstPts, long EndPts, string Encoder, string EncoderReason, IReadOnlyList<long> Pts);
