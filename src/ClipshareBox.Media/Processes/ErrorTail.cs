using System.Text;

namespace ClipshareBox.Media.Processes;

/// <summary>Keeps the last 4 kB of what a tool says on standard error.</summary>
internal sealed class ErrorTail
{
    private const int KeptBytes = 4096;
    private readonly Lock _lock = new();
    private readonly byte[] _kept = new byte[KeptBytes];
    private int _length;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
        {
            if (bytes.Length >= KeptBytes)
                bytes = bytes[^KeptBytes..];
            var drop = Math.Max(0, _length + bytes.Length - KeptBytes);
            if (drop > 0)
                Buffer.BlockCopy(_kept, drop, _kept, 0, _length - drop);
            _length -= drop;
            bytes.CopyTo(_kept.AsSpan(_length));
            _length += bytes.Length;
        }
    }

    public override string ToString()
    {
        lock (_lock)
            return Encoding.UTF8.GetString(_kept, 0, _length).Trim();
    }
}
