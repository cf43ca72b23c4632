using System.Text.RegularExpressions;
using ClipshareBox.Features.Bookmarks;
using FsCheck;
using FsCheck.Fluent;

namespace ClipshareBox.Tests.Features.Bookmarks;

public sealed partial class TextMergeTests
{
    private static readonly string[] Words = ["goal", "save", "Müller", "⚽", "!", " ", "\n", "4", ".", "offside", "👍🏽", "-"];

    [Theory]
    [InlineData("Goal by Kane", "Great goal by Kane", "Goal by Kane, left foot", "Great goal by Kane, left foot")]
    [InlineData("Goal by Kane", "Great Goal by Kane", "Goal by Kane, left foot", "Great Goal by Kane, left foot")]
    [InlineData("a b c", "a x c", "a y c", null)]
    [InlineData("a b c", "a x c", "a x c", "a x c")]
    [InlineData("a b c", "a c", "a b c d", "a c d")]
    [InlineData("line one\n", "line one\nline two\n", "line one\nline 2\n", "line one\nline 2\nline two\n")]
    [InlineData("", "mine", "theirs", "minetheirs")]
    [InlineData("a b c", "a b c", "", "")]
    [InlineData("a b c", "a b c d", "", " d")]
    public void Two_edits_are_put_together_word_by_word(string before, string one, string other, string? expected) =>
        Assert.Equal(expected, TextMerge.Merge(before, one, other));

    [Fact]
    public void Which_edit_came_first_makes_no_difference() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Three(), t => TextMerge.Merge(t.Before, t.One, t.Other) == TextMerge.Merge(t.Before, t.Other, t.One)));

    [Fact]
    public void Nothing_that_somebody_typed_is_lost() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(2_000),
        Prop.ForAll(Three(), t => TextMerge.Merge(t.Before, t.One, t.Other) is not { } merged
            || Typed().Matches(t.One + " " + t.Other).All(word => merged.Contains(word.Value, StringComparison.Ordinal))));

    [Fact]
    public void Edits_of_different_words_never_clash() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(500),
        Prop.ForAll(Gen.Choose(1, 40).Two().ToArbitrary(), two =>
        {
            var words = Enumerable.Range(0, 41).Select(i => $"w{i}").ToArray();
            var (one, other) = (words.ToArray(), words.ToArray());
            one[two.Item1 - 1] = "one";
            other[two.Item2 == two.Item1 ? 40 : two.Item2 - 1] = "other";
            return TextMerge.Merge(string.Join(' ', words), string.Join(' ', one), string.Join(' ', other)) is { } merged
                && merged.Split(' ').Contains("one") && merged.Split(' ').Contains("other");
        }));

    [Fact]
    public void An_edit_of_one_alone_is_taken_as_it_is() => Check.One(
        Config.QuickThrowOnFailure.WithMaxTest(1_000),
        Prop.ForAll(Three(), t => TextMerge.Merge(t.Before, t.One, t.Before) == t.One && TextMerge.Merge(t.Before, t.Before, t.One) == t.One
            && TextMerge.Merge(t.Before, t.One, t.One) == t.One));

    [Fact]
    public void Two_long_texts_that_have_nothing_in_common_do_not_keep_the_box()
    {
        var before = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{(char)('a' + (i % 26))} "));
        var one = string.Concat(Enumerable.Range(0, 5_000).Select(i => $"{(char)('A' + (i * 7 % 26))}-"));

        Assert.Null(TextMerge.Merge(before, one, one + "!"));
    }

    // Insertions at random places of one text, and removals and replacements of some of its words.
    private static Arbitrary<(string Before, string One, string Other)> Three()
    {
        var words = Gen.Elements(Words).ArrayOf().Select(w => w.Take(30).ToArray());
        var edit = Gen.Choose(0, 3).SelectMany(count => Gen.Choose(0, 1_000).ArrayOf(count * 3));
        return words.SelectMany(w => edit.SelectMany(one => edit.Select(other =>
            (string.Concat(w), string.Concat(Edited(w, one)), string.Concat(Edited(w, other)))))).ToArbitrary();
    }

    private static List<string> Edited(string[] words, int[] numbers)
    {
        var edited = words.ToList();
        foreach (var step in numbers.Chunk(3))
        {
            var at = edited.Count == 0 ? 0 : step[0] % edited.Count;
            if (step[1] % 3 == 0 || edited.Count == 0)
                edited.Insert(at, $"new{step[2]} ");
            else if (step[1] % 3 == 1)
                edited.RemoveAt(at);
            else
                edited[at] = $"other{step[2]}";
        }
        return edited;
    }

    [GeneratedRegex(@"(new|other)\d+")]
    private static partial Regex Typed();
}
