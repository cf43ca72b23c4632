using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>One small film: how it is made and how an encoder makes a piece that fits it.</summary>
/// <param name="Codec">ffmpeg's encoder.</param>
/// <param name="Parameters">x264's or x265's parameters.</param>
/// <param name="Format">Pixel format.</param>
/// <param name="PieceParameters">More parameters for pieces.</param>
internal sealed record StreamRecipe(string Codec, string Parameters, string Format = "yuv420p", string PieceParameters = "")
{
    public const int Frames = 100;
    private const string Source = "-f lavfi -i testsrc2=size=320x180:rate=25";

    private string ParameterOption =>
        Codec == "libx264" ? "-x264-params" : "-x265-params log-level=error:pools=1:frame-threads=1:";

    private string Tag => Codec == "libx264" ? "" : "-tag:v hvc1";

    public IReadOnlyList<string> Film => Words(
        $"{Source} -frames:v {Frames} {Coder("veryfast", 26, $"keyint=24:min-keyint=24:scenecut=0:{Parameters}")}");

    public IReadOnlyList<string> Piece(string film, int from, int to) =>
    [
        "-i", film, "-vf", $"select=between(n\\,{from}\\,{to})", "-fps_mode", "passthrough",
        .. Words(Coder("superfast", 17, $"bframes=0:keyint=999:scenecut=0{PieceParameters}")),
    ];

    private string Coder(string preset, int crf, string parameters)
    {
        var option = ParameterOption;
        return $"-c:v {Codec} -pix_fmt {Format} -preset {preset} -crf {crf} {Tag} "
            + (option.EndsWith(':') ? option : option + " ") + parameters;
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}

internal static class StreamRecipes
{
    private const string Fields = ":interlaced=1";

    public static readonly Dictionary<string, StreamRecipe> All = new()
    {
        ["h264-closed"] = X264("b-adapt=0"),
        ["h264-no-b"] = X264("bframes=0"),
        ["h264-all-idr"] = X264("keyint=1"),
        ["h264-open"] = X264("open-gop=1:b-adapt=0"),
        ["h264-open-pyramid"] = X264("open-gop=1:b-adapt=0:bframes=5:b-pyramid=normal:ref=4"),
        ["h264-open-strict-pyramid"] = X264("open-gop=1:b-adapt=0:bframes=5:b-pyramid=strict:ref=6"),
        ["h264-open-cavlc-slices"] = X264("open-gop=1:b-adapt=0:cabac=0:slices=4:b-pyramid=normal"),
        ["h264-open-weights"] = X264("open-gop=1:weightp=2:weightb=1:bframes=4:ref=5:b-adapt=2"),
        ["h264-open-10bit"] = X264("open-gop=1:b-adapt=0", "yuv420p10le"),
        ["h264-open-422"] = X264("open-gop=1:b-adapt=0", "yuv422p"),
        ["h264-open-444"] = X264("open-gop=1:b-adapt=0", "yuv444p"),
        ["h264-open-mbaff"] = X264("open-gop=1:b-adapt=0:interlaced=1:tff=1", piece: Fields),
        ["h264-open-mbaff-bottom-first"] = X264("open-gop=1:b-adapt=0:interlaced=1:bff=1:cabac=0", piece: Fields + ":bff=1"),
        ["h264-hrd"] = X264("open-gop=1:nal-hrd=vbr:vbv-maxrate=2000:vbv-bufsize=2000:aud=1", piece: ":aud=1"),
        ["h264-scaling-lists"] = X264("open-gop=1:cqm=jvt", piece: ":cqm=jvt:nal-hrd=vbr:vbv-maxrate=2000:vbv-bufsize=2000"),
        ["h264-level-high"] = X264("level=5.1:ref=8"),
        ["hevc-closed"] = X265("open-gop=0"),
        ["hevc-open"] = X265("open-gop=1:bframes=4:b-adapt=0"),
        ["hevc-radl"] = X265("open-gop=0:radl=2:bframes=4:b-adapt=0"),
        ["hevc-open-layers"] = X265("open-gop=1:temporal-layers=1:bframes=4:b-adapt=0"),
        ["hevc-open-10bit"] = X265("open-gop=1:bframes=4:ref=4:b-adapt=0", "yuv420p10le"),
        ["hevc-open-422"] = X265("open-gop=1:hrd=1:vbv-maxrate=2000:vbv-bufsize=2000:aud=1:repeat-headers=1", "yuv422p10le"),
        ["hevc-slices"] = X265("open-gop=1:slices=2:hash=1", piece: ":hrd=1:vbv-maxrate=2000:vbv-bufsize=2000:slices=2"),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    private static StreamRecipe X264(string parameters, string format = "yuv420p", string piece = "") =>
        new("libx264", parameters, format, piece);

    private static StreamRecipe X265(string parameters, string format = "yuv420p", string piece = "") =>
        new("libx265", parameters, format, piece);
}
