using Xunit;

namespace Clipcut.Tests;

public sealed class HeaderTests(Film film)
{
    private const string Token = "tok3n-of-the-server";

    [Fact]
    public async Task A_token_on_standard_input_opens_the_server_and_is_never_printed()
    {
        await using var server = await GuardedServer.StartAsync(film.Source, Token);
        var clip = Path.Combine(film.NewFolder(), "clip.mp4");
        var ended = await Clipcut.RunWithInputAsync(
            $"# the server's\nX-Token: {Token}\n", "cut", server.Address, "1000", "2000", clip, "--header-file", "-", "--json");
        Assert.Equal(25, ended.Expect(0).Json.GetProperty("frames").GetInt32());
        Assert.DoesNotContain(Token, ended.Output + ended.Errors, StringComparison.Ordinal);
        Assert.All(server.Shown, shown => Assert.Equal(Token, shown));
    }

    [Fact]
    public async Task Without_its_token_a_server_refuses_and_the_source_is_to_blame()
    {
        await using var server = await GuardedServer.StartAsync(film.Source, Token);
        var ended = (await Clipcut.RunAsync("probe", server.Address, "--header", "X-Token: wrong-token")).Expect(3);
        Assert.DoesNotContain("wrong-token", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_batch_shows_the_token_to_no_other_server()
    {
        await using var server = await GuardedServer.StartAsync(film.Source, Token);
        await using var other = await GuardedServer.StartAsync(film.Source, null);
        var list = await film.WriteAsync("list.csv", $"in,out,name,source\n0,1000,a,{other.Address}\n0,1000,b,\n");
        (await Clipcut.RunAsync(
            "batch", list, server.Address, film.NewFolder(), "--header", $"X-Token: {Token}", "--mode=edit-list")).Expect(0);
        Assert.NotEmpty(other.Shown);
        Assert.All(other.Shown, Assert.Empty);
    }

    [Fact]
    public async Task Headers_without_a_SOURCE_are_refused_in_a_batch()
    {
        var list = await film.WriteAsync("list.csv", "in,out,name,source\n0,1000,a,http://127.0.0.1:9/a.mp4\n");
        Assert.Contains("headers are for SOURCE", (await Clipcut.RunAsync("batch", list, "--header", "A: b")).Expect(2).Errors, StringComparison.Ordinal);
    }
}
