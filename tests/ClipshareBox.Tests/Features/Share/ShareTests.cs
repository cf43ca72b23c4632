using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using ClipshareBox.Tests.Features.Clips;
using static ClipshareBox.Tests.Features.Clips.ClipRoom;

namespace ClipshareBox.Tests.Features.Share;

public sealed class ShareTests : IDisposable
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _folder = Directory.CreateTempSubdirectory("clipsharebox-share-").FullName;
    private readonly int _port = SmbClient.FreePort();

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public ShareTests() => File.SetUnixFileMode(_folder, Open);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_clip_is_fetched_byte_for_byte_and_nothing_can_be_written()
    {
        await using var room = await RunningAsync();
        var smb = new SmbClient(_port);
        var clip = await room.ReadyAsync(await room.MarkAsync(1_000, 3_000, Ct, "Tor für Köln ⚽"), Ct);
        var path = clip.GetProperty("path").GetString() ?? "";

        Assert.Equal(await File.ReadAllBytesAsync(room.PathOf(clip), Ct), await smb.GetAsync(path, Ct));
        await UntilAsync(() => File.Exists(Path.Combine(room.Share, "latest.mp4")), TimeSpan.FromSeconds(20), Ct);
        Assert.Equal(await File.ReadAllBytesAsync(room.PathOf(clip), Ct), await smb.GetAsync("latest.mp4", Ct));
        foreach (var change in new[] { "put /etc/hostname x.mp4", "mkdir x", "del latest.mp4", "rename latest.mp4 x.mp4", "rmdir Derby" })
            Assert.Contains("NT_STATUS_", (await smb.RunAsync(change, Ct)).Text, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(room.Share, "latest.mp4")));
        Assert.Equal(["Derby", "latest.mp4"], Directory.EnumerateFileSystemEntries(room.Share).Select(e => Path.GetFileName(e)).Where(n => n[0] != '.').Order());
    }

    [Fact]
    public async Task What_is_hidden_or_leads_out_of_the_share_is_neither_listed_nor_fetched()
    {
        await using var room = await RunningAsync();
        await File.WriteAllTextAsync(Path.Combine(room.Share, ".making", "half.mp4"), "half", Ct);
        await File.WriteAllTextAsync(Path.Combine(room.Share, ".secret.part.mp4"), "half", Ct);
        File.CreateSymbolicLink(Path.Combine(room.Share, "out"), "/etc/passwd");
        var smb = new SmbClient(_port);

        var listed = (await smb.RunAsync("ls", Ct)).Text;

        Assert.DoesNotContain("making", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", listed, StringComparison.Ordinal);
        foreach (var path in new[] { ".making\\half.mp4", ".secret.part.mp4", "out", "..\\clipsharebox.db" })
            Assert.Contains("NT_STATUS_", (await smb.RunAsync($"get {path} /dev/null", Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("NT_STATUS_", (await smb.RunAsync("ls", Ct, "-m", "SMB2_10")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_lists_the_share_by_smb_while_clips_are_cut_sees_whole_ones_only()
    {
        await using var room = await RunningAsync();
        var smb = new SmbClient(_port);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var listing = ListAsync(smb, stop.Token);
        var clips = new List<JsonElement>();
        for (var i = 0; i < 3; i++)
            clips.Add(await room.ReadyAsync(await room.MarkAsync(i * 2_000, i * 2_000 + 6_000, Ct), Ct));
        await UntilAsync(() => clips.All(c => File.Exists(room.PathOf(c))), TimeSpan.FromSeconds(5), Ct);
        Assert.Contains(clips[2].GetProperty("fileName").GetString() ?? "", (await smb.RunAsync("cd Derby; ls", Ct)).Text, StringComparison.Ordinal);
        await stop.CancelAsync();

        var seen = await listing;

        var whole = clips.ToDictionary(c => c.GetProperty("fileName").GetString() ?? "", c => c.GetProperty("sizeBytes").GetInt64());
        Assert.All(seen.Where(s => s.Name != "latest.mp4"), s => Assert.Equal(whole.GetValueOrDefault(s.Name, -1), s.Size));
    }

    [Fact]
    public async Task With_a_password_only_who_knows_it_gets_in()
    {
        await using var room = await RunningAsync();
        using (var set = await room.Owner.PutAsJsonAsync("/api/share", new { access = "password", password = "ball im tor" }, Ct))
            Assert.Equal("clips", (await Answers.DataAsync(set, Ct)).GetProperty("userName").GetString());
        await RunsAsync(room);
        var clip = await room.ReadyAsync(await room.MarkAsync(1_000, 2_000, Ct), Ct);

        Assert.Contains("NT_STATUS_", (await new SmbClient(_port).RunAsync("ls", Ct)).Text, StringComparison.Ordinal);
        Assert.Contains("NT_STATUS_LOGON_FAILURE", (await new SmbClient(_port, "clips%wrong").RunAsync("ls", Ct)).Text, StringComparison.Ordinal);
        var bytes = await new SmbClient(_port, "clips%ball im tor").GetAsync(clip.GetProperty("path").GetString() ?? "", Ct);
        Assert.Equal(await File.ReadAllBytesAsync(room.PathOf(clip), Ct), bytes);
        foreach (var bad in new object[] { new { access = "all" }, new { access = "password", password = "short" }, new { access = "password", password = "line\nbreak in it" } })
        {
            using var refused = await room.Owner.PutAsJsonAsync("/api/share", bad, Ct);
            await Answers.ErrorAsync(refused, 400, "VALIDATION_ERROR", Ct);
        }
    }

    [Fact]
    public async Task An_smbd_that_dies_is_started_again()
    {
        await using var room = await RunningAsync();
        var pidFile = Path.Combine(_folder, "samba", "smbd.pid");
        var pid = (await File.ReadAllTextAsync(pidFile, Ct)).Trim();

        System.Diagnostics.Process.GetProcessById(int.Parse(pid, CultureInfo.InvariantCulture)).Kill();
        await UntilAsync(() => File.Exists(pidFile) && File.ReadAllText(pidFile).Trim() is { Length: > 0 } now && now != pid, TimeSpan.FromSeconds(30), Ct);
        await RunsAsync(room);

        Assert.Equal(0, (await new SmbClient(_port).RunAsync("ls", Ct)).ExitCode);
    }

    [Fact]
    public async Task A_share_that_cannot_be_served_is_said_so_while_the_box_goes_on()
    {
        using var occupied = new TcpListener(IPAddress.Loopback, _port);
        occupied.Start();
        await using var box = await TestBox.StartAsync(Ct, _folder, settings: $"SHAREPORT={_port}");
        using var browser = await box.ClaimAsync(Ct);

        var share = await StateAsync(browser, s => s.GetProperty("state").GetString() == "degraded");

        Assert.Contains($"Port {_port} is taken", share.GetProperty("error").GetString(), StringComparison.Ordinal);
        occupied.Stop();
        await StateAsync(browser, s => s.GetProperty("state").GetString() == "running");
    }

    [Fact]
    public async Task Without_a_port_something_else_serves_the_share_and_finds_its_configuration()
    {
        await using var box = await TestBox.StartAsync(Ct, _folder);
        using var browser = await box.ClaimAsync(Ct);

        var share = await browser.GetDataAsync("/api/share", Ct);

        Assert.Equal("external", share.GetProperty("state").GetString());
        Assert.Equal("smb://127.0.0.1/clips", share.GetProperty("address").GetString());
        Assert.Equal(@"\\127.0.0.1\clips", share.GetProperty("path").GetString());
        await UntilAsync(() => File.Exists(Path.Combine(_folder, "samba", "smb.conf")), TimeSpan.FromSeconds(10), Ct);
    }

    private async Task<ClipRoom> RunningAsync()
    {
        var room = await ClipRoom.StartAsync(Ct, folder: _folder, settings: $"SHAREPORT={_port}");
        await RunsAsync(room);
        return room;
    }

    private static Task<JsonElement> RunsAsync(ClipRoom room) => StateAsync(room.Owner, s => s.GetProperty("state").GetString() == "running");

    private static async Task<JsonElement> StateAsync(HttpClient client, Func<JsonElement, bool> fits)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(60));
        while (true)
        {
            var state = await client.GetDataAsync("/api/share", limit.Token);
            if (fits(state))
                return state;
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, limit.Token);
        }
    }

    private static async Task<List<(string Name, long Size)>> ListAsync(SmbClient smb, CancellationToken stop)
    {
        var seen = new ConcurrentDictionary<(string, long), bool>();
        while (!stop.IsCancellationRequested)
        {
            // "  001_Goal_00-00-00-00.mp4      N   123456  Sat Nov 21 14:14:10 2026"
            foreach (var line in (await smb.RunAsync("cd Derby; ls", Ct)).Text.Split('\n'))
            {
                var cells = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
                if (cells.Length > 3 && cells[0].EndsWith(".mp4", StringComparison.Ordinal) && long.TryParse(cells[2], CultureInfo.InvariantCulture, out var size))
                    seen.TryAdd((cells[0], size), true);
            }
        }
        return [.. seen.Keys];
    }
}
