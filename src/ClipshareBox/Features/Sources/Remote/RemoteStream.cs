namespace ClipshareBox.Features.Sources.Remote;

/// <summary>What is wanted of a server that can convert its titles for browsers: H.264 and AAC.</summary>
/// <param name="Width">Largest width, px.</param>
/// <param name="Height">Largest height, px.</param>
/// <param name="KilobitsPerSecond">Most of the picture.</param>
/// <param name="SoundIndex">Index in the file of the stream of sound; null for a film without.</param>
internal sealed record RemoteStreamWish(int Width, int Height, int KilobitsPerSecond, int? SoundIndex)
{
    /// <summary>Where to begin, in ms from the content's start; what lies before is not made.</summary>
    public long FromMs { get; init; }
}

/// <summary>A conversion that runs at a server. Whoever opened it stops it.</summary>
/// <param name="StartsUs">Where its segments begin, by its list, in µs from the content's start.</param>
/// <param name="First">Number of the first that is made.</param>
internal sealed record RemoteStream(IReadOnlyList<long> StartsUs, int First)
{
    /// <summary>Reads a segment, MPEG-TS; null while it is not made. Throws <see cref="Platform.Http.Refusal"/> when the server fails.</summary>
    public required Func<int, CancellationToken, Task<byte[]?>> ReadAsync { get; init; }

    /// <summary>Tells the server that it is still wanted; false when it is over.</summary>
    public required Func<CancellationToken, Task<bool>> KeepAsync { get; init; }

    /// <summary>Ends it; one that is over already does no harm.</summary>
    public required Func<CancellationToken, Task> StopAsync { get; init; }
}

/// <summary>A file of subtitles beside a title.</summary>
/// <param name="Id">The server's name of it: letters and digits.</param>
/// <param name="Language">ISO 639-2, or null.</param>
/// <param name="Title">What people choose it by, or null.</param>
internal sealed record RemoteText(string Id, string? Language, string? Title);
