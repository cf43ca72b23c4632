using System.Text.Json.Nodes;
using ClipshareBox.Media.Probe;
using Microsoft.AspNetCore.Http;

namespace FakePlex;

/// <summary>Versions, files and streams, from the true files' facts.</summary>
internal sealed class MediaJson(FakePms pms, HttpContext context)
{
    public JsonObject Version(FakeItem item, FakeVersion version, bool full)
    {
        var info = version.Parts[0].Film.Info;
        var row = new JsonObject
        {
            ["id"] = version.Id,
            ["bitrate"] = Math.Max(1, version.Parts[0].Film.SizeBytes * 8 / Math.Max(1, version.Parts[0].Film.DurationMs)),
            ["width"] = info.Video.Width,
            ["height"] = info.Video.Height,
            ["aspectRatio"] = Math.Round((double)info.Video.Width / info.Video.Height, 2),
            ["audioChannels"] = info.Audio.Count > 0 ? info.Audio[0].Channels : null,
            ["audioCodec"] = info.Audio.Count > 0 ? info.Audio[0].Codec : null,
            ["videoCodec"] = info.Video.Codec == "mpeg2video" ? "mpeg2video" : info.Video.Codec,
            ["videoResolution"] = Resolution(info.Video.Height),
            ["container"] = version.Parts[0].Film.Container,
            ["videoProfile"] = info.Video.Profile?.ToLowerInvariant(),
        };
        if (!item.HidesDuration)
            row["duration"] = version.Parts.Sum(p => p.Film.DurationMs);
        if (!item.HidesFrameRate)
            row["videoFrameRate"] = RateClass(info.Video.FrameRate.ToDouble());
        if (version.Optimized)
        {
            row["proxyType"] = 42;
            row["optimizedForStreaming"] = 1;
            row["title"] = "Optimized for TV";
        }
        row["Part"] = new JsonArray([.. version.Parts.Select(p => Part(item, version, p, full))]);
        return row;
    }

    private JsonObject Part(FakeItem item, FakeVersion version, FakePart part, bool full)
    {
        var row = new JsonObject
        {
            ["id"] = part.Id,
            ["key"] = part.Key,
            ["size"] = part.Film.SizeBytes,
            ["container"] = part.Film.Container,
            ["hasThumbnail"] = "1",
        };
        var guest = FakePms.UserOf(context) is { } user && user.Id != pms.Owner?.Id;
        if (!guest || !pms.Switches.HidesPathsFromGuests)
            row["file"] = part.ShownPath;
        if (!item.HidesDuration)
            row["duration"] = part.Film.DurationMs;
        if (context.Request.Query["checkFiles"] == "1")
        {
            row["accessible"] = !part.Missing;
            row["exists"] = !part.Missing;
        }
        if (full)
            row["Stream"] = new JsonArray([.. Streams(item, version, part)]);
        return row;
    }

    private static IEnumerable<JsonNode> Streams(FakeItem item, FakeVersion version, FakePart part)
    {
        var info = part.Film.Info;
        var id = part.Id * 100;
        yield return Video(item, version, info.Video, id++);
        foreach (var audio in info.Audio)
        {
            yield return new JsonObject
            {
                ["id"] = id++,
                ["streamType"] = 2,
                ["default"] = audio.IsDefault,
                ["selected"] = audio == info.Audio[0],
                ["codec"] = audio.Codec,
                ["index"] = audio.Index,
                ["channels"] = audio.Channels,
                ["samplingRate"] = audio.SampleRate,
                ["audioChannelLayout"] = audio.Layout,
                ["languageCode"] = audio.Language,
                ["title"] = audio.Title,
                ["displayTitle"] = $"{audio.Language ?? "Unknown"} ({audio.Codec.ToUpperInvariant()} {audio.Layout})",
            };
        }
        foreach (var text in info.Subtitles)
        {
            yield return new JsonObject
            {
                ["id"] = id++,
                ["streamType"] = 3,
                ["codec"] = text.Codec == "subrip" ? "srt" : text.Codec,
                ["index"] = text.Index,
                ["languageCode"] = text.Language,
                ["forced"] = false,
                ["displayTitle"] = $"{text.Language ?? "Unknown"} ({text.Codec.ToUpperInvariant()})",
            };
        }
        if (part.Subtitle is not null)
            yield return External(part.Id * 100 + 99);
    }

    private static JsonObject External(long id) => new()
    {
        ["id"] = id,
        ["streamType"] = 3,
        ["codec"] = "srt",
        ["format"] = "srt",
        ["key"] = $"/library/streams/{Wire.Text(id)}",
        ["languageCode"] = "deu",
        ["displayTitle"] = "Deutsch (SRT External)",
    };

    private static JsonObject Video(FakeItem item, FakeVersion version, VideoInfo video, long id)
    {
        var row = new JsonObject
        {
            ["id"] = id,
            ["streamType"] = 1,
            ["default"] = true,
            ["codec"] = video.Codec,
            ["index"] = video.Index,
            ["bitDepth"] = video.BitDepth,
            ["width"] = video.Width,
            ["height"] = video.Height,
            ["scanType"] = video.IsInterlaced ? "interlaced" : "progressive",
            ["colorTrc"] = version.DolbyVision == 5 ? null : video.Colour.Transfer,
            ["colorPrimaries"] = video.Colour.Primaries,
            ["displayTitle"] = $"{Resolution(video.Height)} ({video.Codec.ToUpperInvariant()})",
        };
        if (!item.HidesFrameRate)
            row["frameRate"] = Math.Round(video.FrameRate.ToDouble(), 3);
        if (version.DolbyVision is { } profile)
        {
            row["DOVIPresent"] = true;
            row["DOVIProfile"] = profile;
            row["DOVIVersion"] = "1.0";
            row["DOVIELPresent"] = profile == 7;
            row["DOVIBLCompatID"] = profile switch { 5 => 0, 7 => 6, _ => 1 };
        }
        return row;
    }

    private static string Resolution(int height) => height switch
    {
        > 1100 => "4k",
        > 720 => "1080",
        > 576 => "720",
        > 480 => "576",
        > 400 => "480",
        _ => "sd",
    };

    private static string RateClass(double rate) => rate switch
    {
        < 24.5 => "24p",
        < 25.5 => "PAL",
        < 29.98 => "NTSC",
        < 31 => "30p",
        < 49 => "48p",
        < 51 => "50p",
        _ => "60p",
    };
}
