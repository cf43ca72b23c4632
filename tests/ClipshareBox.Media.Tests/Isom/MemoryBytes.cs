using ClipshareBox.Media.Sources;
using Xunit;

namespace ClipshareBox.Media.Tests.Isom;

/// <summary>A source in memory that notes what is read of it.</summary>
internal sealed class MemoryBytes(byte[] bytes) : IByteSource
{
    private long _read;

    public static async Task<MemoryBytes> LoadAsync(string path) =>
        new(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));

    public long Length => bytes.Length;

    public long BytesRead => Interlocked.Read(ref _read);

    public int Reads { get; private set; }

    public ValueTask<int> ReadAtAsync(long offset, Memory<byte> buffer, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        Reads++;
        var length = (int)Math.Clamp(bytes.Length - offset, 0, buffer.Length);
        bytes.AsSpan((int)Math.Min(offset, bytes.Length), length).CopyTo(buffer.Span);
        Interlocked.Add(ref _read, length);
        return ValueTask.FromResult(length);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
