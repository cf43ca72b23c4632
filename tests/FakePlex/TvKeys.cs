using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>Renewal of short-lived tokens: keys are registered, nonces given, signatures truly checked.</summary>
internal sealed partial class TvKeys(FakePlexTv tv)
{
    private const int Ed25519 = 1087;
    private const int BadSignature = 422;
    private readonly ConcurrentDictionary<string, (FakeUser User, string X, string OldToken)> _keys = new();
    private readonly ConcurrentDictionary<string, bool> _nonces = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/v2/auth/jwk", RegisterAsync);
        routes.MapGet("/api/v2/auth/nonce", NonceAsync);
        routes.MapPost("/api/v2/auth/token", TokenAsync);
    }

    private async Task RegisterAsync(HttpContext context)
    {
        if (await tv.WhoAsync(context) is not { } user)
            return;
        var jwk = (await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted))?["jwk"];
        var (kid, x) = (jwk?["kid"]?.ToString() ?? "", jwk?["x"]?.ToString() ?? "");
        if (x.Length == 0 || jwk?["crv"]?.ToString() != "Ed25519" || !_keys.TryAdd(kid, (user, x, FakePms.TokenOf(context))))
            await Wire.TvErrorAsync(context, BadSignature, 1005, "Thumbprint is taken");
        else
            await Wire.JsonAsync(context, new JsonObject(), 201);
    }

    private Task NonceAsync(HttpContext context)
    {
        var nonce = FakeUser.NewToken();
        _nonces[nonce] = true;
        return Wire.JsonAsync(context, new JsonObject { ["nonce"] = nonce });
    }

    private async Task TokenAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
        if (Checked(body?["jwt"]?.ToString().Split('.') ?? [], context.Request.Headers["X-Plex-Client-Identifier"].ToString()) is not { } key)
        {
            await Wire.TvErrorAsync(context, BadSignature, 1004, "JWT signature verification failed");
            return;
        }
        // The first renewal ends the token that registered the key.
        tv.Revoke(key.OldToken);
        await Wire.JsonAsync(context, new JsonObject { ["auth_token"] = tv.IssueJwt(key.User) });
    }

    private (FakeUser User, string X, string OldToken)? Checked(string[] jwt, string clientId)
    {
        if (jwt is not [var head, var claims, var signature])
            return null;
        var (header, said) = (JsonNode.Parse(Base64Url.DecodeFromChars(head)), JsonNode.Parse(Base64Url.DecodeFromChars(claims)));
        if (header?["alg"]?.ToString() != "EdDSA" || !_keys.TryGetValue(header["kid"]?.ToString() ?? "", out var key))
            return null;
        var fits = said?["aud"]?.ToString() == "plex.tv" && said["iss"]?.ToString() == clientId && _nonces.TryRemove(said["nonce"]?.ToString() ?? "", out _);
        return fits && IsSigned(key.X, $"{head}.{claims}", signature) ? key : null;
    }

    private static bool IsSigned(string x, string text, string signature)
    {
        var (bytes, signed, raw) = (Encoding.ASCII.GetBytes(text), Base64Url.DecodeFromChars(signature), Base64Url.DecodeFromChars(x));
        var (key, context) = (RawPublicKey(Ed25519, 0, raw, (nuint)raw.Length), NewContext());
        try
        {
            return VerifyInit(context, 0, 0, 0, key) == 1 && Verify(context, signed, (nuint)signed.Length, bytes, (nuint)bytes.Length) == 1;
        }
        finally
        {
            FreeContext(context);
            FreeKey(key);
        }
    }

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_new_raw_public_key")]
    private static partial nint RawPublicKey(int type, nint engine, byte[] key, nuint length);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_PKEY_free")]
    private static partial void FreeKey(nint key);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_new")]
    private static partial nint NewContext();

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_MD_CTX_free")]
    private static partial void FreeContext(nint context);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_DigestVerifyInit")]
    private static partial int VerifyInit(nint context, nint keyContext, nint digest, nint engine, nint key);

    [LibraryImport("libcrypto.so.3", EntryPoint = "EVP_DigestVerify")]
    private static partial int Verify(nint context, byte[] signature, nuint length, byte[] text, nuint textLength);
}
