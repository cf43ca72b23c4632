using Xunit;

namespace Clipcut.Tests;

public sealed class ArgumentTests(Film film)
{
    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("probe", "--help")]
    [InlineData("cut", "-h")]
    [InlineData("help", "batch")]
    [InlineData("encoders", "--help")]
    [InlineData("--version")]
    public async Task Help_is_printed_on_standard_output(params string[] arguments)
    {
        var ended = (await Clipcut.RunAsync(arguments)).Expect(0);
        Assert.Contains("clipcut", ended.Output, StringComparison.Ordinal);
        Assert.Empty(ended.Errors);
    }

    [Fact]
    public async Task The_help_of_a_command_with_headers_warns_of_the_process_list() =>
        Assert.Contains("list of processes", (await Clipcut.RunAsync("cut", "--help")).Output, StringComparison.Ordinal);

    [Theory]
    [InlineData("unknown command \"paste\"", "paste")]
    [InlineData("usage: clipcut probe FILE", "probe")]
    [InlineData("usage: clipcut cut SOURCE IN OUT DEST", "cut", "a", "0", "1")]
    [InlineData("unknown option --fast", "probe", "a", "--fast")]
    [InlineData("--mode is one of smart, edit-list, copy, encode, not \"quick\"", "cut", "a", "0", "1", "b", "--mode", "quick")]
    [InlineData("--mode needs a value", "cut", "a", "0", "1", "b", "--mode")]
    [InlineData("--mode stands more than once", "cut", "a", "0", "1", "b", "--mode=copy", "--mode=smart")]
    [InlineData("--json takes no value", "probe", "a", "--json=yes")]
    [InlineData("--tracks takes whole numbers", "cut", "a", "0", "1", "b", "--tracks", "0,x")]
    [InlineData("--handles takes whole numbers", "cut", "a", "0", "1", "b", "--handles", "-5")]
    [InlineData("IN \"soon\" is no time", "cut", "a", "soon", "1", "b")]
    [InlineData("OUT \"1.5\" is no time", "cut", "a", "0", "1.5", "b")]
    [InlineData("--start-timecode takes", "cut", "a", "0", "1", "b", "--start-timecode", "10")]
    [InlineData("write 'Name: value'", "probe", "http://127.0.0.1:9/a", "--header", "secret")]
    [InlineData("headers are for http", "probe", "a", "--header", "A: b")]
    [InlineData("header file cannot be read", "probe", "http://127.0.0.1:9/a", "--header-file", "/nowhere/h")]
    [InlineData("must end in .csv or .edl", "batch", "list.txt")]
    [InlineData("cannot be read", "batch", "/nowhere/list.csv")]
    public async Task Wrong_arguments_end_with_2_and_one_line_that_says_what_is_wrong(string reason, params string[] arguments)
    {
        var ended = (await Clipcut.RunAsync(arguments)).Expect(2);
        Assert.Contains(reason, ended.Errors, StringComparison.Ordinal);
        Assert.StartsWith("clipcut: ", ended.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', ended.Errors);
        Assert.Empty(ended.Output);
        Assert.DoesNotContain("secret", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_arguments_the_help_is_printed_and_the_exit_code_is_2() =>
        Assert.Contains("clipcut batch", (await Clipcut.RunAsync()).Expect(2).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Behind_two_dashes_every_word_is_a_word()
    {
        var ended = (await Clipcut.RunAsync("probe", "--", "--help")).Expect(3);
        Assert.Contains("--help", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_detail_is_shown_only_when_asked_for()
    {
        var noMedia = await film.WriteAsync("noise.mp4", "this is no film");
        Assert.DoesNotContain('\n', (await Clipcut.RunAsync("probe", noMedia)).Expect(3).Errors);
        Assert.Contains("\n  ", (await Clipcut.RunAsync("probe", noMedia, "--verbose")).Expect(3).Errors, StringComparison.Ordinal);
    }
}
