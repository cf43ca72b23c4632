using System.Buffers.Text;
using System.Diagnostics;
using System.Globalization;

namespace Benchmarks.Load;

/// <summary>The instant of sending, written into the text of a message: sender and receivers are one process and have one clock.</summary>
internal static class Stamp
{
    private const int Digits = 19;

    private static ReadOnlySpan<byte> Mark => "\"text\":\"T"u8;

    /// <summary>A text for now.</summary>
    public static string Now() => "T" + Stopwatch.GetTimestamp().ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');

    /// <summary>Where the digits of a frame's stamp begin; -1 for a frame without.</summary>
    public static int Find(ReadOnlySpan<byte> frame) => frame.IndexOf(Mark) is >= 0 and var at ? at + Mark.Length : -1;

    /// <summary>The stamp of a frame; null for a frame without.</summary>
    public static long? Read(ReadOnlySpan<byte> frame) =>
        Find(frame) is >= 0 and var at && Utf8Parser.TryParse(frame.Slice(at, Digits), out long ticks, out _) ? ticks : null;

    /// <summary>The same frame with another stamp.</summary>
    public static byte[] Replace(byte[] frame)
    {
        var next = (byte[])frame.Clone();
        System.Text.Encoding.ASCII.GetBytes(Now().AsSpan(1), next.AsSpan(Find(frame)));
        return next;
    }
}
