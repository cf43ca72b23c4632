using System.Net;
using ClipshareBox.Devices.Samba;
using ClipshareBox.Platform.Audit;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Share;

/// <summary>The share: how it stands, and who may read it.</summary>
internal sealed class ShareActions(
    BoxSettings settings, SettingStore store, Database database, AuditLog audit, SmbServer server, TimeProvider clock)
{
    private const string AccessSetting = "share.access";
    private const string Guest = "guest";
    private const string Password = "password";
    private const int SmbPort = 445;

    // Changed only by Update; the runner awaits it and starts smbd anew.
    private TaskCompletionSource _changed = NewSignal();

    /// <summary>Ends when the configuration has changed.</summary>
    public Task Changed => Volatile.Read(ref _changed).Task;

    /// <summary>What is to be exported as things stand.</summary>
    public SmbShare Wanted(string? access = null) => new()
    {
        Path = settings.Clips,
        State = Path.Combine(settings.Data, "samba"),
        Port = settings.SharePort > 0 ? settings.SharePort : SmbPort,
        Addresses = Addresses(),
        // Root reads for nobody: the share's user is one that owns nothing.
        Account = Environment.IsPrivilegedProcess ? "nobody" : Environment.UserName,
        Password = (access ?? Access) == Password,
    };

    /// <summary>How the share stands.</summary>
    /// <param name="host">The box's name as the caller knows it.</param>
    public ShareState Get(string host)
    {
        var smb = settings.SharePort > 0 ? server.Judge(Wanted()) : new SmbState("external");
        var port = settings.SharePort is 0 or SmbPort ? "" : string.Create(System.Globalization.CultureInfo.InvariantCulture, $":{settings.SharePort}");
        return new ShareState(
            smb.State, $"smb://{host}{port}/{SmbShare.Name}", $@"\\{host}\{SmbShare.Name}", Access, Access == Password ? SmbShare.UserName : null, smb.Error);
    }

    /// <summary>Chooses who may read the share.</summary>
    /// <exception cref="Refusal">A field is wrong, or something else serves the share.</exception>
    /// <exception cref="Media.MediaException">Samba refuses.</exception>
    public async Task UpdateAsync(Caller caller, ShareChange wanted, CancellationToken ct)
    {
        var access = Check.OneOf("access", wanted.Access, Guest, Password);
        if (settings.SharePort == 0)
            throw new Refusal(ErrorCode.Conflict, "Something else serves the share (CLIPSHAREBOX__SHAREPORT is 0); set its password there.");
        var isNew = access == Password && (wanted.Password is not null || Access != Password);
        if (isNew)
        {
            var password = wanted.Password ?? "";
            if (password.Length is < 8 or > 128 || password.Any(char.IsControl))
                throw Refusal.Invalid("password", "has 8 to 128 characters, none of them a control character.");
            await SmbPassword.SetAsync(Wanted(access), password, clock, ct);
        }
        database.Write(change =>
        {
            audit.Add(change, caller, new AuditNote("share.change")
            {
                Detail = AuditNote.Changes(("access", Access, access), ("password", null, isNew ? "another one" : null)),
            });
            SettingStore.Set(change, AccessSetting, access);
        });
        Interlocked.Exchange(ref _changed, NewSignal()).SetResult();
    }

    private string Access => store.Get(AccessSetting) ?? Guest;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    // The share is offered where the pages are.
    private IReadOnlyList<string> Addresses()
    {
        var hosts = settings.Urls.Split(';').Select(u => new Uri(u.Replace("*", "0.0.0.0", StringComparison.Ordinal).Replace("+", "0.0.0.0", StringComparison.Ordinal)).Host).ToList();
        return hosts.TrueForAll(IsLoopback) ? ["127.0.0.1"] : [];
    }

    private static bool IsLoopback(string host) => host == "localhost" || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
