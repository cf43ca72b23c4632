using ClipshareBox.Media.Isom.Read;

namespace ClipshareBox.Media.Sources;

/// <summary>
/// A source that is open: its bytes for us, and the arguments that show it to ffmpeg. Keep it for all cuts from one film: what
/// was fetched of a remote one stays with it.
/// </summary>
public sealed class OpenSource : IAsyncDisposable
{
    private readonly LoopbackServer? _loopback;
    private Mp4Reading? _index;

    private OpenSource(MediaSource source, IByteSource bytes, LoopbackServer? loopback)
    {
        Source = source;
        Bytes = bytes;
        _loopback = loopback;
        FfmpegInput = loopback is null ? InputArguments.ForFile(source.Location) : InputArguments.ForLoopback(loopback.Address);
    }

    /// <summary>What was opened.</summary>
    public MediaSource Source { get; }

    /// <summary>The bytes; safe to be read by several at once. Belong to this object.</summary>
    public IByteSource Bytes { get; }

    /// <summary>Arguments of ffmpeg or ffprobe for this source, ending in "-i" and its name; options for the input go in front of
    /// them. No header, token or remote address is in it. Good until this object is disposed of.</summary>
    public IReadOnlyList<string> FfmpegInput { get; }

    /// <summary>
    /// Why ffmpeg last could not read a remote source on, or null. When a tool fails, look here first: it only sees a broken
    /// connection. Stays set: compare with what it was before the tool started.
    /// </summary>
    public MediaException? Fault => _loopback?.Fault;

    /// <summary>Its index, where it is an MP4 or QuickTime file that we read ourselves. Read once: in a film of two hours it is some 7 MB.</summary>
    /// <exception cref="MediaException">The file ends before its index is complete, or the source failed.</exception>
    internal async ValueTask<Mp4Index?> Mp4IndexAsync(CancellationToken ct) => (_index ??= await Mp4Index.ReadAsync(Bytes, ct)).Index;

    /// <summary>Opens a local file, or asks a server for the beginning of a remote one.</summary>
    /// <param name="source">What to open.</param>
    /// <param name="options">How a remote source is read; null for the defaults.</param>
    /// <param name="clock">Measures the time limits.</param>
    /// <param name="ct">Stops the opening.</param>
    /// <exception cref="MediaException">There is nothing to read, or not in a way that can be cut:
    /// <see cref="MediaFault.SourceMissing"/>, <see cref="MediaFault.SourceLost"/> or <see cref="MediaFault.CannotCut"/>.
    /// </exception>
    public static async Task<OpenSource> OpenAsync(
        MediaSource source, SourceOptions? options, TimeProvider clock, CancellationToken ct)
    {
        if (!source.IsRemote && source.IsAddress)
        {
            throw new MediaException(
                MediaFault.SourceMissing, $"{source.DisplayName}: only files and http or https addresses can be cut.");
        }
        if (!source.IsRemote)
            return new OpenSource(source, FileByteSource.Open(source.Location), loopback: null);
        var bytes = await HttpByteSource.OpenAsync(source, options ?? new SourceOptions(), clock, ct);
        return new OpenSource(source, bytes, LoopbackServer.Start(bytes, clock));
    }

    /// <summary>Closes the source; a tool that still reads it sees its connection break.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_loopback is not null)
            await _loopback.DisposeAsync();
        await Bytes.DisposeAsync();
    }
}
