using ClipshareBox.Features.Chat;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Tests.Features.Chat;

/// <summary>Naming someone with an @.</summary>
public sealed class MentionTests
{
    private static readonly HubUser[] Members = [new("1", "Ann"), new("2", "Anna Maier"), new("3", "Åsa 北"), new(null, "Panel")];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("@Ann look", "Ann@0")]
    [InlineData("for @anna maier, and @ANN.", "Anna Maier@4 Ann@21")]
    [InlineData("(@Åsa 北)", "Åsa 北@1")]
    [InlineData("@Annabel mail@Ann.example @Panel @", "")]
    public void A_name_behind_an_at_sign_names_whoever_has_the_longest_one_that_fits(string text, string named) =>
        Assert.Equal(named, string.Join(' ', MentionText.Find(text, Members).Select(m => $"{m.User.Name}@{m.Start}")));

    [Fact]
    public async Task Who_is_named_hears_of_it_outside_the_room_and_finds_it_until_it_was_seen_in_any_window()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("Ann Lee");
        await using var window = await stage.Box.HubAsync(ann, Ct);

        var said = await stage.Program.PostDataAsync(Address(stage), new { text = "Is this yours, @ann lee?" }, Ct);

        var news = (await window.NextAsync("mentions", Ct)).GetProperty("data");
        Assert.Equal(said.ToString(), news.GetProperty("message").ToString());
        Assert.Equal("Is this yours, @Ann Lee?", said.GetProperty("text").GetString());
        Assert.Equal((15, 8), (said.GetProperty("mentions")[0].GetProperty("start").GetInt32(), said.GetProperty("mentions")[0].GetProperty("length").GetInt32()));
        var unread = Assert.Single((await ann.GetDataAsync("/api/mentions", Ct)).EnumerateArray());
        Assert.Equal(said.ToString(), unread.ToString());
        Assert.Empty((await stage.Program.GetDataAsync("/api/mentions", Ct)).EnumerateArray());

        await stage.Program.PostDataAsync($"/api/workspaces/{stage.Workspace}/mentions/read", new { }, Ct); // of another's nothing is noted
        Assert.Single((await ann.GetDataAsync("/api/mentions", Ct)).EnumerateArray());
        await using var other = await stage.Box.HubAsync(ann, Ct);
        await other.AskAsync("mentions_read", new { messageIds = new[] { said.GetProperty("id").GetString() } }, Ct, stage.Workspace);

        Assert.Equal(0, (await window.NextAsync("mentions", Ct)).GetProperty("data").GetProperty("messageIds").GetArrayLength());
        Assert.Empty((await ann.GetDataAsync("/api/mentions", Ct)).EnumerateArray());
    }

    [Fact]
    public async Task Whoever_is_renamed_stays_named_and_whoever_is_gone_stays_readable()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        using var ben = stage.With("ben");
        var first = await stage.Program.PostDataAsync(Address(stage), new { text = "@ann then @ben, please" }, Ct);
        await stage.Program.PostDataAsync(Address(stage), new { text = "quick", replyTo = first.GetProperty("id").GetString() }, Ct);

        stage.Box.Sql("update users set name = 'Ann Smith-Jones', name_key = 'ANN SMITH-JONES' where id = 'ann'");
        stage.Box.Sql("delete from users where id = 'ben'");

        var list = await stage.Program.GetDataAsync(Address(stage), Ct);
        var (answer, told) = (list[0], list[1]);
        Assert.Equal("@Ann Smith-Jones then @ben, please", told.GetProperty("text").GetString());
        var named = Assert.Single(told.GetProperty("mentions").EnumerateArray());
        Assert.Equal(("ann", 0, 16), (named.GetProperty("user").GetProperty("id").GetString(), named.GetProperty("start").GetInt32(), named.GetProperty("length").GetInt32()));
        Assert.Equal("@Ann Smith-Jones then @ben, please", answer.GetProperty("quote").GetProperty("text").GetString());
    }

    [Fact]
    public async Task Only_members_are_named_and_nobody_hears_of_rooms_that_he_has_left()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var eve = stage.With("eve", role: null);
        using var ann = stage.With("ann");

        var said = await stage.Program.PostDataAsync(Address(stage), new { text = "@eve @ann @owner" }, Ct);
        using var left = await ann.DeleteAsync(new Uri($"/api/workspaces/{stage.Workspace}/members/ann", UriKind.Relative), Ct);

        Assert.Equal(["ann", "owner"], said.GetProperty("mentions").EnumerateArray().Select(m => m.GetProperty("user").GetProperty("name").GetString()));
        Assert.Empty((await eve.GetDataAsync("/api/mentions", Ct)).EnumerateArray());
        Assert.Empty((await ann.GetDataAsync("/api/mentions", Ct)).EnumerateArray());
        Assert.Empty((await stage.Program.GetDataAsync("/api/mentions", Ct)).EnumerateArray()); // who names himself knows
    }

    private static string Address(Stage stage) => $"/api/workspaces/{stage.Workspace}/messages";
}
