using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Isom.Fragments;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Streaming;

/// <summary>Runs an ffmpeg that writes one track as fragmented MP4 to its standard output, and takes its packets.</summary>
internal static class FragmentRun
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Options of the output: a packet a fragment, times as they are.</summary>
    public static IReadOnlyList<string> Format { get; } =
    [
        "-f", "mp4", "-movflags", "+empty_moov+default_base_moof+frag_every_frame+frag_discont",
        "-use_editlist", "0", "-avoid_negative_ts", "disabled", "-flush_packets", "1",
    ];

    /// <summary>Runs it to its end.</summary>
    /// <exception cref="MediaException">It failed, wrote nothing, or took more than a minute.</exception>
    public static async Task<StreamTrack> RunAsync(CutSource source, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        await using var ffmpeg = Tool.Start(source.Tools.Ffmpeg, arguments);
        return await TakeAsync(ffmpeg, () => source.Lost, source.Clock, ct);
    }

    /// <summary>Runs it on bytes that it reads from its standard input.</summary>
    /// <exception cref="MediaException">It failed, wrote nothing, or took more than a minute.</exception>
    public static async Task<StreamTrack> RunAsync(
        (MediaTools Tools, TimeProvider Clock) with, IReadOnlyList<string> arguments, ReadOnlyMemory<byte> input, CancellationToken ct)
    {
        await using var ffmpeg = Tool.Start(with.Tools.Ffmpeg, arguments, withInput: true);
        var feeding = OwnThread.Run("segment bytes", () => Feed(ffmpeg.Input, input));
        try
        {
            return await TakeAsync(ffmpeg, () => null, with.Clock, ct);
        }
        finally
        {
            await ffmpeg.StopAsync();
            await feeding;
        }
    }

    private static async Task<StreamTrack> TakeAsync(Tool ffmpeg, Func<MediaException?> lost, TimeProvider clock, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        var packets = new List<Packet>();
        TrackFormat? format = null;
        var reading = OwnThread.Run("segment packets", () => format = Read(ffmpeg.Output, packets));
        try
        {
            await reading.WaitAsync(either.Token);
            var exitCode = await ffmpeg.WaitAsync(either.Token);
            if (exitCode != 0 || format is null)
                throw lost() ?? new MediaException(MediaFault.ToolFailed, "This part of the film could not be encoded.", ffmpeg.ErrorText);
            return new StreamTrack(format, packets);
        }
        catch (Exception e)
        {
            await ffmpeg.StopAsync();
            await reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what ended it is on its way
            packets.ForEach(p => p.Dispose());
            if (e is OperationCanceledException && !ct.IsCancellationRequested)
                throw new MediaException(MediaFault.ToolFailed, "Encoding a part of the film took more than a minute.", ffmpeg.ErrorText, e);
            throw;
        }
    }

    private static void Feed(Stream input, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            using (input)
                input.Write(bytes.Span);
        }
        catch (IOException)
        {
            // It ended before it had read everything; what it made tells whether that is a fault.
        }
    }

    private static TrackFormat? Read(Stream output, List<Packet> packets)
    {
        using var buffered = new BufferedStream(output, 1 << 18);
        var reader = new FragmentReader(buffered);
        var format = reader.ReadTrack();
        while (format is not null && reader.ReadPacket() is { } packet)
            packets.Add(packet);
        return format;
    }
}
