using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>
/// Encodes a whole clip exactly: every frame whose start lies in [in, out) to half a ms, none other, none twice, and the sound of the
/// same instants to the sample. What comes out is measured against the container's own list of frames.
/// </summary>
internal sealed class WholeEncode(MediaTools tools, TimeProvider clock)
{
    private const int Attempts = 3; // each reads from further back

    /// <summary>The longest wait for a frame of a software encoder.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The longest wait for a frame of a device.</summary>
    public TimeSpan DeviceStall { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Makes the clip.</summary>
    /// <exception cref="MediaException">
    /// The range is empty (<see cref="MediaFault.BadRange"/>), the source cannot be cut exactly (<see cref="MediaFault.CannotCut"/>),
    /// went away, the disk is full, or a tool failed.
    /// </exception>
    public async Task<WholeEncodeResult> RunAsync(EncodeRequest request, IProgress<double>? progress, CancellationToken ct)
    {
        if (request.OutUs <= request.InUs)
            throw new MediaException(MediaFault.BadRange, "OUT must lie behind IN.");
        if (Path.GetDirectoryName(Path.GetFullPath(request.Destination)) is { } folder && !Directory.Exists(folder))
            throw new MediaException(MediaFault.CannotWrite, $"There is no folder {folder} to write to.");
        var listing = new SourceListing(tools, clock);
        for (var attempt = 0; ; attempt++)
        {
            var window = await listing.FindAsync(request, attempt, ct);
            try
            {
                var result = await EncodeAsync(listing, request, window, progress, ct);
                progress?.Report(1);
                return result;
            }
            catch (MediaException e) when (e.Fault == MediaFault.CannotCut && window.SeekUs is not null && attempt + 1 < Attempts)
            {
                // Some decoders need more run-up than the container's key flags promise; the next attempt reads from further back.
            }
        }
    }

    private async Task<WholeEncodeResult> EncodeAsync(
        SourceListing listing, EncodeRequest request, SourceWindow window, IProgress<double>? progress, CancellationToken ct)
    {
        var encoder = request.Encoder ?? EncoderChooser.SoftwareFor(request.Profile, "software, as nothing else was tested");
        if (!encoder.IsHardware)
            return await EncodeWithAsync(listing, request, window, encoder, progress, ct);
        try
        {
            return await EncodeWithAsync(listing, request, window, encoder, progress, ct);
        }
        catch (MediaException e) when (e.Fault is MediaFault.ToolFailed or MediaFault.CannotCut or MediaFault.SourceLost or MediaFault.NotMedia)
        {
            // A device's errors read like anything; if the source is at fault, software will say so.
            var software = EncoderChooser.SoftwareFor(request.Profile, $"software: {encoder.Name} was given up: {e.Message}");
            return await EncodeWithAsync(listing, request, window, software, progress, ct);
        }
    }

    private async Task<WholeEncodeResult> EncodeWithAsync(
        SourceListing listing, EncodeRequest request, SourceWindow window, EncoderChoice encoder, IProgress<double>? progress, CancellationToken ct)
    {
        if (!await TryAsync(new EncodeJob(request, window, encoder), progress, ct))
        {
            // Two packets may make one frame (fields), or a packet none (undecodable leading pictures): the decoder has the last word.
            var decoded = await listing.FindDecodedAsync(request, window, ct);
            if (decoded is null || decoded.Pts.SequenceEqual(window.Pts) || !await TryAsync(new EncodeJob(request, decoded, encoder), progress, ct))
                throw new MediaException(MediaFault.CannotCut, "The decoder gives other frames than the source lists; it may be damaged there.");
            window = decoded;
        }
        return new WholeEncodeResult(window.Pts.Count, window.First, window.EndPts, encoder.Name, encoder.Reason, window.Pts);
    }

    private async Task<bool> TryAsync(EncodeJob job, IProgress<double>? progress, CancellationToken ct)
    {
        var audio = job.Request.ChosenAudio();
        using var burnIn = await BurnInFilters.PrepareAsync(job, tools, clock, ct);
        var loudness = await new LoudnessPass(tools, clock).MeasureAsync(job, audio, ct);
        var stall = job.Encoder.IsHardware ? DeviceStall : Stall;
        var right = job.Profile.Reverse
            ? await new ReverseEncode(tools, clock).RunAsync(job, audio, loudness, burnIn, stall, progress, ct)
            : await new ForwardEncode(tools, clock).RunAsync(job, audio, loudness, burnIn, stall, progress, ct);
        if (right)
            await new EncodeProof(tools, clock).CheckAsync(job, ct);
        return right;
    }
}
