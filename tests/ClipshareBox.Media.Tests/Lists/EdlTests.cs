using ClipshareBox.Media.Lists;
using ClipshareBox.Media.Time;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Lists;

public sealed class EdlTests
{
    private const string Plain = """
        TITLE: Second half
        FCM: NON-DROP FRAME

        001  CAM1     V     C        00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
        * FROM CLIP NAME: Goal, 1:0
        002  AX       B     C        00:01:00:05 00:01:03:00 01:00:02:00 01:00:04:20
        * COMMENT: loud
        *  FROM  CLIP  NAME:  Save
        * SOURCE FILE: /films/match.mov
        003  CAM1     AA/V  C        00:02:00:00 00:02:01:00 01:00:04:20 01:00:05:20
        """;

    [Fact]
    public void Events_with_picture_become_clips_with_their_clip_names()
    {
        var list = EdlReader.Read(Plain, EdlTimes.Source);
        Assert.Empty(list.Faults);
        Assert.Equal(
            [(4, "Goal, 1:0", "00:00:10:00", "00:00:12:00", null, "CAM1"),
             (6, "Save", "00:01:00:05", "00:01:03:00", "/films/match.mov", "AX"),
             (10, "003 CAM1", "00:02:00:00", "00:02:01:00", null, "CAM1")],
            list.Entries.Select(e => (e.Line, e.Name, e.In.Text, e.Out.Text, e.Source, e.Reel)));
    }

    [Fact]
    public void Comments_are_the_notes_of_their_event_and_sound_only_is_no_fault_of_the_list()
    {
        var list = EdlReader.Read("""
            001  CAM1     V     C        00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
            * COMMENT: loud
            *  COMMENT:  twice: yes
            002  CAM1     A2    C        00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00
            * COMMENT: nobody's
            003  CAM1     V
            """, EdlTimes.Source);
        Assert.Equal("loud\ntwice: yes", Assert.Single(list.Entries).Notes);
        Assert.Equal([true, false], list.Faults.Select(f => f.IsSoundOnly));
    }

    [Fact]
    public void The_record_columns_are_taken_where_asked() =>
        Assert.Equal(["01:00:00:00", "01:00:02:00", "01:00:04:20"],
            EdlReader.Read(Plain, EdlTimes.Record).Entries.Select(e => e.In.Text));

    [Fact]
    public void Behind_FCM_DROP_FRAME_colons_count_drop_frame_too_until_the_next_FCM()
    {
        var rate = new Rational(30000, 1001);
        var list = EdlReader.Read("""
            FCM: DROP FRAME
            001 AX V C 01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00
            FCM: NON-DROP FRAME
            002 AX V C 01:00:00:00 01:00:01:00 00:00:00:00 00:00:01:00
            003 AX V C 01:00:00;00 01:00:01;00 00:00:00;00 00:00:01;00
            """, EdlTimes.Source);
        Assert.Equal([3_599_996, 3_603_600, 3_599_996], list.Entries.Select(e => e.In.ToMs(rate)));
    }

    [Fact]
    public void What_cannot_be_cut_is_told_by_line_and_does_not_keep_the_rest_from_it()
    {
        var list = EdlReader.Read("""
            001 AX A   C     00:00:00:00 00:00:01:00 00:00:00:00 00:00:01:00
            002 AX V   C     00:00:02:00 00:00:02:00 00:00:01:00 00:00:01:00
            002 BX V   D 025 00:00:05:00 00:00:07:00 00:00:01:00 00:00:03:00
            * TO CLIP NAME: other
            003 AX V   C     00:00:08:00 00:00:09:00 00:00:03:00 00:00:04:00
            M2  AX     050.0 00:00:08:00
            004 AX V   C     00:00:08:xx 00:00:09:00 00:00:03:00 00:00:04:00
            005 AX V   W001 010 00:00:05:00 00:00:07:00 00:00:01:00 00:00:03:00
            006 AX V
            007 AX V   C     00:00:10:00 00:00:11:00 00:00:04:00 00:00:05:00
            """, EdlTimes.Source);
        Assert.Equal("007 AX", Assert.Single(list.Entries).Name);
        Assert.Equal(
            [(1, "sound only (A)"), (3, "transition (D)"), (6, "speed (M2)"), (7, "\"00:00:08:xx\" is no timecode"),
             (8, "transition (W001)"), (9, "four timecodes")],
            list.Faults.Select(f => (f.Line, new[] { "sound only (A)", "transition (D)", "speed (M2)", "\"00:00:08:xx\" is no timecode", "transition (W001)", "four timecodes" }
                .FirstOrDefault(part => f.Message.Contains(part, StringComparison.Ordinal)) ?? f.Message)));
    }

    [Fact]
    public void A_text_without_events_is_no_list() =>
        Assert.Throws<MediaException>(() => EdlReader.Read("TITLE: nothing\n", EdlTimes.Source));

    [Fact]
    public void Any_text_is_read_or_refused_and_never_more()
    {
        string[] parts =
            ["001", "AX", "V", "A", "C", "D", "025", "00:00:01:00", "00:00:02;00", "99:99:99:99", "M2", "FCM: DROP", "* FROM CLIP NAME: x", "*", ":", "\n", "\r", "\0", " ", "\t"];
        var texts = Gen.Elements(parts).ArrayOf().Select(p => string.Join(' ', p));
        Prop.ForAll(texts.ToArbitrary(), text => ListFuzz.ReadsOrRefuses(() => EdlReader.Read(text, EdlTimes.Source))).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task A_file_is_read_by_its_ending_and_refused_when_missing_too_large_or_unknown()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = Directory.CreateTempSubdirectory("clipshare-lists-");
        try
        {
            string At(string name) => Path.Combine(folder.FullName, name);
            await File.WriteAllTextAsync(At("a.EDL"), Plain, ct);
            await File.WriteAllTextAsync(At("a.csv"), "\uFEFFin,out\n0,1\n", ct);
            await File.WriteAllBytesAsync(At("large.csv"), new byte[CutList.MostBytes + 1], ct);
            Assert.Equal(3, (await CutList.ReadAsync(At("a.EDL"), EdlTimes.Source, ct)).Entries.Count);
            Assert.Single((await CutList.ReadAsync(At("a.csv"), EdlTimes.Source, ct)).Entries);
            Assert.Equal(MediaFault.BadRange, (await Assert.ThrowsAsync<MediaException>(() => CutList.ReadAsync(At("large.csv"), EdlTimes.Source, ct))).Fault);
            Assert.Equal(MediaFault.BadRange, (await Assert.ThrowsAsync<MediaException>(() => CutList.ReadAsync(At("a.txt"), EdlTimes.Source, ct))).Fault);
            Assert.Equal(MediaFault.SourceMissing, (await Assert.ThrowsAsync<MediaException>(() => CutList.ReadAsync(At("no.csv"), EdlTimes.Source, ct))).Fault);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
