using System.Net.Http.Json;
using System.Text.Json;

namespace ClipshareBox.Tests.Features.Bookmarks;

public sealed class LockTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lock_keeps_all_others_out_until_it_is_opened()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann", "producer");
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000 });

        await LockAsync(stage.Program, made, new { locked = true });
        using var put = await ann.PutAsJsonAsync(BookmarkTests.Address(made), new { rev = 1, rating = 1 }, Ct);
        using var delete = await ann.DeleteAsync(BookmarkTests.Address(made), Ct);
        using var again = await TryLockAsync(ann, made, new { locked = true });
        await LockAsync(stage.Program, made, new { locked = false });

        var details = (await Answers.ErrorAsync(put, 423, "LOCKED", Ct)).GetProperty("details");
        Assert.False(string.IsNullOrEmpty(details.GetProperty("lockedBy").GetString()));
        await Answers.ErrorAsync(delete, 423, "LOCKED", Ct);
        await Answers.ErrorAsync(again, 423, "LOCKED", Ct);
        await ann.PutDataAsync(BookmarkTests.Address(made), new { rev = 1, rating = 1 }, Ct);
    }

    [Fact]
    public async Task A_producer_takes_a_lock_over_where_he_says_so()
    {
        await using var stage = await Stage.SetAsync(Ct);
        using var ann = stage.With("ann");
        using var ben = stage.With("ben");
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000 }, ann);
        await LockAsync(ann, made, new { locked = true });

        using var stranger = await TryLockAsync(ben, made, new { locked = true, takeOver = true });
        var taken = await LockAsync(stage.Program, made, new { locked = true, takeOver = true });

        await Answers.ErrorAsync(stranger, 403, "PERMISSION_DENIED", Ct);
        Assert.NotEqual("ann", BookmarkTests.Text(taken, "lockedBy"));
        using var hers = await ann.PutAsJsonAsync(BookmarkTests.Address(made), new { rev = 1, rating = 1 }, Ct);
        await Answers.ErrorAsync(hers, 423, "LOCKED", Ct);
    }

    [Fact]
    public async Task A_lock_ends_thirty_seconds_after_its_holder_went()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        using var ann = stage.With("ann");
        await using var watching = await stage.JoinedAsync(stage.Program, Ct);
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000 }, ann);
        await using (await stage.JoinedAsync(ann, Ct))
        {
            await LockAsync(ann, made, new { locked = true });
            await watching.NextAsync("bookmark_locked", Ct);
            await AdvanceAsync(clock, TimeSpan.FromMinutes(5));
            Assert.Equal("ann", BookmarkTests.Text(await ann.GetDataAsync(BookmarkTests.Address(made), Ct), "lockedBy"));
        }
        await watching.NextAsync(f => f.GetProperty("type").GetString() == "presence"
            && f.GetProperty("data").GetProperty("members").GetArrayLength() == 1, () => clock.Advance(TimeSpan.FromMilliseconds(100)), Ct);

        var freed = await watching.NextAsync(
            f => f.GetProperty("type").GetString() == "bookmark_locked", () => clock.Advance(TimeSpan.FromSeconds(1)), Ct);

        Assert.Equal(JsonValueKind.Null, freed.GetProperty("data").GetProperty("lockedBy").ValueKind);
    }

    [Fact]
    public async Task While_no_lock_may_end_nobody_looks()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        await using var there = await stage.JoinedAsync(stage.Program, Ct);
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000 });
        await LockAsync(stage.Program, made, new { locked = true });
        var before = clock.Rings;
        await AdvanceAsync(clock, TimeSpan.FromMinutes(2));
        Assert.InRange(clock.Rings - before, 0, 60); // of all that the box does by the clock, once in two seconds at most
        Assert.NotNull(BookmarkTests.Text(await stage.Program.GetDataAsync(BookmarkTests.Address(made), Ct), "lockedBy"));
    }

    [Fact]
    public async Task A_lock_without_a_connection_lasts_thirty_seconds_and_is_renewed_by_asking_again()
    {
        var clock = new TestClock();
        await using var stage = await Stage.SetAsync(Ct, clock);
        using var ann = stage.With("ann", "producer");
        await using var watching = await stage.JoinedAsync(stage.Program, Ct);
        var made = await BookmarkTests.MakeAsync(stage, new { workspaceId = stage.Workspace, startMs = 0, endMs = 1_000 }, ann);
        await AdvanceAsync(clock, TimeSpan.FromMinutes(1)); // past the time that everybody has after a start
        await LockAsync(ann, made, new { locked = true });
        await AdvanceAsync(clock, TimeSpan.FromSeconds(20));
        await LockAsync(ann, made, new { locked = true });
        await AdvanceAsync(clock, TimeSpan.FromSeconds(20));
        Assert.Equal("ann", BookmarkTests.Text(await ann.GetDataAsync(BookmarkTests.Address(made), Ct), "lockedBy"));

        var freed = await watching.NextAsync(
            f => f.GetProperty("type").GetString() == "bookmark_locked" && f.GetProperty("data").GetProperty("lockedBy").ValueKind == JsonValueKind.Null,
            () => clock.Advance(TimeSpan.FromSeconds(1)), Ct);

        Assert.Equal(BookmarkTests.Text(made, "id"), BookmarkTests.Text(freed.GetProperty("data"), "id"));
    }

    // In the steps in which the box looks, so that each look sees the clock as it was then.
    private static async Task AdvanceAsync(TestClock clock, TimeSpan by)
    {
        for (var i = 0; i < by.TotalSeconds; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }
    }

    private static async Task<JsonElement> LockAsync(HttpClient by, JsonElement bookmark, object wanted)
    {
        using var answer = await TryLockAsync(by, bookmark, wanted);
        return await Answers.DataAsync(answer, Ct);
    }

    private static Task<HttpResponseMessage> TryLockAsync(HttpClient by, JsonElement bookmark, object wanted) =>
        by.PatchAsJsonAsync($"{BookmarkTests.Address(bookmark)}/lock", wanted, Ct);
}
