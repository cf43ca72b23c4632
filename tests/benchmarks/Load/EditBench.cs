using System.Net.Http.Json;
using System.Text.Json;

namespace Benchmarks.Load;

/// <summary>Two members write into one bookmark's notes at the same time, round after round, while their connections break.</summary>
internal sealed class EditBench(RunningBox box, string workspaceId, int rounds)
{
    public async Task RunAsync(CancellationToken ct)
    {
        var made = await box.Client.PostAsync("/api/bookmarks", new { workspaceId, startMs = 0, endMs = 900, publicNotes = "start" }, ct);
        var bookmarkId = made.GetProperty("id").GetString()!; // every bookmark has one
        var other = await InviteAsync(ct);
        await using var a = new Editor(box.Hub, box.Client.Token, workspaceId, bookmarkId, seed: 1);
        await using var b = new Editor(box.Hub, other ?? box.Client.Token, workspaceId, bookmarkId, seed: 2);
        var typed = new List<string>();
        for (var round = 0; round < rounds; round++)
        {
            string[] words = [$"a{Base36(round)}", $"b{Base36(round)}"];
            typed.AddRange(words);
            // Every tenth time both also change the same word: a clash that no one can merge.
            await Task.WhenAll(a.TypeAsync(words[0], round % 10 == 0, ct), b.TypeAsync(words[1], round % 10 == 0, ct));
        }
        await a.SyncAsync(ct);
        await b.SyncAsync(ct);
        var stored = (await box.Client.GetAsync($"/api/bookmarks/{bookmarkId}", ct)).GetProperty("publicNotes").GetString() ?? "";
        Report(a, b, stored, typed, other is not null);
    }

    private void Report(Editor a, Editor b, string stored, List<string> typed, bool members)
    {
        var words = stored.Split(' ').CountBy(w => w).ToDictionary();
        Console.WriteLine($"## two {(members ? "members" : "connections of one member (this box has no invites)")} in one bookmark's notes, {rounds} rounds");
        Console.WriteLine();
        Console.WriteLine($"both see the text that is stored: {(a.Text == stored && b.Text == stored ? "yes" : "NO")}");
        Console.WriteLine($"words typed {typed.Count}, missing {typed.Count(t => !words.ContainsKey(t))}, there twice {typed.Count(t => words.GetValueOrDefault(t) > 1)}");
        Console.WriteLine($"connections broken {a.Breaks + b.Breaks}, clashes sent again {a.Clashes + b.Clashes}");
        Console.WriteLine($"numbered events heard {a.Heard + b.Heard}, gaps in seq {a.Gaps + b.Gaps}, snapshots instead of replays {a.Snapshots + b.Snapshots}");
        Console.WriteLine();
    }

    // A second person, where the box can invite one.
    private async Task<string?> InviteAsync(CancellationToken ct)
    {
        JsonElement invite;
        try
        {
            invite = await box.Client.PostAsync($"/api/workspaces/{workspaceId}/invites", new { role = "producer" }, ct);
        }
        catch (InvalidOperationException)
        {
            return null;
        }
        using var browser = new HttpClient { BaseAddress = box.Address };
        browser.DefaultRequestHeaders.Add("Origin", box.Address.GetLeftPart(UriPartial.Authority));
        using var entered = await browser.PostAsJsonAsync("/api/auth/invite", new { code = invite.GetProperty("code").GetString(), displayName = "Second" }, ct);
        entered.EnsureSuccessStatusCode();
        using var token = await browser.PostAsJsonAsync("/api/tokens", new { name = "load" }, ct);
        return (await token.Content.ReadFromJsonAsync<JsonElement>(ct)).GetProperty("data").GetProperty("token").GetString();
    }

    private static string Base36(int number)
    {
        const string digits = "0123456789abcdefghijklmnopqrstuvwxyz";
        return number < 36 ? digits[number].ToString() : Base36(number / 36) + digits[number % 36];
    }
}
