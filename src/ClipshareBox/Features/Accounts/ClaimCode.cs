using System.Security.Cryptography;
using System.Text;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;

namespace ClipshareBox.Features.Accounts;

/// <summary>
/// The one-time code that makes its reader the owner of a new box. It stands on the console and in <c>DATA/claim-code</c>
/// (mode 600), so only someone at the box has it.
/// </summary>
internal sealed class ClaimCode(BoxSettings settings)
{
    private const string Letters = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"; // none that are mistaken for each other

    private string FilePath => Path.Combine(settings.Data, "claim-code");

    /// <summary>The code, made and written where there is none yet.</summary>
    public string Ensure()
    {
        if (File.Exists(FilePath))
            return File.ReadAllText(FilePath).Trim();
        var code = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, 4)));
        using var file = new FileStream(FilePath, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        });
        file.Write(Encoding.ASCII.GetBytes(code + "\n"));
        file.Flush(flushToDisk: true);
        return code;
    }

    /// <summary>Accepts the code. How often it may be tried is limited at its address.</summary>
    /// <exception cref="Refusal">It is wrong.</exception>
    public void Check(string? code)
    {
        var given = Encoding.UTF8.GetBytes((code ?? "").Trim().ToUpperInvariant());
        if (!CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(Ensure())))
            throw new Refusal(ErrorCode.PermissionDenied, "This is not the claim code; it stands on the box's console and in its data folder.");
    }

    /// <summary>Removes the code once the box has an owner.</summary>
    public void Forget() => File.Delete(FilePath);
}
