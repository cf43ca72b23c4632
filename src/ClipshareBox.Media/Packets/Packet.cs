using System.Buffers;

namespace ClipshareBox.Media.Packets;

/// <summary>One coded picture or one audio frame, in decode order, its bytes rented from a pool.</summary>
/// <remarks>Times are ticks of the track's timescale on the source's own clock (as <c>-copyts</c> shows them).</remarks>
public sealed class Packet : IDisposable
{
    private byte[]? _rented;
    private readonly int _length;

    private Packet(byte[] rented, int length)
    {
        _rented = rented;
        _length = length;
    }

    /// <summary>Presentation time in ticks.</summary>
    public required long Pts { get; init; }

    /// <summary>Duration in ticks as the container states it, 0 when it does not.</summary>
    public required long Duration { get; init; }

    /// <summary>The container's key flag. A hint only: the bitstream decides.</summary>
    public required bool Key { get; init; }

    /// <summary>The coded bytes; gone after <see cref="Dispose"/>.</summary>
    public Span<byte> Data => _rented.AsSpan(0, _length);

    /// <summary>The coded bytes for asynchronous use; gone after <see cref="Dispose"/>.</summary>
    public Memory<byte> Memory => _rented.AsMemory(0, _length);

    /// <summary>Bytes of memory that it holds: the pool hands out powers of two.</summary>
    public int HeldBytes => _rented?.Length ?? 0;

    /// <summary>Rents a packet of <paramref name="length"/> bytes, to be filled by the caller.</summary>
    public static Packet Rent(int length, long pts, long duration, bool key) =>
        new(ArrayPool<byte>.Shared.Rent(length), length) { Pts = pts, Duration = duration, Key = key };

    /// <summary>Gives the bytes back to the pool.</summary>
    public void Dispose()
    {
        if (_rented is { } rented)
            ArrayPool<byte>.Shared.Return(rented);
        _rented = null;
    }
}
