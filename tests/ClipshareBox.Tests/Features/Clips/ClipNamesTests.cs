using System.Text;
using ClipshareBox.Features.Clips;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Tests.Features.Clips;

public sealed class ClipNamesTests
{
    private static readonly Rational Ntsc = new(30000, 1001);
    private static readonly Rational Film = new(24000, 1001);

    [Theory]
    [InlineData("Goal", "007_Goal_00-12-03-11.mp4")]
    [InlineData("", "007_00-12-03-11.mp4")]
    [InlineData("  spaces   and\ttabs ", "007_spaces-and-tabs_00-12-03-11.mp4")]
    [InlineData("a/b\\c:d*e?f\"g<h>i|j", "007_a-b-c-d-e-f-g-h-i-j_00-12-03-11.mp4")]
    [InlineData("../../etc/passwd", "007_etc-passwd_00-12-03-11.mp4")]
    [InlineData("⚽🏆", "007_00-12-03-11.mp4")]
    [InlineData("Goal ⚽️ 2:1", "007_Goal-2-1_00-12-03-11.mp4")]
    [InlineData("Tor für Köln", "007_Tor-für-Köln_00-12-03-11.mp4")]
    [InlineData("ゴール", "007_ゴール_00-12-03-11.mp4")]
    [InlineData("هدف", "007_هدف_00-12-03-11.mp4")]
    [InlineData("\u202Egpj.exe", "007_gpj-exe_00-12-03-11.mp4")]
    [InlineData("\ud800 half", "007_half_00-12-03-11.mp4")]
    [InlineData("dots...", "007_dots_00-12-03-11.mp4")]
    [InlineData("CON", "007_CON_00-12-03-11.mp4")]
    [InlineData("snake_case-kept", "007_snake_case-kept_00-12-03-11.mp4")]
    public void A_label_becomes_a_name_that_every_system_takes(string label, string name) =>
        Assert.Equal(name, ClipNames.File(7, label, ((12 * 60) + 3) * 24 + 11, Film));

    [Fact]
    public void Drop_frame_timecode_has_no_colon_or_semicolon_in_a_name() =>
        Assert.Equal("1234_00-01-00-02.mp4", ClipNames.File(1_234, "", 1_800, Ntsc));

    [Theory]
    [InlineData("Derby", "Derby")]
    [InlineData("CON", "CON_")]
    [InlineData("com1", "com1_")]
    [InlineData("COM¹", "COM_")]
    [InlineData("lpt9.txt", "lpt9-txt")]
    [InlineData(".hidden", "hidden")]
    [InlineData("...", "Workspace")]
    [InlineData("🎬", "Workspace")]
    [InlineData("Cup Final 2026!", "Cup-Final-2026")]
    public void A_title_becomes_a_folder_that_every_system_takes(string title, string folder) =>
        Assert.Equal(folder, ClipNames.Folder(title));

    [Theory]
    [InlineData('a')]
    [InlineData('ж')]
    [InlineData('漢')]
    public void The_longest_label_leaves_room_for_the_longest_name(char letter)
    {
        var name = ClipNames.File(999_999, new string(letter, 200), 23 * 3_600 * 30, Ntsc);

        Assert.All(ClipNames.All(name), n => Assert.InRange(Encoding.UTF8.GetByteCount(n), 1, 143)); // 255 less what encrypted file systems take
        Assert.StartsWith("999999_", name, StringComparison.Ordinal);
        Assert.EndsWith(".mp4", name, StringComparison.Ordinal);
        Assert.DoesNotContain('\uFFFD', name);
    }

    [Fact]
    public void All_files_of_a_clip_lead_back_to_it() =>
        Assert.All(ClipNames.All("Derby/007_Goal_00-12-03-11.mp4"), path => Assert.Equal("007_Goal_00-12-03-11.mp4", ClipNames.ClipOf(path)));
}
