using System.Text;
using System.Text.Json;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Tests.Features.Interchange;

/// <summary>Fetches, sends and reads lists as other programs do.</summary>
internal static class Lists
{
    /// <summary>A list of the stage's workspace as it comes over HTTP.</summary>
    public static async Task<string> ExportAsync(this Stage stage, string extension, CancellationToken ct)
    {
        using var answer = await stage.Program.GetAsync(new Uri($"/api/workspaces/{stage.Workspace}/bookmarks.{extension}", UriKind.Relative), ct);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync(ct));
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(ct));
    }

    /// <summary>Sends a list.</summary>
    public static async Task<HttpResponseMessage> ImportAsync(
        this Stage stage, string text, string query, CancellationToken ct, string? workspace = null, HttpClient? client = null)
    {
        using var content = new StringContent(text, Encoding.UTF8, "text/plain");
        return await (client ?? stage.Program).PostAsync(new Uri($"/api/workspaces/{workspace ?? stage.Workspace}/import?{query}", UriKind.Relative), content, ct);
    }

    /// <summary>Sends a list that the box takes.</summary>
    public static async Task<JsonElement> ImportedAsync(this Stage stage, string text, string query, CancellationToken ct, string? workspace = null)
    {
        using var answer = await stage.ImportAsync(text, query, ct, workspace);
        return await Answers.DataAsync(answer, ct);
    }

    /// <summary>Makes a bookmark.</summary>
    public static Task<JsonElement> MarkAsync(this Stage stage, object fields, CancellationToken ct)
    {
        var body = JsonSerializer.SerializeToNode(fields)!.AsObject(); // an object is one
        body["workspaceId"] = stage.Workspace;
        return stage.Program.PostDataAsync("/api/bookmarks", body, ct);
    }

    /// <summary>All bookmarks of a workspace by their start.</summary>
    public static async Task<IReadOnlyList<JsonElement>> MarksAsync(this Stage stage, CancellationToken ct, string? workspace = null) =>
        [.. (await stage.Program.GetDataAsync($"/api/bookmarks?limit=500&workspaceId={workspace ?? stage.Workspace}", ct)).EnumerateArray()];

    /// <summary>Another workspace on the same film.</summary>
    public static async Task<string> AnotherAsync(this Stage stage, CancellationToken ct) =>
        (await stage.Program.PostDataAsync("/api/workspaces", new { title = "Other", contentKey = "film", autoCut = false }, ct)).GetProperty("id").GetString()!; // it has one

    /// <summary>The clips of a list as Python's parsers and ffmpeg's timecodes read them.</summary>
    public static async Task<IReadOnlyList<JsonElement>> ReadBackAsync(string kind, string text, string rate, CancellationToken ct)
    {
        var path = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(path, Encoding.UTF8.GetBytes(text), ct);
            var script = Path.Combine(AppContext.BaseDirectory, "Features", "Interchange", "read_back.py");
            var run = await Tool.RunAsync("python3", [script, kind, path, rate], TimeSpan.FromMinutes(2), TimeProvider.System, ct);
            Assert.True(run.ExitCode == 0, $"{run.ErrorText}\n{text}");
            return [.. JsonDocument.Parse(run.Output).RootElement.EnumerateArray()];
        }
        finally
        {
            File.Delete(path);
        }
    }

    public static string Text(this JsonElement element, string property) => element.GetProperty(property).GetString() ?? "";

    public static long Number(this JsonElement element, string property) => element.GetProperty(property).GetInt64();
}
