using FakePlex;
using static ClipshareBox.Tests.Features.Plex.PlexDoorStage;

namespace ClipshareBox.Tests.Features.Plex;

/// <summary>No token leaves the box, nor lies open in it.</summary>
public sealed class PlexSecretTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task No_token_is_in_an_answer_a_header_a_log_line_or_a_file(bool isShortLived)
    {
        await using var stage = await SetAsync();
        stage.Tv.Switches.JwtTokens = isShortLived;
        var (guest, stranger) = (stage.Browser(), stage.Browser());
        await stage.SignInAsync(guest, stage.Guest);
        await stage.SignInAsync(stranger, stage.Tv.AddUser("Stan"));
        var local = await stage.LocalAsync();
        await stage.SignInAsync(local, stage.Owner);
        foreach (var address in new[] { "/api/auth/session", "/api/tokens", "/api/admin/users", "/api/admin/audit", "/api/sources", "/api/dashboard/status", "/metrics" })
            (await stage.SendAsync(local, "GET", address)).Dispose();
        await stage.LookAsync();
        stage.Tv.Faults.Always(new Fault(FaultKind.HtmlPage));
        await stage.LookAsync();
        stage.Tv.Faults.Clear();
        stage.Tv.Sharing.Unshare(stage.Pms, stage.Guest);
        await stage.LookAsync();

        var tokens = stage.Tokens();
        Assert.True(tokens.Count >= 4, $"only {tokens.Count} tokens were seen");
        Assert.NotEmpty(stage.Lines);
        var texts = stage.Heard.Select(h => ("an answer", h)).Concat(stage.Lines.Select(l => ("a log line", l))).Concat(stage.Files());
        Assert.Empty(
            from text in texts
            from token in tokens
            where text.Item2.Contains(token, StringComparison.Ordinal)
            select $"{text.Item1} holds a token");
    }

    [Fact]
    public async Task The_key_of_the_vault_is_the_boxs_alone()
    {
        await using var stage = await SetAsync();
        await stage.SignInAsync(stage.Browser(), stage.Guest);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(stage.Box.Folder, "vault-key")));
    }
}
