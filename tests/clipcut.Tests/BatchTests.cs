using ClipshareBox.Media.Processes;
using Xunit;

namespace Clipcut.Tests;

public sealed class BatchTests(Film film)
{
    [Fact]
    public async Task All_clips_of_a_table_are_cut_and_a_bad_line_costs_only_itself()
    {
        var list = await film.WriteAsync("list.csv", """"
            in,out,name
            0,1000,First/half
            2000,1000,Reversed
            soon,2,Wrong
            00:00:01:00,00:00:02:12,"a, ""b"""
            0,40,first_half
            """");
        var folder = Path.Combine(film.NewFolder(), "new");
        var ended = (await Clipcut.RunAsync("batch", list, film.Source, folder, "--json", "--mode=edit-list")).Expect(2);
        var items = ended.Json.EnumerateArray().ToList();
        Assert.Equal([2, 3, 4, 5, 6], items.Select(i => i.GetProperty("line").GetInt32()));
        Assert.Equal([25, null, null, 37, 1], items.Select(i =>
            i.GetProperty("report") is { ValueKind: System.Text.Json.JsonValueKind.Object } report ? report.GetProperty("frames").GetInt32() : (int?)null));
        Assert.Equal(["First_half.mp4", "a, _b_.mp4", "first_half (2).mp4"],
            Directory.EnumerateFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(2, items[1].GetProperty("error").GetProperty("exitCode").GetInt32());
        Assert.Contains("2 of 5 clips were not made", ended.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_clips_of_an_EDL_are_cut_by_their_source_timecodes_and_called_by_their_clip_names()
    {
        var list = await film.WriteAsync("list.edl", """
            TITLE: test
            FCM: NON-DROP FRAME
            001  AX       V     C        00:00:00:10 00:00:01:00 01:00:00:00 01:00:00:15
            * FROM CLIP NAME: Opener
            002  AX       V     C        00:00:02:00 00:00:03:00 01:00:00:15 01:00:01:15
            """);
        var folder = film.NewFolder();
        var ended = (await Clipcut.RunAsync("batch", list, film.Source, folder, "--mode", "edit-list")).Expect(0);
        Assert.Equal(15, await Film.CountFramesAsync(Path.Combine(folder, "Opener.mp4")));
        Assert.Equal(25, await Film.CountFramesAsync(Path.Combine(folder, "002 AX.mp4")));
        Assert.Matches(@"Opener\.mp4 +edit-list +00:00:00\.400 +15 +15 +0 ", ended.Output);
    }

    [Fact]
    public async Task The_source_is_probed_once_for_all_clips()
    {
        var list = await film.WriteAsync("list.csv", "in,out,name\n0,1000,a\n1000,2000,b\n2000,3000,c\n");
        var count = Path.Combine(film.NewFolder(), "count");
        var counting = await film.WriteAsync("ffprobe", $"#!/bin/sh\necho run >> '{count}'\nexec ffprobe \"$@\"\n");
        await Tool.RunAsync("chmod", ["+x", counting], TimeSpan.FromSeconds(10), TimeProvider.System, TestContext.Current.CancellationToken);
        (await Clipcut.RunInAsync("CLIPSHAREBOX__FFPROBE", counting, "batch", list, film.Source, film.NewFolder(), "--mode=edit-list")).Expect(0);
        Assert.Single(await File.ReadAllLinesAsync(count, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Lines_with_sources_of_their_own_need_no_SOURCE_and_relative_paths_start_at_the_list()
    {
        var list = await film.WriteAsync("list.csv", "in,out,name,source\n0,1000,a,own.mp4\n0,1000,b,/nowhere/film.mp4\n");
        File.Copy(film.Source, Path.Combine(Path.GetDirectoryName(list) ?? "", "own.mp4"));
        var folder = film.NewFolder();
        (await Clipcut.RunAsync("batch", list, folder, "--mode=edit-list")).Expect(3);
        Assert.Equal(["a.mp4"], Directory.EnumerateFiles(folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task A_list_without_any_source_is_told_so()
    {
        var list = await film.WriteAsync("list.csv", "in,out\n0,1000\n");
        Assert.Contains("give SOURCE", (await Clipcut.RunAsync("batch", list)).Expect(2).Errors, StringComparison.Ordinal);
    }
}
