using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;
using Xunit;

namespace ClipshareBox.Media.Tests.Probe;

public sealed class ProberFaultTests : IDisposable
{
    private readonly ProbeMedia _media = new();

    public void Dispose() => _media.Dispose();

    [Theory]
    [InlineData("noise.mp4")]
    [InlineData("noise.mkv")]
    [InlineData("noise")]
    public async Task Noise_is_no_media_whatever_its_name(string name)
    {
        var noise = new byte[20_000];
        new Random(7).NextBytes(noise);
        await File.WriteAllBytesAsync(_media.At(name), noise, TestContext.Current.CancellationToken);
        Assert.Equal(MediaFault.NotMedia, (await _media.FailsAsync(_media.At(name))).Fault);
    }

    [Fact]
    public async Task A_format_that_is_not_allowed_is_no_media()
    {
        var path = _media.At("list.mp4");
        await File.WriteAllTextAsync(path, "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/passwd\n", TestContext.Current.CancellationToken);
        Assert.Equal(MediaFault.NotMedia, (await _media.FailsAsync(path)).Fault);
    }

    [Fact]
    public async Task A_file_cut_off_before_its_index_is_truncated()
    {
        var whole = await File.ReadAllBytesAsync(await _media.MakePlainAsync(), TestContext.Current.CancellationToken);
        foreach (var (length, name) in new[] { (whole.Length / 2, "half.mp4"), (whole.Length / 2, "half"), (40, "start.mp4"), (0, "empty.mp4"), (0, "empty") })
            await AssertTruncatedAsync(whole, length, name);
    }

    [Fact]
    public async Task A_file_cut_off_in_its_header_is_truncated()
    {
        var ct = TestContext.Current.CancellationToken;
        var inFront = await File.ReadAllBytesAsync(await _media.MakePlainAsync("front.mp4", "-movflags", "+faststart"), ct);
        foreach (var length in new[] { 60, 300, 900, 1500 })
            await AssertTruncatedAsync(inFront, length, $"cut{length}.mp4");
        var matroska = await File.ReadAllBytesAsync(await _media.MakePlainAsync("a.mkv"), ct);
        foreach (var length in new[] { 100, 500 })
            await AssertTruncatedAsync(matroska, length, $"cut{length}.mkv");
    }

    [Fact]
    public async Task Any_beginning_of_a_file_is_probed_or_refused_in_our_own_words()
    {
        var ct = TestContext.Current.CancellationToken;
        var whole = await File.ReadAllBytesAsync(await _media.MakePlainAsync("front.mp4", "-movflags", "+faststart"), ct);
        for (var length = 8; length < 4000; length += 397)
        {
            await File.WriteAllBytesAsync(_media.At("part.mp4"), whole[..length], ct);
            var e = await Record.ExceptionAsync(() => _media.ProbeAsync(_media.At("part.mp4")));
            Assert.True(e is null or MediaException { Fault: MediaFault.Truncated or MediaFault.NotMedia }, $"{length}: {e}");
        }
    }

    [Fact]
    public async Task An_encrypted_file_is_told_from_a_damaged_one()
    {
        var path = await _media.MakePlainAsync(
            "enc.mp4", "-encryption_scheme", "cenc-aes-ctr", "-encryption_key", "00112233445566778899aabbccddeeff", "-encryption_kid",
            "0123456789abcdef0123456789abcdef");
        Assert.Equal(MediaFault.Encrypted, (await _media.FailsAsync(path)).Fault);
    }

    [Fact]
    public async Task A_missing_file_is_missing() =>
        Assert.Equal(MediaFault.SourceMissing, (await _media.FailsAsync(_media.At("nothing.mp4"))).Fault);

    [Fact]
    public async Task Errors_name_the_source_but_never_its_address()
    {
        await File.WriteAllTextAsync(_media.At("secret-address.mp4"), "nothing", TestContext.Current.CancellationToken);
        var e = await _media.FailsAsync(_media.At("secret-address.mp4"));
        Assert.NotEmpty(e.Detail ?? "");
        Assert.DoesNotContain("secret-address", e.Message + e.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_ffprobe_is_told()
    {
        var prober = new Prober(new MediaTools(Ffprobe: "/nowhere/ffprobe"), TimeProvider.System);
        var e = await Assert.ThrowsAsync<MediaException>(() => prober.ProbeAsync(["-i", "/x"], "x", TestContext.Current.CancellationToken));
        Assert.Equal(MediaFault.ToolFailed, e.Fault);
    }

    private async Task AssertTruncatedAsync(byte[] whole, int length, string name)
    {
        await File.WriteAllBytesAsync(_media.At(name), whole[..length], TestContext.Current.CancellationToken);
        var e = await _media.FailsAsync(_media.At(name));
        Assert.True(e.Fault == MediaFault.Truncated, $"{name} ({length} bytes): {e.Fault} {e.Detail}");
    }
}
