namespace ClipshareBox.Media.Lists;

/// <summary>Reads the picture cuts of a CMX 3600 edit decision list. Its timecodes count at the source's rate.</summary>
internal sealed class EdlReader
{
    private readonly List<CutListEntry> _entries = [];
    private readonly List<CutListFault> _faults = [];
    private readonly EdlTimes _times;
    private bool _dropFrame;
    private (int Line, EdlEvent Event, string? Name, string? Source, string? Notes)? _open;

    private EdlReader(EdlTimes times) => _times = times;

    /// <exception cref="MediaException">There is no event in it (<see cref="MediaFault.BadRange"/>).</exception>
    public static CutList Read(string text, EdlTimes times)
    {
        var reader = new EdlReader(times);
        var number = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
            reader.ReadLine(++number, line.Trim().ToString());
        reader.Close();
        if (reader._entries.Count + reader._faults.Count == 0)
            throw new MediaException(MediaFault.BadRange, "The list has no event; is it a CMX 3600 EDL?");
        return new CutList(reader._entries, reader._faults);
    }

    private void ReadLine(int number, string line)
    {
        if (line.StartsWith("FCM:", StringComparison.OrdinalIgnoreCase))
            _dropFrame = !line.Contains("NON", StringComparison.OrdinalIgnoreCase);
        else if (line.StartsWith('*'))
            ReadComment(line);
        else if (line.StartsWith("M2", StringComparison.OrdinalIgnoreCase))
            RefuseSpeedChange(number);
        else if (EdlEvent.Starts(line))
            ReadEvent(number, line);
        CutList.CheckSize(_entries.Count + _faults.Count, number);
    }

    private void ReadEvent(int number, string line)
    {
        if (EdlEvent.Read(line, _dropFrame, out var reason) is not { } read)
        {
            Close();
            _faults.Add(new CutListFault(number, $"{char.ToUpperInvariant(reason[0])}{reason[1..]}"));
            return;
        }
        // A transition is written as two events of one number: the outgoing picture, often of no length, and the incoming one.
        if (_open is { } outgoing && outgoing.Event.Number == read.Number && outgoing.Event.IsEmpty && !read.IsCut)
            _open = null;
        Close();
        if (!read.HasPicture)
            Refuse(number, read, $"has sound only ({read.Channels}); clips are cut from events with picture", isSoundOnly: true);
        else if (!read.IsCut)
            Refuse(number, read, $"is a transition ({read.Transition}), which is not made here; change it to a cut (C)");
        else
            _open = (number, read, null, null, null);
    }

    private void Refuse(int number, EdlEvent read, string why, bool isSoundOnly = false) =>
        _faults.Add(new CutListFault(number, $"Event {read.Number} {why}.") { IsSoundOnly = isSoundOnly });

    private void RefuseSpeedChange(int number)
    {
        if (_open is not { } open)
            return;
        _open = null;
        Refuse(number, open.Event, "changes the speed (M2), which is not made here; cut it at full speed");
    }

    private void ReadComment(string line)
    {
        if (_open is not { } open || line.Split(':', 2) is not [var key, var value] || value.Trim() is not { Length: > 0 } text)
            return;
        switch (string.Join(' ', key.Trim('*', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToUpperInvariant())
        {
            case "FROM CLIP NAME" or "CLIP NAME":
                _open = open with { Name = text };
                break;
            case "SOURCE FILE":
                _open = open with { Source = text };
                break;
            case "COMMENT":
                _open = open with { Notes = open.Notes is null ? text : $"{open.Notes}\n{text}" };
                break;
        }
    }

    // The comments that name a clip stand behind its event.
    private void Close()
    {
        if (_open is not { } open)
            return;
        _open = null;
        var (line, read, name, source, notes) = open;
        var (from, to) = _times == EdlTimes.Source ? (read.SourceIn, read.SourceOut) : (read.RecordIn, read.RecordOut);
        _entries.Add(new CutListEntry(line, name ?? $"{read.Number} {read.Reel}", from, to, source, read.Reel) { IsNamed = name is not null, Notes = notes });
    }
}
