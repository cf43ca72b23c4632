using ClipshareBox.Media.Cutting.Checks;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>A clip made: what is in the file, and by which mode.</summary>
/// <param name="Result">What was put into the file.</param>
/// <param name="Mode">The mode that made it.</param>
/// <param name="Encoder">The encoder used, or null.</param>
/// <param name="FallbackReason">Why it is not the mode asked for, or null.</param>
internal sealed record Made(CutResult Result, CutMode Mode, string? Encoder, string? FallbackReason);

/// <summary>Makes a clip in the mode asked for, or by a whole encode where the source forbids it; never silently.</summary>
internal sealed class ClipMaker(
    CutSource source, ProvenEncoders encoders, CutOptions options, Timeline timeline, IProgress<double>? progress)
{
    /// <summary>Makes and checks the clip.</summary>
    /// <exception cref="MediaException">The clip cannot be made.</exception>
    public async Task<Made> RunAsync(OutputFile file, long inMs, long outMs, CancellationToken ct)
    {
        if (options.Mode == CutMode.Encode)
            return await EncodeAsync(file, inMs, outMs, null, ct);
        await using var seams = options is { Mode: CutMode.Smart, Verify: not Verification.None } ? SeamCheck.Start(source) : null;
        try
        {
            var pieces = options.Mode == CutMode.Smart ? await PiecesAsync(ct) : null;
            if (await CopyAsync(file, pieces, inMs, outMs, ct) is not { } result)
            {
                file.Discard();
                return await EncodeAsync(file, inMs, outMs, "so few frames of an open group of pictures show in no player by themselves", ct);
            }
            await CheckAsync(file, result, seams, ct);
            return new Made(result, options.Mode, result.EncodedFrames > 0 ? pieces?.Name : null, null);
        }
        catch (MediaException e) when (e.Fault == MediaFault.CannotCut && options.Mode == CutMode.Smart && source.Lost is null)
        {
            file.Discard();
            return await EncodeAsync(file, inMs, outMs, e.Message, ct);
        }
    }

    private async Task<EncoderChoice> PiecesAsync(CancellationToken ct) =>
        (await encoders.GetAsync(ct)).ForPieces(source.Info.Video) ?? throw new MediaException(
            MediaFault.CannotCut, $"No encoder here makes {source.Info.Video.Codec} pictures in {source.Info.Video.PixelFormat} that could be joined.");

    private async Task<CutResult?> CopyAsync(OutputFile file, EncoderChoice? pieces, long inMs, long outMs, CancellationToken ct)
    {
        var further = TrackPicks.From(source.Info, options);
        return pieces is not null
            ? await new SmartCut(source, pieces, further, timeline, progress).RunAsync(file, inMs, outMs, ct)
            : await new EditListCut(source, further, timeline, progress)
                .RunAsync(file, inMs, outMs, showRunUp: options.Mode == CutMode.Copy, ct);
    }

    private async Task CheckAsync(OutputFile file, CutResult result, SeamCheck? seams, CancellationToken ct)
    {
        if (options.Verify == Verification.None)
            return;
        using var step = timeline.Step("verify");
        var fault = StructureCheck.FindFault(file.PartPath, result);
        if (fault is null && seams is not null)
            fault = await seams.FindFaultAsync(file.PartPath, result, ct);
        if (fault is null && options.Verify == Verification.Full)
            fault = await new FullCheck(source).FindFaultAsync(file.PartPath, result, ct);
        if (fault is not null)
            throw new MediaException(MediaFault.CannotCut, $"The proof failed: {fault}.");
    }

    private async Task<Made> EncodeAsync(OutputFile file, long inMs, long outMs, string? reason, CancellationToken ct)
    {
        using var step = timeline.Step("encode");
        var profile = options.Profile ?? EncodeProfile.Like(source.Info.Video);
        var request = EncodeRequest.FromMarks(source.Open.FfmpegInput, source.Info, inMs, outMs, profile, file.PartPath) with
        {
            AudioTracks = options.Audio == AudioHandling.None ? [] : options.Tracks,
            Encoder = (await encoders.GetAsync(ct)).ForWholeClip(source.Info.Video, profile),
            EndsSource = source.End is not null,
        };
        var whole = await new WholeEncode(source.Tools, source.Clock).RunAsync(request, progress, ct);
        return new Made(CutResult.OfWhole(whole, source.Info.Video.TimeBase), CutMode.Encode, whole.Encoder, reason);
    }
}
