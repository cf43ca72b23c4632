namespace ClipshareBox.Media.Sources;

/// <summary>Puts a source in front of ffmpeg or ffprobe: nothing but known kinds, and nothing that leads elsewhere.</summary>
internal static class InputArguments
{
    // Containers and bare streams with pictures or sound. Never a kind that names other files or addresses (hls, dash, concat,
    // sdp, imf, image lists): a file can be anything behind its name, and ffmpeg would fetch what it lists.
    private const string Formats =
        "mov,matroska,mpegts,mpeg,mpegvideo,avi,flv,asf,ogg,mxf,gxf,wtv,dv,nut,ivf,obu,av1,h264,hevc,m4v,vc1,yuv4mpegpipe,"
        + "wav,w64,mp3,aac,ac3,eac3,flac";

    // ffmpeg's own receive buffer: what waits there when it seeks away was fetched for nothing.
    private const string ReceiveBufferBytes = "131072";

    public static IReadOnlyList<string> ForFile(string path) =>
        ["-protocol_whitelist", "file", "-format_whitelist", Formats, "-i", "file:" + Path.GetFullPath(path)];

    public static IReadOnlyList<string> ForLoopback(string address) =>
        ["-protocol_whitelist", "http,tcp", "-format_whitelist", Formats, "-recv_buffer_size", ReceiveBufferBytes, "-i", address];
}
