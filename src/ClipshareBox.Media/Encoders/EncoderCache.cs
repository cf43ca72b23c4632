using System.Text.Json;

namespace ClipshareBox.Media.Encoders;

/// <summary>Keeps the results of the test encodes between starts. Another kernel, ffmpeg or device makes them void.</summary>
internal static class EncoderCache
{
    /// <summary>One stored detection.</summary>
    public sealed record Entry(string Kernel, string Ffmpeg, string? Device, IReadOnlyList<EncoderFact> Encoders);

    /// <returns>Null when there is none, it is unreadable, or it was made elsewhere.</returns>
    public static async Task<Entry?> ReadAsync(string file, string kernel, string ffmpeg, string? device, CancellationToken ct)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            var entry = await JsonSerializer.DeserializeAsync<Entry>(stream, cancellationToken: ct);
            return entry is { Encoders.Count: > 0 } && (entry.Kernel, entry.Ffmpeg, entry.Device) == (kernel, ffmpeg, device)
                && entry.Encoders.All(e => e is { Name: not null, Trials: not null })
                ? entry
                : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException or NotSupportedException)
        {
            return null; // tested anew
        }
    }

    /// <summary>Writes aside and renames. A folder that cannot be written only costs the next start its seconds.</summary>
    public static async Task WriteAsync(string file, Entry entry, CancellationToken ct)
    {
        var aside = $"{file}.{Guid.NewGuid():n}.part";
        try
        {
            if (Path.GetDirectoryName(file) is { Length: > 0 } folder)
                Directory.CreateDirectory(folder);
            await File.WriteAllBytesAsync(aside, JsonSerializer.SerializeToUtf8Bytes(entry), ct);
            File.Move(aside, file, overwrite: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
        finally
        {
            RemoveQuietly(aside);
        }
    }

    private static void RemoveQuietly(string file)
    {
        try
        {
            File.Delete(file); // no fault when it is not there
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
        }
    }
}
