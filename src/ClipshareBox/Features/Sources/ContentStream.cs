using ClipshareBox.Media.Sources;

namespace ClipshareBox.Features.Sources;

/// <summary>An opened content as a stream to be sent; gives its lease back when it is disposed.</summary>
internal sealed class ContentStream(SourceLease lease) : Stream
{
    private readonly IByteSource _bytes = lease.Source.Bytes;

    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    // As it is now: a file that grows must not become longer while it is being sent.
    public override long Length { get; } = lease.Source.Bytes.Length;

    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var wanted = (int)Math.Min(buffer.Length, Math.Max(0, Length - Position));
        var read = wanted == 0 ? 0 : await _bytes.ReadAtAsync(Position, buffer[..wanted], cancellationToken);
        Position += read;
        return read;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Read it asynchronously.");

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override void Flush()
    {
    }

    public override void SetLength(long value) => throw new NotSupportedException("Sources are only read.");

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException("Sources are only read.");

    public override async ValueTask DisposeAsync()
    {
        await lease.DisposeAsync();
        await base.DisposeAsync();
    }
}
