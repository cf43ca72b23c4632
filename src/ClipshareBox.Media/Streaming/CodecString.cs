using System.Globalization;
using ClipshareBox.Media.Bitstream;

namespace ClipshareBox.Media.Streaming;

/// <summary>Names a track's codec the way browsers ask for it (RFC 6381; ISO/IEC 14496-15 annex E; the VP9 and AV1 bindings to MP4).</summary>
internal static class CodecString
{
    /// <summary>The name, such as avc1.640028; the bare type where there is no finer one.</summary>
    /// <param name="sampleEntry">The track's whole sample entry.</param>
    /// <exception cref="MediaException">The entry is damaged.</exception>
    public static string Of(ReadOnlySpan<byte> sampleEntry) => SampleEntry.TypeOf(sampleEntry) switch
    {
        "avc1" or "avc3" => Avc(SampleEntry.Child(sampleEntry, "avcC"u8)),
        "hvc1" or "hev1" => Hevc(SampleEntry.Child(sampleEntry, "hvcC"u8)),
        "vp09" => Vp9(SampleEntry.Child(sampleEntry, "vpcC"u8)),
        "av01" => Av1(SampleEntry.Child(sampleEntry, "av1C"u8)),
        "mp4a" => "mp4a.40.2",
        var type => type,
    };

    private static string Avc(ReadOnlySpan<byte> config)
    {
        var avc = AvcConfig.Parse(config);
        return string.Create(CultureInfo.InvariantCulture, $"avc1.{avc.Profile:X2}{avc.Compatibility:X2}{avc.Level:X2}");
    }

    // Profile, the compatibility flags in reverse order of bits, tier and level, then the constraint bytes without zeros at the end.
    private static string Hevc(ReadOnlySpan<byte> config)
    {
        var facts = HvcConfig.Parse(config).ProfileTierLevel;
        var space = (facts[0] >> 6) switch { 1 => "A", 2 => "B", 3 => "C", _ => "" };
        var tier = (facts[0] & 0x20) != 0 ? 'H' : 'L';
        var flags = 0u;
        for (var bit = 0; bit < 32; bit++)
            flags |= (uint)((facts[1 + bit / 8] >> (7 - bit % 8)) & 1) << bit;
        var constraints = "";
        for (var last = 10; last >= 5; last--)
        {
            if (facts[last] != 0 || constraints.Length > 0)
                constraints = string.Create(CultureInfo.InvariantCulture, $".{facts[last]:X}{constraints}");
        }
        return string.Create(CultureInfo.InvariantCulture, $"hvc1.{space}{facts[0] & 31}.{flags:X}.{tier}{facts[11]}{constraints}");
    }

    private static string Vp9(ReadOnlySpan<byte> config) => config.Length < 7
        ? "vp09"
        : string.Create(CultureInfo.InvariantCulture, $"vp09.{config[4]:D2}.{config[5]:D2}.{config[6] >> 4:D2}");

    private static string Av1(ReadOnlySpan<byte> config)
    {
        if (config.Length < 3)
            return "av01";
        var depth = (config[2] & 0x40) == 0 ? 8 : (config[2] & 0x20) == 0 ? 10 : 12;
        return string.Create(
            CultureInfo.InvariantCulture, $"av01.{config[1] >> 5}.{config[1] & 31:D2}{((config[2] & 0x80) != 0 ? 'H' : 'M')}.{depth:D2}");
    }
}
