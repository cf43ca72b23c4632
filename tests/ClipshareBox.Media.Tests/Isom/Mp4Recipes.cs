using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

/// <summary>ffmpeg's arguments for each kind of file, the last word being the container.</summary>
internal static class Mp4Recipes
{
    private const string Picture = "-f lavfi -i testsrc2=size=160x90:rate=25 ";
    private const string Sound = "-f lavfi -i sine=f=500:r=48000 ";
    private const string X264 = "-t 12 -c:v libx264 -preset veryfast -bf 3 -g 30 ";
    private const string Both = Picture + Sound + X264;

    public static readonly Dictionary<string, string> All = new()
    {
        ["plain"] = Both + "-c:a aac mp4",
        ["faststart"] = Both + "-c:a aac -movflags +faststart mp4",
        ["hevc-front"] = "-i @hevc -c copy -movflags +faststart mp4",
        ["later-front"] = "-i @sound-later -c copy -movflags +faststart mp4",
        ["no-edit-list-front"] = "-i @plain -c copy -use_editlist 0 -movflags +faststart mp4",
        ["sound-later"] = Picture + "-itsoffset 1.5 " + Sound + X264 + "-c:a aac mp4",
        ["picture-later"] = "-itsoffset 0.77 " + Picture + Sound + X264 + "-c:a aac mp4",
        ["starts-at-10"] = Both + "-c:a aac -output_ts_offset 10 mp4",
        ["negative-offsets"] = Both + "-c:a aac -movflags +negative_cts_offsets mp4",
        ["negative-offsets-later"] = Both + "-c:a aac -movflags +negative_cts_offsets -output_ts_offset 3.3 mp4",
        ["no-edit-list"] = Both + "-c:a aac -use_editlist 0 mp4",
        ["no-b-frames"] = Picture + Sound + "-t 12 -c:v libx264 -preset veryfast -bf 0 -g 30 -c:a aac mp4",
        ["open-gop"] = Both + "-x264-params open-gop=1 -c:a aac mp4",
        ["open-gop-mov"] = Both + "-x264-params open-gop=1 -c:a aac mov",
        ["mov-aac"] = Both + "-c:a aac -ac 2 mov",
        ["mov-pcm16"] = Both + "-c:a pcm_s16le -ac 2 mov",
        ["mov-pcm24"] = Both + "-c:a pcm_s24be mov",
        ["mov-pcm-later"] = Picture + "-itsoffset 0.5 " + Sound + X264 + "-c:a pcm_s16be mov",
        ["mov-alaw"] = Both + "-c:a pcm_alaw mov",
        ["mov-all-key"] = Picture + Sound + "-t 12 -c:v mjpeg -c:a pcm_s16le mov",
        ["vfr"] = Both + "-vf setpts=PTS+0.013/TB*mod(N\\,3) -fps_mode vfr -video_track_timescale 90000 -c:a aac mp4",
        ["film-rate"] = "-f lavfi -i testsrc2=size=160x90:rate=24000/1001 " + Sound + X264 + "-c:a aac mp4",
        ["hevc"] = Picture + Sound + "-t 12 -c:v libx265 -preset ultrafast -x265-params log-level=none:keyint=30 -tag:v hvc1 -c:a aac mp4",
        ["many-sounds"] = Both + "-map 0 -map 1 -map 1 -map 1 -map 1 -map 1 -strict -2 "
            + "-c:a:0 aac -c:a:1 ac3 -c:a:2 eac3 -c:a:3 libmp3lame -c:a:4 flac mp4",
        ["opus"] = Both + "-c:a libopus mp4",
        ["timecode"] = Both + "-c:a aac -timecode 01:00:00:00 mov",
        ["copied-from-5.3"] = "-ss 5.3 -i @plain -c copy mp4",
        ["copied-from-5.3-mov"] = "-ss 5.3 -i @mov-pcm16 -c copy mov",
        ["copied-mpegts-times"] = "-i @plain -c copy -copyts -avoid_negative_ts disabled -output_ts_offset 100 mp4",
        ["interleaved-coarsely"] = Both + "-c:a aac -chunk_duration 1000000 mp4",
        ["fragmented"] = Both + "-c:a aac -movflags +frag_keyframe+empty_moov mp4",
        ["minute"] = "-f lavfi -i color=size=64x64:rate=25 -f lavfi -i anullsrc=r=48000:cl=mono -t 60 -c:v libx264 -preset veryfast "
            + "-bf 3 -g 250 -c:a aac -b:a 8k mp4",
        ["film"] = "-stream_loop 119 -i @minute -c copy mp4",
        ["encrypted"] = Both + "-c:a aac -encryption_scheme cenc-aes-ctr -encryption_key 76a6c65c5ea762046bd749a2e632ccbb "
            + "-encryption_kid a7e61c373e219033c21091fa607bf3b8 mp4",
    };

    /// <summary>The ones that our index reads.</summary>
    public static TheoryData<string> Readable => [.. All.Keys.Except(["fragmented", "encrypted", "minute", "film"])];
}
