using System.Text.Json;

namespace ClipshareBox.Tests.Features.Presence;

public sealed class PresenceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everybody_sees_who_comes_and_goes()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var his = await stage.JoinedAsync(stage.Program, Ct);

        var hers = await stage.JoinedAsync(ann, Ct);
        var two = await PresenceAsync(his, 2);
        await hers.DisposeAsync();
        var one = await PresenceAsync(his, 1);

        Assert.Equal(["ann", "owner"], two.Select(m => m.GetProperty("user").GetProperty("name").GetString()));
        Assert.Equal(["owner"], one.Select(m => m.GetProperty("user").GetProperty("name").GetString()));
    }

    [Fact]
    public async Task Playheads_and_typing_reach_the_others_and_not_their_sender()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var his = await stage.JoinedAsync(stage.Program, Ct);
        await using var hers = await stage.JoinedAsync(ann, Ct);

        await hers.AskAsync("cursor_position", new { positionMs = 1_500.5, x = 0.25, y = 1 }, Ct, stage.Workspace);
        await hers.AskAsync("user_typing", new { typing = true, field = "label" }, Ct, stage.Workspace);

        var cursor = (await his.NextAsync("cursor_position", Ct)).GetProperty("data");
        Assert.Equal(("ann", 1_500.5), (cursor.GetProperty("user").GetProperty("name").GetString(), cursor.GetProperty("positionMs").GetDouble()));
        Assert.True((await his.NextAsync("user_typing", Ct)).GetProperty("data").GetProperty("typing").GetBoolean());
        await hers.SendAsync("""{"type":"ping","id":"end","data":{"t0":1}}""", Ct);
        await hers.NextAsync(
            f => f.GetProperty("type").GetString() is var type && (type == "pong" || (type is "cursor_position" or "user_typing" ? throw new InvalidOperationException(type) : false)), Ct);
    }

    [Theory]
    [InlineData("cursor_position", """{"x":1.5}""")]
    [InlineData("cursor_position", """{"positionMs":-1}""")]
    [InlineData("cursor_position", """{"positionMs":1e300}""")]
    [InlineData("user_typing", """{"typing":"yes"}""")]
    [InlineData("user_typing", """{"typing":true,"field":"0123456789012345678901234567890123456789-too-long"}""")]
    [InlineData("follow", "{}")]
    public async Task What_makes_no_sense_is_refused(string type, string data)
    {
        await using var stage = await Stage.SetAsync(Ct);
        await using var hub = await stage.JoinedAsync(stage.Program, Ct);

        var answer = await hub.AskAsync(type, JsonSerializer.Deserialize<JsonElement>(data), Ct, stage.Workspace);

        Assert.Equal("VALIDATION_ERROR", answer.GetProperty("data").GetProperty("code").GetString());
    }

    [Fact]
    public async Task Who_has_not_joined_shows_nothing_to_anybody()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var stranger = stage.With("eve", role: null);
        await using var hub = await stage.Box.HubAsync(stranger, Ct);

        var answer = await hub.AskAsync("cursor_position", new { positionMs = 1 }, Ct, stage.Workspace);

        Assert.Equal("error", answer.GetProperty("type").GetString());
    }

    [Fact]
    public async Task The_deck_counts_those_who_follow()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var his = await stage.JoinedAsync(stage.Program, Ct);
        await using var hers = await stage.JoinedAsync(ann, Ct);
        Assert.Equal(2, (await stage.DeckAsync(Ct)).GetProperty("followers").GetInt32());

        await hers.AskAsync("follow", new { following = false }, Ct, stage.Workspace);

        Assert.Equal(1, (await stage.DeckAsync(Ct)).GetProperty("followers").GetInt32());
        var members = await PresenceAsync(his, 2);
        while (members.Single(m => m.GetProperty("user").GetProperty("name").GetString() == "ann").GetProperty("following").GetBoolean())
            members = await PresenceAsync(his, 2);
    }

    [Fact]
    public async Task A_producer_gives_and_takes_the_wheel()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        using var ben = stage.With("ben");
        await using var hers = await stage.JoinedAsync(ann, Ct);
        await using var bens = await stage.JoinedAsync(ben, Ct);

        var denied = await bens.AskAsync("deck_command", new { command = "lead", userId = "ben" }, Ct, stage.Workspace);
        var given = await stage.DeckAsync(new { command = "lead", userId = "ann" }, Ct);
        var refused = await bens.AskAsync("deck_command", new { command = "seek", ms = 5_000 }, Ct, stage.Workspace);
        using var his = await stage.TryDeckAsync(new { command = "play" }, Ct);
        var moved = await hers.AskAsync("deck_command", new { command = "seek", ms = 5_000 }, Ct, stage.Workspace);
        var marked = await bens.AskAsync("deck_command", new { command = "mark", preMs = 1_000, postMs = 1_000 }, Ct, stage.Workspace);
        var free = await stage.DeckAsync(new { command = "lead" }, Ct);

        Assert.Equal("PERMISSION_DENIED", denied.GetProperty("data").GetProperty("code").GetString());
        Assert.Equal("ann", given.GetProperty("lead").GetProperty("name").GetString());
        Assert.Equal("CONFLICT", refused.GetProperty("data").GetProperty("code").GetString());
        var details = (await Answers.ErrorAsync(his, 409, "CONFLICT", Ct)).GetProperty("details");
        Assert.Equal("ann", details.GetProperty("current").GetProperty("lead").GetProperty("name").GetString());
        Assert.Equal(("ack", "ack"), (moved.GetProperty("type").GetString(), marked.GetProperty("type").GetString()));
        Assert.Equal(JsonValueKind.Null, free.GetProperty("lead").ValueKind);
    }

    [Fact]
    public async Task The_wheel_is_free_again_when_its_holder_has_gone()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        await using var his = await stage.JoinedAsync(stage.Program, Ct);
        await using (await stage.JoinedAsync(ann, Ct))
            await stage.DeckAsync(new { command = "lead", userId = "ann" }, Ct);
        await PresenceAsync(his, 1);

        var moved = await stage.DeckAsync(new { command = "seek", ms = 5_000 }, Ct);
        using var absent = await stage.TryDeckAsync(new { command = "lead", userId = "ann" }, Ct);

        Assert.Equal(JsonValueKind.Null, moved.GetProperty("lead").ValueKind);
        await Answers.ErrorAsync(absent, 409, "CONFLICT", Ct);
    }

    private static async Task<IReadOnlyList<JsonElement>> PresenceAsync(HubClient hub, int members)
    {
        var frame = await hub.NextAsync(
            f => f.GetProperty("type").GetString() == "presence" && f.GetProperty("data").GetProperty("members").GetArrayLength() == members, Ct);
        return [.. frame.GetProperty("data").GetProperty("members").EnumerateArray()];
    }
}
