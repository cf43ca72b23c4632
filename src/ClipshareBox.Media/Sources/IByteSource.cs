namespace ClipshareBox.Media.Sources;

/// <summary>Random access to the bytes of a source: a local file, or a remote one behind a block cache.</summary>
public interface IByteSource : IAsyncDisposable
{
    /// <summary>Size in bytes now; a file still being written grows.</summary>
    long Length { get; }

    /// <summary>Bytes fetched from the disk or the network so far; what a cache answered does not count.</summary>
    long BytesRead { get; }

    /// <summary>Fills as much of <paramref name="buffer"/> as there are bytes at <paramref name="offset"/>.</summary>
    /// <returns>Bytes read; less than asked only at the end of the source.</returns>
    /// <exception cref="MediaException">The source went away (<see cref="MediaFault.SourceLost"/>) or is missing.</exception>
    ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken ct);
}
