using System.Buffers;

namespace ClipshareBox.Media.Bitstream;

/// <summary>Room from the pool for the time of one call.</summary>
internal readonly ref struct PooledBytes : IDisposable
{
    private readonly byte[] _rented;

    /// <summary>Rents at least <paramref name="length"/> bytes, whatever lies in them.</summary>
    public PooledBytes(int length) => _rented = ArrayPool<byte>.Shared.Rent(length);

    /// <summary>The room; may be longer than was asked for.</summary>
    public Span<byte> Span => _rented;

    /// <summary>Gives it back.</summary>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}
