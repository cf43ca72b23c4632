using System.Net;
using FsCheck.Fluent;

namespace ClipshareBox.Tests.Features.Interchange;

/// <summary>Whatever is sent as a list, the answer is a report or a coded refusal, and a dry run leaves nothing behind.</summary>
public sealed class ImportFuzzTests
{
    private static readonly string[] Parts =
    [
        "in", "out", "name", "startMs", "endMs", "notes", "tags", "rating", "colour", ",", ",", ",", "\n", "\n", "\r\n", "\r", "\"", "\"\"", "'=", "=", ";", "\\", "0", "1000", "61500",
        "00:00:10:00", "00:00:12;00", "00:01:00;00", "1:01.5", "99:99:99:99", "23:59:59;29", "999999999999", "99999999999999999999", "-1", "1e9", "NaN", "\u0000", "\u2028", "\uFEFF", "😀", "\uFFFE",
        "TITLE: x", "FCM: DROP FRAME", "FCM: NON-DROP FRAME", "001", "002", "AX", "V", "AA/V", "A", "C", "D 010", "W001", "M2 AX 050.0 00:00:08:00", "* FROM CLIP NAME:", "* COMMENT:", "* SOURCE FILE:", " ", " ",
        "\n001  AX V C 00:00:10:00 00:00:12:00 01:00:00:00 01:00:02:00\n", "\nin,out,name\n0,1000,a\n",
    ];

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory, InlineData("csv"), InlineData("edl")]
    public async Task No_text_is_answered_with_a_500(string format)
    {
        await using var stage = await Stage.SetAsync(Ct);
        var texts = Gen.Elements(Parts).ArrayOf().Select(string.Concat);
        var header = format == "csv" ? "in,out,name,startMs,endMs,notes,tags,rating,colour\n" : "TITLE: x\n";
        var read = 0;
        foreach (var (text, i) in texts.Sample(numberOfSamples: 400, size: 60).Select((t, i) => (t, i)))
        {
            using var answer = await stage.ImportAsync(i % 2 == 0 ? header + text : text, $"format={format}&dryRun=true", Ct);
            var shown = System.Text.Json.JsonSerializer.Serialize(text);
            if (answer.StatusCode == HttpStatusCode.OK)
                read++;
            else
                Assert.True(answer.StatusCode == HttpStatusCode.BadRequest, $"{(int)answer.StatusCode} for {shown}: {await answer.Content.ReadAsStringAsync(Ct)}");
        }
        Assert.True(read > 10, $"only {read} texts were lists");
        Assert.Empty(await stage.MarksAsync(Ct));
    }
}
