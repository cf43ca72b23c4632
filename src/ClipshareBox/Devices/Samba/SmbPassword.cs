using System.Text;
using ClipshareBox.Media;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Devices.Samba;

/// <summary>Sets the share's password in Samba's own account file.</summary>
internal static class SmbPassword
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    /// <summary>Sets it; smbd asks the file at each sign-in.</summary>
    /// <param name="share">The share; its configuration is written.</param>
    /// <param name="password">Without line breaks. It goes through a pipe: a command line can be read by everyone.</param>
    /// <param name="clock">Clock of the time limit.</param>
    /// <param name="ct">Cancels.</param>
    /// <exception cref="MediaException">pdbedit is not installed, or refuses.</exception>
    public static async Task SetAsync(SmbShare share, string password, TimeProvider clock, CancellationToken ct)
    {
        SmbFolder.Prepare(share);
        var program = SmbServer.Find("pdbedit") ?? throw new MediaException(MediaFault.ToolFailed, "pdbedit is not installed; install the package samba.");
        using var timeout = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, timeout.Token);
        await using var tool = Tool.Start(
            program, ["--configfile", share.ConfigFile, "--create", "--password-from-stdin", "--user", share.Account], withInput: true);
        await tool.Input.WriteAsync(Encoding.UTF8.GetBytes($"{password}\n{password}\n"), either.Token);
        tool.Input.Close();
        // Its answer is short: it fits into the pipe.
        if (await tool.WaitAsync(either.Token) != 0)
            throw new MediaException(MediaFault.ToolFailed, "Samba did not take the password.", tool.ErrorText);
    }
}
