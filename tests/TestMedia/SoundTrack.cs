using System.Globalization;

namespace TestMedia;

/// <summary>A track of time-coded sound: pink noise to correlate with, and a beep each second whose pitch counts the seconds.</summary>
/// <param name="Codec">Encoder arguments without the stream's index: "aac", or "dca", "-strict", "-2".</param>
/// <param name="Channels">1, 2 or 6 (5.1).</param>
/// <param name="Language">ISO 639-2 code, or null.</param>
/// <param name="Seed">Makes one track's noise differ from another's.</param>
/// <param name="LowestPitch">Pitch of second 0 in Hz.</param>
public sealed record SoundTrack(
    IReadOnlyList<string> Codec, int Channels = 2, string? Language = null, int Seed = 1, int LowestPitch = 500)
{
    /// <summary>The pitch starts again after this many seconds.</summary>
    public const int PitchSeconds = 64;

    /// <summary>Length of a beep in seconds.</summary>
    public const double BeepSeconds = 0.02;

    /// <summary>Samples a second.</summary>
    public const int SampleRate = 48000;

    private const int PitchStep = 50;

    /// <summary>AAC stereo, as most films have.</summary>
    public static SoundTrack Aac { get; } = new(["aac", "-b:a", "128k"]);

    /// <summary>Pitch in Hz of the beep that begins at a whole second.</summary>
    public int PitchAt(int second) => LowestPitch + (PitchStep * (second % PitchSeconds));

    /// <summary>The lavfi graph of this track.</summary>
    public string Source(double seconds)
    {
        var length = seconds.ToString("0.######", CultureInfo.InvariantCulture);
        var pitch = $"{LowestPitch}+{PitchStep}*mod(floor(t),{PitchSeconds})";
        var beep = string.Create(CultureInfo.InvariantCulture, $"0.4*lt(mod(t,1),{BeepSeconds})*sin(2*PI*({pitch})*t)");
        return $"anoisesrc=c=pink:r={SampleRate}:a=0.1:seed={Seed}:d={length}[noise];"
            + $"aevalsrc='{beep}':s={SampleRate}:d={length}[beep];"
            + $"[noise][beep]amix=inputs=2:normalize=0,{Spread}[out0]";
    }

    private string Spread => Channels switch
    {
        1 => "anull",
        2 => "pan=stereo|c0=c0|c1=c0",
        6 => "pan=5.1|c0=c0|c1=c0|c2=c0|c3=c0|c4=c0|c5=c0",
        _ => throw new InvalidOperationException($"{Channels} channels are not made here; use 1, 2 or 6."),
    };
}
