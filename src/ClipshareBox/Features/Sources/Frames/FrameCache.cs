namespace ClipshareBox.Features.Sources.Frames;

/// <summary>The pictures asked for lately, so many bytes of them.</summary>
internal sealed class FrameCache
{
    /// <summary>Bytes of all pictures that are kept.</summary>
    internal const long MostBytes = 24 << 20;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, byte[] Picture)>> _byName = [];
    private readonly LinkedList<(string Name, byte[] Picture)> _newestFirst = [];
    private long _bytes;

    /// <summary>The picture of that name, or null.</summary>
    public byte[]? Get(string name)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Picture;
        }
    }

    /// <summary>Keeps a picture, and lets go of those that nobody asked for longest.</summary>
    public void Put(string name, byte[] picture)
    {
        lock (_lock)
        {
            if (_byName.ContainsKey(name))
                return;
            _byName[name] = _newestFirst.AddFirst((name, picture));
            _bytes += picture.Length;
            while (_bytes > MostBytes && _newestFirst.Last is { } oldest)
            {
                _newestFirst.RemoveLast();
                _byName.Remove(oldest.Value.Name);
                _bytes -= oldest.Value.Picture.Length;
            }
        }
    }
}
