using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Platform.Store;

/// <summary>
/// Seals what must not be read from the store or a copy of it: AES-256-GCM (NIST SP 800-38D) with a random key of this box, which
/// lies beside the store in <c>DATA/vault-key</c> (mode 600) and in no backup.
/// </summary>
internal sealed class Vault(BoxSettings settings)
{
    private const int KeyBytes = 32;
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    private readonly Lock _lock = new();
    private byte[]? _key;

    private string KeyPath => Path.Combine(settings.Data, "vault-key");

    /// <summary>Seals a text.</summary>
    /// <param name="text">The secret.</param>
    /// <param name="purpose">What it is and whose; a sealed text opens for the same purpose only.</param>
    public string Seal(string text, string purpose)
    {
        var plain = Encoding.UTF8.GetBytes(text);
        var all = new byte[NonceBytes + TagBytes + plain.Length];
        var nonce = all.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(Key(), TagBytes);
        aes.Encrypt(nonce, plain, all.AsSpan(NonceBytes + TagBytes), all.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(purpose));
        return Base64Url.EncodeToString(all);
    }

    /// <summary>Opens a sealed text; null when it was sealed with another key (a store put back on a new box) or for another purpose.</summary>
    public string? Open(string text, string purpose)
    {
        if (!Base64Url.IsValid(text, out var length) || length < NonceBytes + TagBytes)
            return null;
        var all = Base64Url.DecodeFromChars(text).AsSpan();
        var plain = new byte[all.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(Key(), TagBytes);
        try
        {
            aes.Decrypt(all[..NonceBytes], all[(NonceBytes + TagBytes)..], all.Slice(NonceBytes, TagBytes), plain, Encoding.UTF8.GetBytes(purpose));
            return Encoding.UTF8.GetString(plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private byte[] Key()
    {
        lock (_lock)
            return _key ??= File.Exists(KeyPath) ? Read() : Make();
    }

    private byte[] Read()
    {
        var key = File.ReadAllBytes(KeyPath);
        return key.Length == KeyBytes ? key : throw new StoreException($"{KeyPath} is damaged: put it back from a copy, or remove it and sign in to Plex anew.");
    }

    private byte[] Make()
    {
        var key = RandomNumberGenerator.GetBytes(KeyBytes);
        using var file = new FileStream(KeyPath, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(key);
        file.Flush(flushToDisk: true);
        return key;
    }
}
