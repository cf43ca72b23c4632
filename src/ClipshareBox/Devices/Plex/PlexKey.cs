using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ClipshareBox.Devices.Plex;

/// <summary>The box's Ed25519 key (RFC 8032) with which it renews short-lived tokens; made once for each installation.</summary>
/// <remarks>.NET has no Ed25519; OpenSSL 3, which .NET itself leans on, has.</remarks>
internal sealed partial class PlexKey
{
    private const int SeedBytes = 32;
    private const int SignatureBytes = 64;
    private const int Ed25519 = 1087; // EVP_PKEY_ED25519, openssl/obj_mac.h
    private readonly byte[] _seed;

    /// <summary>A key from storage.</summary>
    /// <param name="seed">32 bytes, secret.</param>
    /// <exception cref="CryptographicException">It is no key.</exception>
    public PlexKey(byte[] seed)
    {
        _seed = seed.Length == SeedBytes ? seed : throw new CryptographicException("An Ed25519 seed has 32 bytes.");
        var x = Base64Url.EncodeToString(PublicKey());
        // RFC 7638: the hash of these members in this order is the key's name.
        var thumbprint = SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"Ed25519","kty":"OKP","x":"{{x}}"}"""));
        Jwk = new PlexJwk("OKP", "Ed25519", x, Base64Url.EncodeToString(thumbprint), "EdDSA", "sig");
    }

    /// <summary>The public key for plex.tv.</summary>
    public PlexJwk Jwk { get; }

    /// <summary>A new key.</summary>
    public static PlexKey New() => new(RandomNumberGenerator.GetBytes(SeedBytes));

    /// <summary>The secret: for storage that encrypts.</summary>
    public byte[] Reveal() => [.. _seed];

    /// <summary>Signs claims as a compact JWS (RFC 7515).</summary>
    public string Sign(PlexClaims claims)
    {
        var header = JsonSerializer.SerializeToUtf8Bytes(new PlexJwsHeader("EdDSA", Jwk.Kid, "JWT"), PlexKeyJson.Default.PlexJwsHeader);
        var body = JsonSerializer.SerializeToUtf8Bytes(claims, PlexKeyJson.Default.PlexClaims);
        var text = $"{Base64Url.EncodeToString(header)}.{Base64Url.EncodeToString(body)}";
        return $"{text}.{Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(text)))}";
    }

    private byte[] PublicKey() => With(key =>
    {
        var bytes = new byte[SeedBytes];
        nuint length = SeedBytes;
        return RawPublicKey(key, bytes, ref length) == 1 ? bytes : throw Failed();
    });

    private byte[] Signature(byte[] text) => With(key =>
    {
        var context = NewContext();
        try
        {
            var bytes = new byte[SignatureBytes];
            nuint length = SignatureBytes;
            return SignInit(context, 0, 0, 0, key) == 1 && DigestSign(context, bytes, ref length, text, (nuint)text.Length) == 1 ? bytes : throw Failed();
        }
        finally
        {
            FreeContext(context);
        }
    });

    private byte[] With(Func<nint, byte[]> use)
    {
        var key = RawPrivateKey(Ed25519, 0, _seed, SeedBytes);
        if (key == 0)
            throw Failed();
        try
        {
            return use(key);
        }
        finally
        {
            FreeKey(key);
        }
    }

    private static CryptographicException Failed() => new("OpenSSL refuses the Ed25519 key.");

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_new_raw_private_key")]
    private static partial nint RawPrivateKey(int type, nint engine, byte[] key, nuint length);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_get_raw_public_key")]
    private static partial int RawPublicKey(nint key, byte[] bytes, ref nuint length);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_DigestSignInit")]
    private static partial int SignInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_DigestSign")]
    private static partial int DigestSign(nint context, byte[] signature, ref nuint length, byte[] text, nuint textLength);
}

/// <summary>A public key as plex.tv takes it (RFC 8037).</summary>
internal sealed record PlexJwk(string Kty, string Crv, string X, string Kid, string Alg, string Use);

/// <summary>What the box claims when it renews a token; times in Unix s.</summary>
internal sealed record PlexClaims(string Nonce, string Scope, string Aud, string Iss, long Iat, long Exp);

/// <summary>The head of a signed text.</summary>
internal sealed record PlexJwsHeader(string Alg, string Kid, string Typ);

/// <summary>Body that registers a key.</summary>
internal sealed record PlexKeyBody(PlexJwk Jwk);

/// <summary>Body that asks for a token.</summary>
internal sealed record PlexJwtBody(string Jwt);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(PlexKeyBody))]
[JsonSerializable(typeof(PlexJwtBody))]
[JsonSerializable(typeof(PlexClaims))]
[JsonSerializable(typeof(PlexJwsHeader))]
internal sealed partial class PlexKeyJson : JsonSerializerContext;
