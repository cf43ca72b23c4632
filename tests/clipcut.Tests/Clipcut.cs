using System.Globalization;
using System.Text;
using System.Text.Json;
using ClipshareBox.Media.Processes;
using Xunit;

namespace Clipcut.Tests;

/// <summary>What a run of clipcut left.</summary>
public sealed record Ended(int ExitCode, string Output, string Errors)
{
    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public Ended Expect(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode}, not {exitCode}\n{Output}\n{Errors}");
        return this;
    }
}

/// <summary>Starts the built program as a child process.</summary>
public static class Clipcut
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private static string Program => Path.Combine(AppContext.BaseDirectory, "clipcut");

    public static async Task<Ended> RunAsync(params string[] arguments)
    {
        var ended = await Tool.RunAsync(Program, arguments, Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        return new Ended(ended.ExitCode, Encoding.UTF8.GetString(ended.Output), ended.ErrorText);
    }

    public static async Task<Ended> RunWithInputAsync(string input, params string[] arguments)
    {
        await using var tool = Tool.Start(Program, arguments, withInput: true);
        await tool.Input.WriteAsync(Encoding.UTF8.GetBytes(input), TestContext.Current.CancellationToken);
        tool.Input.Close();
        var output = await new StreamReader(tool.Output).ReadToEndAsync(TestContext.Current.CancellationToken);
        return new Ended(await tool.WaitAsync(TestContext.Current.CancellationToken), output, tool.ErrorText);
    }

    /// <summary>Runs with variables in the environment, which <see cref="Tool"/> hands down to nobody.</summary>
    public static async Task<Ended> RunInAsync(string variable, string value, params string[] arguments)
    {
        string[] all = [$"{variable}={value}", Program, .. arguments];
        var ended = await Tool.RunAsync("env", all, Limit, TimeProvider.System, TestContext.Current.CancellationToken);
        return new Ended(ended.ExitCode, Encoding.UTF8.GetString(ended.Output), ended.ErrorText);
    }

    /// <summary>Sends a signal as soon as the first line of progress is printed, and waits for the end.</summary>
    public static async Task<(Ended Ended, TimeSpan AfterSignal)> InterruptAsync(string signal, params string[] arguments)
    {
        var ct = TestContext.Current.CancellationToken;
        string[] all = ["-c", "echo $$; exec env --default-signal=INT,TERM \"$@\" 2>&1", "sh", Program, .. arguments, "--progress"];
        await using var tool = Tool.Start("sh", all);
        using var lines = new StreamReader(tool.Output);
        var processId = int.Parse(await lines.ReadLineAsync(ct) ?? "", CultureInfo.InvariantCulture);
        var first = await lines.ReadLineAsync(ct);
        Assert.Contains("%", first ?? "", StringComparison.Ordinal);
        var sent = TimeProvider.System.GetTimestamp();
        await Tool.RunAsync("kill", [$"-{signal}", $"{processId}"], Limit, TimeProvider.System, ct);
        var rest = await lines.ReadToEndAsync(ct);
        var exitCode = await tool.WaitAsync(ct);
        return (new Ended(exitCode, rest, tool.ErrorText), TimeProvider.System.GetElapsedTime(sent));
    }
}
