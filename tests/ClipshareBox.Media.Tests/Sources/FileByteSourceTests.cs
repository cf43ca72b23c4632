using ClipshareBox.Media.Sources;
using Xunit;

namespace ClipshareBox.Media.Tests.Sources;

public sealed class FileByteSourceTests : IDisposable
{
    private readonly Scratch _scratch = new();
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task A_read_returns_the_bytes_at_its_place_and_less_only_at_the_end()
    {
        var content = Scratch.RandomBytes(100_000);
        await using var source = FileByteSource.Open(_scratch.Write("film.mp4", content));
        var buffer = new byte[60_000];

        Assert.Equal(60_000, await source.ReadAtAsync(30_000, buffer, _ct));
        Assert.Equal(content[30_000..90_000], buffer);
        Assert.Equal(10_000, await source.ReadAtAsync(90_000, buffer, _ct));
        Assert.Equal(content[90_000..], buffer[..10_000]);
        Assert.Equal(0, await source.ReadAtAsync(100_000, buffer, _ct));
        Assert.Equal(70_000, source.BytesRead);
    }

    [Fact]
    public async Task A_file_that_is_still_written_grows_under_its_reader()
    {
        var path = _scratch.Path("growing.ts");
        await using var writer = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read);
        await writer.WriteAsync(new byte[1000], _ct);
        await writer.FlushAsync(_ct);
        await using var source = FileByteSource.Open(path);
        Assert.Equal(1000, source.Length);

        await writer.WriteAsync(new byte[] { 1, 2, 3 }, _ct);
        await writer.FlushAsync(_ct);

        Assert.Equal(1003, source.Length);
        var added = new byte[3];
        Assert.Equal(3, await source.ReadAtAsync(1000, added, _ct));
        Assert.Equal([1, 2, 3], added);
    }

    [Fact]
    public void A_file_that_is_not_there_is_missing()
    {
        var path = _scratch.Path("none.mp4");
        var fault = Assert.Throws<MediaException>(() => FileByteSource.Open(path));
        Assert.Equal(MediaFault.SourceMissing, fault.Fault);
        Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        var elsewhere = Assert.Throws<MediaException>(() => FileByteSource.Open(_scratch.Path("no/folder")));
        Assert.Equal(MediaFault.SourceMissing, elsewhere.Fault);
    }

    [Fact]
    public void Folders_and_devices_are_refused()
    {
        var folder = Assert.Throws<MediaException>(() => FileByteSource.Open(Path.GetTempPath()));
        Assert.Contains("folder", folder.Message, StringComparison.Ordinal);
        var device = Assert.Throws<MediaException>(() => FileByteSource.Open("/dev/zero"));
        Assert.Contains("no regular file", device.Message, StringComparison.Ordinal);
        Assert.Equal(MediaFault.SourceMissing, device.Fault);
    }

    [Fact(Timeout = 10_000)]
    public async Task A_pipe_is_refused_instead_of_waited_for()
    {
        var path = _scratch.Path("pipe.mp4");
        await Processes.Tool.RunAsync("mkfifo", [path], TimeSpan.FromSeconds(5), TimeProvider.System, _ct);
        var fault = await Task.Run(() => Assert.Throws<MediaException>(() => FileByteSource.Open(path)), _ct);
        Assert.Contains("no regular file", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disk_that_fails_later_is_a_lost_source()
    {
        // Nothing is mapped at address 0, so the kernel answers this read with an input/output error.
        await using var source = FileByteSource.Open("/proc/self/mem");
        var fault = await Assert.ThrowsAsync<MediaException>(async () => await source.ReadAtAsync(0, new byte[16], _ct));
        Assert.Equal(MediaFault.SourceLost, fault.Fault);
    }

    [Fact]
    public void A_file_without_the_right_to_read_says_so()
    {
        Assert.SkipWhen(Environment.IsPrivilegedProcess, "root may read everything");
        var path = _scratch.Write("secret.mp4", [1]);
        if (OperatingSystem.IsLinux())
            File.SetUnixFileMode(path, UnixFileMode.None);
        var fault = Assert.Throws<MediaException>(() => FileByteSource.Open(path));
        Assert.Equal(MediaFault.SourceMissing, fault.Fault);
        Assert.Contains("may not be read", fault.Message, StringComparison.Ordinal);
    }
}
