using System.Buffers.Binary;
using System.Text;

namespace ClipshareBox.Media.Isom.Fragments;

/// <summary>Walks the child boxes of a box that is whole in memory.</summary>
internal static class Boxes
{
    /// <summary>The children in <paramref name="content"/>; ends quietly where a size makes no sense.</summary>
    public static Enumerator Of(ReadOnlySpan<byte> content) => new(content);

    /// <summary>The content of the first box at the end of <paramref name="path"/>; empty when there is none.</summary>
    public static ReadOnlySpan<byte> Find(ReadOnlySpan<byte> content, params ReadOnlySpan<string> path)
    {
        foreach (var box in Of(content))
        {
            if (box.Type == path[0])
                return path.Length == 1 ? box.Content : Find(box.Content, path[1..]);
        }
        return default;
    }

    internal readonly ref struct Child(ReadOnlySpan<byte> whole)
    {
        /// <summary>The box with its header.</summary>
        public ReadOnlySpan<byte> Whole { get; } = whole;

        public string Type => Encoding.Latin1.GetString(Whole.Slice(4, 4));

        public ReadOnlySpan<byte> Content => Whole[8..];
    }

    internal ref struct Enumerator(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;
        private ReadOnlySpan<byte> _current;

        public readonly Child Current => new(_current);

        public readonly Enumerator GetEnumerator() => this;

        public bool MoveNext()
        {
            if (_rest.Length < 8)
                return false;
            var size = BinaryPrimitives.ReadUInt32BigEndian(_rest);
            if (size < 8 || size > _rest.Length)
                return false;
            _current = _rest[..(int)size];
            _rest = _rest[(int)size..];
            return true;
        }
    }
}
