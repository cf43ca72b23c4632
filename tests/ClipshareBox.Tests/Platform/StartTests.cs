using System.Diagnostics;

namespace ClipshareBox.Tests.Platform;

/// <summary>The program as a process: what keeps it from starting is said in one line.</summary>
public sealed class StartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clipsharebox-start-").FullName;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("DATA", "/proc/nowhere")]
    [InlineData("URLS", "ftp://here")]
    [InlineData("FFMPEG", "/no/such/ffmpeg")]
    [InlineData("PLEXTV", "plex")]
    [InlineData("SHAREPORT", "-1")]
    [InlineData("CUTTERS", "many")]
    [InlineData("FOLDERS", "no path")]
    [InlineData("REQUESTSPERMINUTE", "0")]
    public async Task A_wrong_setting_stops_the_start_with_one_line_that_names_it(string name, string value)
    {
        var (exitCode, error) = await RunAsync([$"--CLIPSHAREBOX:DATA={_folder}", $"--CLIPSHAREBOX:{name}={value}"]);

        Assert.Equal(2, exitCode);
        var line = Assert.Single(error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"CLIPSHAREBOX__{name}", line, StringComparison.Ordinal);
        Assert.Contains(value, line, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_in_use_is_said_in_one_line()
    {
        await using var box = await TestBox.StartAsync(Ct);

        var (exitCode, error) = await RunAsync([$"--CLIPSHAREBOX:DATA={_folder}", $"--CLIPSHAREBOX:URLS={box.Address}"]);

        Assert.Equal(2, exitCode);
        Assert.Contains("in use", error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static async Task<(int ExitCode, string Error)> RunAsync(string[] arguments)
    {
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. arguments])
            {
                RedirectStandardError = true,
                RedirectStandardOutput = true,
            },
        };
        process.Start();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
        try
        {
            await process.WaitForExitAsync(limit.Token);
            await output;
            return (process.ExitCode, await error);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }
}
