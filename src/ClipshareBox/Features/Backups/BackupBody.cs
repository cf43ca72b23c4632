using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using Microsoft.AspNetCore.Http.Features;

namespace ClipshareBox.Features.Backups;

/// <summary>Receives the file of a backup.</summary>
internal static class BackupBody
{
    private const long MostBytes = 1L << 30;

    // The first bytes of every SQLite file (sqlite.org/fileformat2.html, 1.3).
    private static ReadOnlySpan<byte> Magic => "SQLite format 3\0"u8;

    /// <summary>Writes the body of a request into a file.</summary>
    /// <exception cref="Refusal">413: it is larger than 1 GB; 415: it is no SQLite file; 507: the disk has no room for it.</exception>
    public static async Task ReceiveAsync(HttpRequest request, BoxSettings settings, string part, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes)
            throw TooLarge();
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = MostBytes + 1;
        if (new DriveInfo(settings.Data).AvailableFreeSpace - (request.ContentLength ?? 0) < settings.ReserveBytes)
            throw new Refusal(ErrorCode.StorageQuotaExceeded, "The disk has no room for this backup; delete old ones or clips first.");
        await using var file = new FileStream(part, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            Options = FileOptions.Asynchronous,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        var buffer = new byte[1 << 16];
        var first = await request.Body.ReadAtLeastAsync(buffer, Magic.Length, throwOnEndOfStream: false, ct);
        if (!buffer.AsSpan(0, first).StartsWith(Magic))
            throw new Refusal(ErrorCode.InvalidFileFormat, "The file is no backup of a ClipshareBox; choose one that was downloaded here.");
        for (var read = first; read > 0; read = await request.Body.ReadAsync(buffer, ct))
        {
            if (file.Length + read > MostBytes)
                throw TooLarge();
            await file.WriteAsync(buffer.AsMemory(0, read), ct);
        }
    }

    private static Refusal TooLarge() => new(ErrorCode.FileTooLarge, "The file is larger than 1 GB; put it back at the box with --restore FILE.");
}
