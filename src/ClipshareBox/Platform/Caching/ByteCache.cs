namespace ClipshareBox.Platform.Caching;

/// <summary>What was made and asked for lately, so many bytes of it, in memory.</summary>
/// <param name="mostBytes">Bytes of all that is kept.</param>
internal sealed class ByteCache(long mostBytes)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<(string Name, byte[] Bytes)>> _byName = [];
    private readonly LinkedList<(string Name, byte[] Bytes)> _newestFirst = [];
    private long _held;

    /// <summary>What is kept under that name, or null.</summary>
    public byte[]? Get(string name)
    {
        lock (_lock)
        {
            if (!_byName.TryGetValue(name, out var node))
                return null;
            _newestFirst.Remove(node);
            _newestFirst.AddFirst(node);
            return node.Value.Bytes;
        }
    }

    /// <summary>Keeps something, and lets go of what that nobody asked for longest.</summary>
    public void Put(string name, byte[] bytes)
    {
        lock (_lock)
        {
            if (_byName.ContainsKey(name))
                return;
            _byName[name] = _newestFirst.AddFirst((name, bytes));
            _held += bytes.Length;
            LetGo(mostBytes);
        }
    }

    /// <summary>Keeps no more than so many bytes of what was asked for last, for now.</summary>
    public void Shrink(long bytes)
    {
        lock (_lock)
            LetGo(bytes);
    }

    private void LetGo(long most)
    {
        while (_held > most && _newestFirst.Last is { } oldest)
        {
            _newestFirst.RemoveLast();
            _byName.Remove(oldest.Value.Name);
            _held -= oldest.Value.Bytes.Length;
        }
    }
}
