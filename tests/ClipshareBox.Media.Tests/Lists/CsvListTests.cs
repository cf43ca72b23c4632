using ClipshareBox.Media.Lists;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Lists;

public sealed class CsvListTests
{
    [Fact]
    public void Rows_become_clips_whatever_the_order_of_the_columns()
    {
        var list = CsvListReader.Read("Name, OUT ,note,in,source\r\nGoal,00:00:12:00,x,00:00:10:00,cam1.mp4\r\n\r\nSave,3000,,1000,\r\n");
        Assert.Empty(list.Faults);
        Assert.Equal([(2, "Goal", "00:00:10:00", "00:00:12:00", "cam1.mp4"), (4, "Save", "1000", "3000", null)],
            list.Entries.Select(e => (e.Line, e.Name, e.In.Text, e.Out.Text, e.Source)));
    }

    [Fact]
    public void Quoted_fields_hold_commas_quotes_and_line_ends()
    {
        var list = CsvListReader.Read("in,out,name\n0,1000,\"a, \"\"b\"\"\nc\"\n5,6,d\n");
        Assert.Equal([(2, "a, \"b\"\nc"), (4, "d")], list.Entries.Select(e => (e.Line, e.Name)));
    }

    [Fact]
    public void Other_columns_are_kept_with_their_rows()
    {
        var entry = Assert.Single(CsvListReader.Read("startMs,in,out,Notes,empty,notes\n7,0,1000,\"a\nb\",,later\n").Entries);
        Assert.Equal(["Notes=a\nb", "startMs=7"], entry.Columns.Select(c => $"{c.Key}={c.Value}").Order(StringComparer.Ordinal));
        Assert.Equal("7", entry.Columns["STARTMS"]);
        Assert.False(entry.IsNamed);
    }

    [Fact]
    public void What_was_guarded_from_spreadsheets_is_read_as_it_was_meant()
    {
        var entry = Assert.Single(CsvListReader.Read("in,out,name,notes\n0,1000,'=1+1,''-2\n").Entries);
        Assert.Equal(("=1+1", "'-2"), (entry.Name, entry.Columns["notes"]));
    }

    [Fact]
    public void Records_are_read_as_they_were_written()
    {
        var fields = Gen.Elements("a", "", " b ", "c,d", "\"", "e\r\nf", "\n", "'=g", "\t", "😀").NonEmptyListOf();
        Prop.ForAll(fields.ToArbitrary(), record => CsvText.Rows(CsvText.Record(record)).Single().Fields.SequenceEqual(record)).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_guarded_and_read_again_and_none_begins_a_formula() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => FormulaGuard.Off(FormulaGuard.On(text.Get)) == text.Get && FormulaGuard.On(text.Get) is not ['=' or '+' or '-' or '@', ..])
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_clip_without_a_name_is_called_by_its_line() =>
        Assert.Equal("line 2", Assert.Single(CsvListReader.Read("in,out\n0,1000\n").Entries).Name);

    [Fact]
    public void Bad_rows_are_told_by_line_and_do_not_keep_the_others_from_being_cut()
    {
        var list = CsvListReader.Read("in,out,name\n0,soon,a\n5,,b\n1,2,c\n");
        Assert.Equal("c", Assert.Single(list.Entries).Name);
        Assert.Equal([2, 3], list.Faults.Select(f => f.Line));
        Assert.Contains("OUT \"soon\"", list.Faults[0].Message, StringComparison.Ordinal);
        Assert.Contains("missing", list.Faults[1].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "header")]
    [InlineData("0,1000,a\n", "header")]
    [InlineData("in,name\n", "header")]
    [InlineData("in,out\n0,\"100\n", "Line 2: a quoted field does not end")]
    [InlineData("in,out\n0,\"1\"00\n", "goes on behind")]
    public void A_list_that_cannot_be_understood_is_refused(string text, string reason)
    {
        var e = Assert.Throws<MediaException>(() => CsvListReader.Read(text));
        Assert.Contains(reason, e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_list_with_too_many_clips_is_refused()
    {
        var text = "in,out\n" + string.Concat(Enumerable.Repeat("0,1\n", CutList.MostEntries + 1));
        Assert.Contains("split it", Assert.Throws<MediaException>(() => CsvListReader.Read(text)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_table_comes_back_from_its_quoted_text()
    {
        var field = Gen.Elements("a,\"\r\n é".ToCharArray()).ArrayOf().Select(c => new string(c));
        var table = field.NonEmptyListOf().Where(r => r.Count > 1 || r[0].Length > 0).NonEmptyListOf();
        Prop.ForAll(table.ToArbitrary(), rows =>
            {
                var text = string.Join("\r\n", rows.Select(r => string.Join(',', r.Select(f => $"\"{f.Replace("\"", "\"\"", StringComparison.Ordinal)}\""))));
                return CsvText.Rows(text).Select(r => string.Join('\u0001', r.Fields)).SequenceEqual(rows.Select(r => string.Join('\u0001', r)));
            })
            .QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_more()
    {
        var texts = Gen.Elements("in,out\n\"\r 01:;x".ToCharArray()).ArrayOf().Select(c => "in,out\n" + new string(c));
        Prop.ForAll(texts.ToArbitrary(), text => ListFuzz.ReadsOrRefuses(() => CsvListReader.Read(text))).QuickCheckThrowOnFailure();
    }
}
