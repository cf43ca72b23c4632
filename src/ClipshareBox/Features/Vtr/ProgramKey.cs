using System.Security.Cryptography;
using System.Text;
using ClipshareBox.Features.Accounts;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Vtr;

/// <summary>
/// The secret in the address of an OBS browser source, which can't sign in. It opens the program page's own connection and nothing
/// else; the store has its hash only, so it is seen once, and a new one ends the old one.
/// </summary>
internal sealed class ProgramKey(Database database, SettingStore settings, AuditLog audit)
{
    private const string Setting = "program.key";

    /// <summary>Makes a new key in place of the old one.</summary>
    public string Renew(Caller caller)
    {
        var key = Secret.Make();
        database.Write(change =>
        {
            SettingStore.Set(change, Setting, Secret.Hash(key));
            audit.Add(change, caller, new AuditNote("program-key.renew"));
        });
        return key;
    }

    /// <summary>True for the key that was made last.</summary>
    public bool Opens(string? key) => key is { Length: > 0 and <= 128 } && settings.Get(Setting) is { } kept
        && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(kept), Encoding.ASCII.GetBytes(Secret.Hash(key)));
}
