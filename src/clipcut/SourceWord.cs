using ClipshareBox.Media.Sources;

namespace Clipcut;

/// <summary>A source as the command line names it.</summary>
internal static class SourceWord
{
    /// <exception cref="UsageException">Headers for a local file, or headers that are none.</exception>
    public static async Task<MediaSource> ReadAsync(Arguments arguments, string word, Terminal terminal, CancellationToken ct)
    {
        var source = Named(word);
        var headers = await SourceHeaders.ReadAsync(arguments, terminal.Input, ct);
        if (headers.Count == 0)
            return source;
        return source.IsRemote ? source with { Headers = headers } : throw new UsageException("headers are for http and https sources only");
    }

    public static MediaSource Named(string word)
    {
        var source = new MediaSource(word);
        return source.IsRemote ? source : new MediaSource(Path.GetFullPath(word));
    }

    public static SourceOptions Options(Arguments arguments) => new() { RedirectHosts = arguments.All("--redirect-host") };
}
