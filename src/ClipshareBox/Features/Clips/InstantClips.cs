using System.Collections.Concurrent;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Features.Sources;
using ClipshareBox.Features.Workspaces;
using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Encoders;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Settings;
using ClipshareBox.Platform.Store;

namespace ClipshareBox.Features.Clips;

/// <summary>
/// Cuts that stand in for a clip which is not whole yet: everything copied from the key frame before IN, the surplus hidden by the
/// edit list. They lie beside the data, not on the share. Where browsers can't play the source's codec, they are encoded instead.
/// </summary>
internal sealed class InstantClips(Database database, ContentCatalogue contents, CutBench bench, BoxSettings settings, ClipUse use)
{
    private const int MostKept = 40;

    private readonly ConcurrentDictionary<string, Lazy<Task<CutReport>>> _cuts = new();

    private string Folder => Path.Combine(settings.Data, "instant");

    /// <summary>The cut of a bookmark by its marks as they stand; asking twice cuts once.</summary>
    public async Task<RollClip> CutAsync(BookmarkRow mark, ClipRow? clip, CancellationToken ct)
    {
        var path = PathOf(mark.Id, mark.StartMs, mark.EndMs);
        if (_cuts.TryGetValue(path, out var known) && known.Value.IsCompletedSuccessfully && !File.Exists(path))
            _cuts.TryRemove(path, out _);
        // Not cancelled with the first who asks: another may wait for it too.
        var cut = _cuts.GetOrAdd(path, _ => new Lazy<Task<CutReport>>(() => MakeAsync(mark, path)));
        try
        {
            var report = await cut.Value.WaitAsync(ct);
            var duration = report.EndMs - report.StartMs;
            return new RollClip(
                clip?.Id ?? mark.Id, mark.Id, mark.WorkspaceId, mark.Number, clip?.Name ?? mark.Label,
                $"/api/bookmarks/{mark.Id}/instant.mp4?in={mark.StartMs}&out={mark.EndMs}", duration, report.Frames, mark.Rate)
            {
                OutMs = duration,
                IsInstant = true,
                FilePath = path,
            };
        }
        catch when (cut.Value.IsFaulted)
        {
            _cuts.TryRemove(new KeyValuePair<string, Lazy<Task<CutReport>>>(path, cut));
            throw;
        }
    }

    /// <summary>The file of such a cut.</summary>
    /// <exception cref="Refusal">There is none.</exception>
    public string Find(string bookmarkId, long startMs, long endMs)
    {
        var path = PathOf(bookmarkId, startMs, endMs);
        return File.Exists(path) ? path : throw Refusal.NotFound("instant clip");
    }

    /// <summary>Removes what is left over: all but the newest, and none that is cued or on air.</summary>
    public void Trim()
    {
        if (!Directory.Exists(Folder))
            return;
        foreach (var old in new DirectoryInfo(Folder).EnumerateFiles().OrderByDescending(f => f.LastWriteTimeUtc).Skip(MostKept))
        {
            var bookmarkId = old.Name.Split('-')[0];
            var clip = database.Read(c => ClipStore.OfBookmark(c, bookmarkId));
            if (use.Any([bookmarkId, clip?.Id ?? bookmarkId]))
                continue;
            _cuts.TryRemove(old.FullName, out _);
            old.Delete();
        }
    }

    // The id is that of a row, and numbers are numbers: no one can lead out of the folder.
    private string PathOf(string bookmarkId, long startMs, long endMs) =>
        Path.Combine(Folder, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{bookmarkId}-{startMs}-{endMs}.mp4"));

    private async Task<CutReport> MakeAsync(BookmarkRow mark, string path)
    {
        await Task.Yield();
        var workspace = database.Read(c => WorkspaceStore.Find(c, mark.WorkspaceId, null)) ?? throw Refusal.NotFound("workspace");
        await using var lease = await contents.OpenAsync(workspace.ContentKey, CancellationToken.None);
        var source = new SourceOpened(lease.Source, lease.Content.Info);
        return await bench.CutAsync(source, mark.StartMs, mark.EndMs, path, OptionsFor(source), null, CancellationToken.None);
    }

    private static CutOptions OptionsFor(SourceOpened source) => ClipProfile.ShowsInBrowsers(source.Info.Video)
        ? new CutOptions
        {
            Mode = CutMode.EditList,
            Audio = ClipProfile.SoundsInBrowsers(source.Info.Audio) ? AudioHandling.Copy : AudioHandling.Aac,
            Verify = Verification.None,
            Subtitles = false,
        }
        : new CutOptions { Mode = CutMode.Encode, Profile = EncodeProfile.Playout, Verify = Verification.None };
}
