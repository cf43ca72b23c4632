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
    CutSource source, EncoderCatalogue encoders, CutOptions options, Timeline timeline, IProgress<double>? progress)
{
    /// <summary>Makes and checks the clip.</summary>
    public async Task<Made> RunAsync(OutputFile file, long inMs, long outMs, CancellationToken ct)
    {
        if (options.Mode == CutMode.Encode)
            return await EncodeAsync(file, inMs, outMs, null, ct);
        try
        {
            var result = await CopyAsync(file, inMs, outMs, ct);
            await CheckAsync(file, result, ct);
            var encoder = result.Encoded > 0 ? PieceArguments.EncoderFor(source.Info.Video.Codec) : null;
            return new Made(result, options.Mode, encoder, null);
        }
        catch (MediaException e) when (e.Fault == MediaFault.CannotCut && options.Mode == CutMode.Smart)
        {
            file.Discard();
            return await EncodeAsync(file, inMs, outMs, e.Message, ct);
        }
    }

    private async Task<CutResult> CopyAsync(OutputFile file, long inMs, long outMs, CancellationToken ct)
    {
        var audio = AudioPick.From(source.Info, options);
        return options.Mode == CutMode.Smart
            ? await new SmartCut(source, audio, timeline, progress).RunAsync(file, inMs, outMs, ct)
            : await new EditListCut(source, audio, timeline, progress)
                .RunAsync(file, inMs, outMs, showRunUp: options.Mode == CutMode.Copy, ct);
    }
}
