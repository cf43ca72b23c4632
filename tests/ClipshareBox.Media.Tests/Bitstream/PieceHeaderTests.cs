using ClipshareBox.Media.Bitstream;
using Xunit;

namespace ClipshareBox.Media.Tests.Bitstream;

/// <summary>Reads what was written with ffmpeg's parser and compares it field by field with the encoder's own.</summary>
public sealed class PieceHeaderTests(StreamMedia media)
{
    private static readonly string[] Restriction =
        ["bitstream_restriction_flag", "motion_vectors_over_pic_boundaries_flag", "max_bytes_per_pic_denom",
        "max_bits_per_mb_denom", "log2_max_mv_length_horizontal", "log2_max_mv_length_vertical",
        "max_num_reorder_frames", "max_dec_frame_buffering"];

    private static readonly string[] H264Changes =
        ["rbsp_alignment_zero_bit", "seq_parameter_set_id", "pic_parameter_set_id", "level_idc", "max_num_ref_frames",
        .. Restriction];

    private static readonly string[] HevcChanges =
        ["rbsp_alignment_zero_bit", "vps_video_parameter_set_id", "sps_video_parameter_set_id", "sps_seq_parameter_set_id",
        "pps_seq_parameter_set_id", "pps_pic_parameter_set_id", "slice_pic_parameter_set_id", "general_level_idc",
        .. Enumerable.Range(0, 8).SelectMany(i => new[] { "vps", "sps" }.SelectMany(set => new[]
        {
            $"{set}_max_dec_pic_buffering_minus1[{i}]", $"{set}_max_num_reorder_pics[{i}]",
            $"{set}_max_latency_increase_plus1[{i}]",
        }))];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(StreamRecipes.Names), MemberType = typeof(StreamRecipes))]
    public async Task Only_ids_level_and_buffer_sizes_of_a_piece_change(string recipe)
    {
        var (own, written, _) = await TraceAsync(recipe);
        var changes = recipe.StartsWith("h264", StringComparison.Ordinal) ? H264Changes : HevcChanges;
        foreach (var kind in own.Select(header => header.Kind).Distinct().Where(IsCompared))
        {
            var before = own.Where(h => h.Kind == kind).ToList();
            var after = written.Where(h => h.Kind == kind).ToList();
            if (IsSet(kind))
                (before, after) = ([before[0]], [after[0]]);
            Assert.Equal(Lines(before, changes), Lines(after, changes));
        }
    }

    [Theory]
    [InlineData("h264-open-pyramid")]
    [InlineData("h264-level-high")]
    [InlineData("h264-no-b")]
    [InlineData("h264-hrd")]
    [InlineData("h264-open-mbaff")]
    public async Task An_H264_piece_has_the_films_level_and_buffers(string recipe)
    {
        var (_, written, film) = await TraceAsync(recipe);
        string[] names = ["level_idc", "max_num_ref_frames", "max_num_reorder_frames", "max_dec_frame_buffering"];
        Assert.Equal(Values(film, "Sequence Parameter Set", names), Values(written, "Sequence Parameter Set", names));
    }

    [Theory]
    [InlineData("hevc-open")]
    [InlineData("hevc-open-layers")]
    public async Task An_HEVC_piece_has_the_films_level_and_buffers(string recipe)
    {
        var (_, written, film) = await TraceAsync(recipe);
        Assert.Equal(
            Values(film, "Sequence Parameter Set", ["general_level_idc"]),
            Values(written, "Sequence Parameter Set", ["general_level_idc"]));
        foreach (var name in new[] { "max_dec_pic_buffering_minus1", "max_num_reorder_pics", "max_latency_increase_plus1" })
        {
            var told = Stated(film, name)[^1];
            var highest = told[(told.IndexOf(']', StringComparison.Ordinal) + 1)..];
            Assert.NotEmpty(Stated(written, name));
            Assert.All(Stated(written, name), field => Assert.EndsWith(highest, field, StringComparison.Ordinal));
        }
    }

    private static List<string> Stated(IReadOnlyList<TracedHeader> headers, string name) =>
        [.. headers.First(h => h.Kind == "Sequence Parameter Set").Fields
            .Where(f => f.StartsWith($"sps_{name}", StringComparison.Ordinal))];

    private static string Lines(List<TracedHeader> headers, string[] changes) =>
        string.Join('\n', headers.Select(h => string.Join('\n', h.Without(changes))));

    private static bool IsSet(string kind) => kind.EndsWith("Parameter Set", StringComparison.Ordinal);

    private static bool IsCompared(string kind) => IsSet(kind) || kind.StartsWith("Slice", StringComparison.Ordinal);

    private static IEnumerable<string> Values(IEnumerable<TracedHeader> headers, string kind, string[] names) =>
        headers.First(h => h.Kind == kind).Fields.Where(f => names.Contains(f[..f.IndexOf(' ', StringComparison.Ordinal)]));

    // ffmpeg's parser cannot read an SEI unit before it has seen which of two sets is meant, so the film's are left out.
    private async Task<(IReadOnlyList<TracedHeader> Own, IReadOnlyList<TracedHeader> Written, IReadOnlyList<TracedHeader> Film)>
        TraceAsync(string recipe)
    {
        var film = await media.FilmAsync(recipe);
        var piece = await media.PieceAsync(recipe, 3, 9);
        var joined = new JoinedStream(SeamSyntax.For(film.SampleEntry)!);
        joined.AddPiece(piece);
        var path = media.NewPath(recipe.StartsWith("hevc", StringComparison.Ordinal) ? "piece.hevc" : "piece.h264");
        await File.WriteAllBytesAsync(path, joined.ToByteStream(without: [.. JoinedStream.SetsOf(film.SampleEntry)]), Stop);
        return (await HeaderTrace.OfAsync(piece.Path), await HeaderTrace.OfAsync(path), await HeaderTrace.OfAsync(film.Path));
    }
}
