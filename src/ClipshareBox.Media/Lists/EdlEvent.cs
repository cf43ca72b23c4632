using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Lists;

/// <summary>One event line of a CMX 3600 EDL: number, reel, channels, transition, then four timecodes.</summary>
internal sealed record EdlEvent(
    string Number, string Reel, string Channels, string Transition, MarkTime SourceIn, MarkTime SourceOut, MarkTime RecordIn, MarkTime RecordOut)
{
    public bool HasPicture => Channels.Contains('V', StringComparison.OrdinalIgnoreCase)
        || Channels.StartsWith('B') || Channels.StartsWith('b'); // B is both: sound 1 and picture

    public bool IsCut => Transition.Equals("C", StringComparison.OrdinalIgnoreCase);

    public bool IsEmpty => SourceIn.Text == SourceOut.Text;

    /// <summary>True when a line starts as events do: with a number.</summary>
    public static bool Starts(string line) => line.TrimStart() is { Length: > 0 } text && char.IsAsciiDigit(text[0]);

    /// <summary>Reads an event line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="dropFrame">True behind FCM: DROP FRAME, where ':' means drop-frame too.</param>
    /// <param name="reason">Why it is none.</param>
    public static EdlEvent? Read(string line, bool dropFrame, out string reason)
    {
        reason = "";
        var words = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length is < 8 or > 9) // nine with the length of a transition
        {
            reason = "an event has a number, a reel, channels, a transition and four timecodes.";
            return null;
        }
        var times = new MarkTime[4];
        for (var i = 0; i < 4; i++)
        {
            var word = words[^(4 - i)];
            if (!MarkTime.TryParse(word, out var time, out _) || !time.IsTimecode)
            {
                reason = $"\"{(word.Length > 40 ? word[..40] : word)}\" is no timecode.";
                return null;
            }
            times[i] = dropFrame ? time.AsDropFrame() : time;
        }
        return new EdlEvent(words[0], words[1], words[2], words[3], times[0], times[1], times[2], times[3]);
    }
}
