namespace ClipshareBox.Media.Isom.Read;

/// <summary>Reads the index of a finished clip back and tells whether it is what every player accepts: one movie box in front,
/// tables that agree with each other, every sample inside the media.</summary>
internal static class Mp4Check
{
    /// <summary>Checks a finished MP4 on a local disk; reads its index only.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Mp4Structure CheckStructure(string path)
    {
        using var file = File.OpenHandle(path);
        var layout = new List<string>();
        var (moov, media) = ReadTopLevel(file, layout);
        if (moov is null)
            return new Mp4Structure(layout, [], 0);
        try
        {
            var samples = new List<(string Track, SampleTable Table)>();
            var problems = new List<string>(layout);
            foreach (var box in new BoxReader(moov))
                problems.AddRange(MovieCheck.Check(box, samples));
            long used = 0;
            foreach (var (track, table) in samples)
                used += PlacesCheck.Check(track, table, media, problems);
            var there = media.Sum(part => part.End - part.Start);
            if (used > there)
                problems.Add($"the samples count {used} bytes, the media holds {there}");
            return new Mp4Structure(problems, [.. samples.Select(track => track.Table.Count)], there - used);
        }
        catch (MediaException e)
        {
            return new Mp4Structure([.. layout, e.Message], [], 0);
        }
    }

    private static (byte[]? Moov, List<(long Start, long End)> Media) ReadTopLevel(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, List<string> problems)
    {
        byte[]? moov = null;
        var media = new List<(long, long)>();
        var length = RandomAccess.GetLength(file);
        var header = new byte[16];
        long at = 0;
        while (at < length)
        {
            var read = RandomAccess.Read(file, header, at);
            var (type, headerLength, size) = read < 8 ? (0, 8, 0) : BoxReader.ReadHeader(header.AsSpan(0, read));
            if (size < headerLength || size > length - at)
            {
                problems.Add($"box '{BoxType.Name(type)}' at byte {at} does not end where the file does");
                break;
            }
            if (at == 0 && type != BoxType.Ftyp)
                problems.Add("the file does not begin with its type");
            if (type == BoxType.Mdat)
                media.Add((at + headerLength, at + size));
            if (type == BoxType.Moov)
                moov = ReadMoov(file, at, size, isFirst: moov is null && media.Count == 0, problems);
            at += size;
        }
        if (moov is null)
            problems.Add("the index is missing");
        return (moov, media);
    }

    private static byte[] ReadMoov(
        Microsoft.Win32.SafeHandles.SafeFileHandle file, long at, long size, bool isFirst, List<string> problems)
    {
        if (!isFirst)
            problems.Add("the index does not stand once, in front of the media");
        var moov = new byte[size];
        return RandomAccess.Read(file, moov, at) == size ? moov : throw TopLevel.CutOff();
    }
}

/// <summary>What a finished MP4 looks like.</summary>
/// <param name="Problems">What is wrong; empty when the file is good.</param>
/// <param name="SampleCounts">Number of samples of each track, in the file's order.</param>
/// <param name="UnusedBytes">Bytes of media that no sample names.</param>
internal sealed record Mp4Structure(IReadOnlyList<string> Problems, IReadOnlyList<int> SampleCounts, long UnusedBytes);
