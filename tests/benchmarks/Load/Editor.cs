using System.Net.WebSockets;
using System.Text.Json;

namespace Benchmarks.Load;

/// <summary>
/// A member who types into a bookmark's notes over the hub, as a browser does: on the text as it last saw it, again on the current one after a
/// clash, and back with <c>sinceSeq</c> after its connection broke.
/// </summary>
internal sealed class Editor(Uri hub, string token, string workspaceId, string bookmarkId, int seed) : IAsyncDisposable
{
    private const double BreakChance = 0.05;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Random _random = new(seed);
    private readonly byte[] _buffer = new byte[4 << 20];
    private ClientWebSocket? _socket;
    private long? _seq;
    private long _rev = -1;
    private int _id;
    private (string Word, long Rev, string Notes)? _unanswered;

    /// <summary>The notes as it sees them.</summary>
    public string Text { get; private set; } = "";

    /// <summary>Times its connection broke.</summary>
    public int Breaks { get; private set; }

    /// <summary>Clashes that it sent again.</summary>
    public int Clashes { get; private set; }

    /// <summary>Numbered events that it heard.</summary>
    public int Heard { get; private set; }

    /// <summary>Numbers that it never heard.</summary>
    public long Gaps { get; private set; }

    /// <summary>Times it came back and was given everything, instead of what it missed.</summary>
    public int Snapshots { get; private set; }

    /// <summary>Types a word somewhere, until the box has it.</summary>
    /// <param name="word">The word; unlike all others.</param>
    /// <param name="first">Changes the text's first word too.</param>
    /// <param name="ct">Stops.</param>
    public async Task TypeAsync(string word, bool first, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Patience);
        while (true)
        {
            try
            {
                await EnsureJoinedAsync(limit.Token);
                if (Text.Split(' ').Contains(word))
                    return;
                first &= await SendAsync(word, first, limit.Token);
            }
            catch (Exception e) when (e is WebSocketException or EndOfStreamException or ObjectDisposedException)
            {
                Drop();
            }
        }
    }

    /// <summary>Hears everything that was said so far.</summary>
    public async Task SyncAsync(CancellationToken ct)
    {
        await EnsureJoinedAsync(ct);
        await AskAsync("ping", new { t0 = 0 }, ct);
    }

    public ValueTask DisposeAsync()
    {
        _socket?.Dispose();
        return ValueTask.CompletedTask;
    }

    // False after a clash: the next try leaves the first word alone.
    private async Task<bool> SendAsync(string word, bool first, CancellationToken ct)
    {
        // What broke off is sent again as it was: should the first have arrived, the box finds nothing new in the second.
        if (_unanswered?.Word != word)
            _unanswered = (word, _rev, With(word, first));
        var (_, rev, publicNotes) = _unanswered.Value;
        var change = new { rev, publicNotes };
        var breaks = _random.NextDouble() < BreakChance;
        var answer = await AskAsync("bookmark_update", new { id = bookmarkId, change }, ct, answered: !breaks);
        if (breaks)
        {
            Breaks++;
            Drop(); // what was sent may arrive or not
            return true;
        }
        _unanswered = null;
        if (answer.GetProperty("type").GetString() == "ack")
        {
            See(answer.GetProperty("data"));
            return true;
        }
        var error = answer.GetProperty("data");
        if (error.GetProperty("code").GetString() != "CONFLICT")
            throw new InvalidOperationException(error.ToString());
        Clashes++;
        See(error.GetProperty("details").GetProperty("current"));
        return false;
    }

    private string With(string word, bool first)
    {
        var words = Text.Split(' ').ToList();
        if (first)
            words[0] = $"start{word}";
        words.Insert(_random.Next(1, words.Count + 1), word);
        return string.Join(' ', words);
    }

    private void Drop()
    {
        _socket?.Abort();
        _socket?.Dispose();
        _socket = null;
    }

    private async Task EnsureJoinedAsync(CancellationToken ct)
    {
        if (_socket is not null)
            return;
        _socket = new ClientWebSocket();
        _socket.Options.SetRequestHeader("Authorization", $"Bearer {token}");
        await _socket.ConnectAsync(hub, ct);
        var joined = (await AskAsync("join", new { workspaceId, sinceSeq = _seq }, ct)).GetProperty("data");
        var upTo = joined.GetProperty("seq").GetInt64();
        if (joined.GetProperty("snapshot") is { ValueKind: JsonValueKind.Object } snapshot)
        {
            Snapshots += _seq is null ? 0 : 1;
            _seq = upTo;
            See(snapshot.GetProperty("bookmarks").EnumerateArray().First(b => b.GetProperty("id").GetString() == bookmarkId));
        }
        while (_seq < upTo)
            Hear(await FrameAsync(ct));
    }

    private async Task<JsonElement> AskAsync(string type, object data, CancellationToken ct, bool answered = true)
    {
        var id = ++_id;
        var socket = _socket ?? throw new EndOfStreamException("not connected");
        await socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { type, id, data }), WebSocketMessageType.Text, endOfMessage: true, ct);
        while (answered)
        {
            var frame = await FrameAsync(ct);
            if (frame.TryGetProperty("id", out var name) && name.ValueKind == JsonValueKind.Number && name.GetInt32() == id)
                return frame;
            Hear(frame);
        }
        return default;
    }

    private void Hear(JsonElement frame)
    {
        if (!frame.TryGetProperty("seq", out var number))
            return;
        var seq = number.GetInt64();
        if (seq <= _seq)
            return; // heard before
        Gaps += _seq is { } last ? seq - last - 1 : 0;
        _seq = seq;
        Heard++;
        if (frame.GetProperty("type").GetString() == "bookmark_updated")
            See(frame.GetProperty("data").GetProperty("bookmark"));
    }

    private void See(JsonElement bookmark)
    {
        var rev = bookmark.GetProperty("rev").GetInt64();
        if (bookmark.GetProperty("id").GetString() != bookmarkId || rev <= _rev)
            return;
        _rev = rev;
        Text = bookmark.GetProperty("publicNotes").GetString() ?? "";
    }

    private async Task<JsonElement> FrameAsync(CancellationToken ct)
    {
        var socket = _socket ?? throw new EndOfStreamException("not connected");
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(_buffer.AsMemory(length), ct);
            if (part.MessageType == WebSocketMessageType.Close)
                throw new EndOfStreamException("closed");
            length += part.Count;
        }
        while (!part.EndOfMessage);
        using var frame = JsonDocument.Parse(_buffer.AsMemory(0, length));
        return frame.RootElement.Clone();
    }
}
