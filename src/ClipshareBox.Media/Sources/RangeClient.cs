namespace ClipshareBox.Media.Sources;

/// <summary>Fetches ranges of one remote file: redirects by rule, one version throughout, what may pass tried again.</summary>
internal sealed class RangeClient : IDisposable
{
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(250);
    private const int WaitGrowth = 4;

    private readonly string _name;
    private readonly SourceOptions _options;
    private readonly TimeProvider _clock;
    private readonly AddressRules _rules;
    private readonly RequestHeaders _headers;
    private readonly HttpConnections _connections;
    private Uri _address;
    private long _bytesRead;

    /// <exception cref="MediaException">Address or header is malformed (<see cref="MediaFault.SourceMissing"/>).</exception>
    public RangeClient(MediaSource source, SourceOptions options, TimeProvider clock)
    {
        _name = source.DisplayName;
        _options = options;
        _clock = clock;
        _rules = new AddressRules(source, options);
        _headers = new RequestHeaders(source, _rules.First);
        _connections = new HttpConnections(options, source.Rules, clock);
        _address = _rules.First;
    }

    /// <summary>The version being read; null before the first answer.</summary>
    public RemoteVersion? Version { get; private set; }

    /// <summary>Bytes of the film that came over the network.</summary>
    public long BytesRead => Interlocked.Read(ref _bytesRead);

    /// <summary>Not null once the file was seen to be another one: nothing of this source can be trusted then.</summary>
    public MediaException? Replaced { get; private set; }

    /// <summary>Fills the buffers; a broken answer is continued where it stopped.</summary>
    /// <exception cref="MediaException">The source is missing, lost or replaced, or its server knows no ranges.</exception>
    public async Task FillAsync(Filling filling, CancellationToken ct)
    {
        for (var failures = 0; filling.Missing > 0;)
        {
            try
            {
                await FillOnceAsync(filling, ct);
            }
            catch (PassingFault fault) when (++failures >= _options.Tries)
            {
                throw new MediaException(
                    MediaFault.SourceLost,
                    $"{_name} cannot be read: {fault.Message}; check the server and the network.",
                    fault.Message);
            }
            catch (PassingFault)
            {
                await Task.Delay(Wait(failures), _clock, ct);
            }
            catch (AuthenticationFault)
            {
                throw new MediaException(
                    MediaFault.SourceMissing, $"{_name}: no secure connection can be made; check the server's certificate.");
            }
            catch (SourceReplaced)
            {
                throw Replaced ??= new MediaException(
                    MediaFault.SourceLost, $"{_name} was replaced by another version while it was read; start again with that.");
            }
        }
    }

    public void Dispose() => _connections.Dispose();

    // Full jitter over the upper half: many readers of one server do not come back at the same moment.
    private static TimeSpan Wait(int failures) =>
        FirstWait * Math.Pow(WaitGrowth, failures - 1) * (0.5 + Random.Shared.NextDouble() / 2);

    private async Task FillOnceAsync(Filling filling, CancellationToken ct)
    {
        using var response = await AskAsync(filling.Next, filling.Missing, ct);
        var (version, bytes) = new RangeAnswer(_name, Version).Check(response, filling.Next);
        Version ??= version;
        filling.EndAt(Version.Length);
        var end = Math.Min(filling.Missing, bytes);
        await using var body = await response.Content.ReadAsStreamAsync(ct);
        while (end > 0)
        {
            var room = filling.Room;
            var read = await _connections.ReadAsync(body, room[..(int)Math.Min(room.Length, end)], ct);
            Interlocked.Add(ref _bytesRead, read);
            end -= read;
            filling.Advance(read);
        }
    }

    // A redirect's target may be good for some minutes only: when it refuses, the first address is asked for a new one.
    private async Task<HttpResponseMessage> AskAsync(long from, long count, CancellationToken ct)
    {
        var kept = _address;
        var response = await FollowAsync(kept, from, count, ct);
        if (kept == _rules.First || (int)response.StatusCode is not (401 or 403 or 404 or 410))
            return response;
        response.Dispose();
        return await FollowAsync(_rules.First, from, count, ct);
    }

    private async Task<HttpResponseMessage> FollowAsync(Uri address, long from, long count, CancellationToken ct)
    {
        for (var redirects = 0; redirects <= AddressRules.MaxRedirects; redirects++)
        {
            using var request = Request(address, from, count);
            var response = await _connections.SendAsync(request, ct);
            if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
            {
                _address = address;
                return response;
            }
            using (response)
                address = _rules.Follow(address, response.Headers.Location);
        }
        throw new MediaException(
            MediaFault.SourceMissing, $"{_name} redirects more than {AddressRules.MaxRedirects} times; check the address.");
    }

    private HttpRequestMessage Request(Uri address, long from, long count)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Range = new(from, from + count - 1);
        request.Headers.IfRange = Version?.Condition;
        if (_rules.GetsHeaders(address))
            _headers.AddTo(request.Headers);
        return request;
    }
}
