using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using TestMedia.Readers;
using Xunit;

namespace ClipshareBox.Media.Tests.Playback.Obs;

/// <summary>What the program output showed around one take.</summary>
/// <param name="Numbers">Numbers of the recorded frames in their order, each as often as it was recorded.</param>
/// <param name="DurationMs">The clip's length as OBS tells it.</param>
/// <param name="LateFrames">Frames of the program that OBS counted as missed meanwhile.</param>
internal sealed record Take(IReadOnlyList<int> Numbers, long DurationMs, long LateFrames);

/// <summary>A real OBS Studio on a screen that nobody sees; started once, and only where the environment asks for it.</summary>
public sealed class ObsStudio : IAsyncLifetime
{
    private const string Variable = "CLIPSHAREBOX_OBS";
    private const int Attempts = 10;
    private const int MarginMs = 400; // recorded before and behind each take: ten frames
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan LookAgain = TimeSpan.FromMilliseconds(50);

    private readonly ObsFolder _folder = new();
    private ObsProgram? _screen;
    private ObsProgram? _program;
    private ObsSocket? _socket;
    private int _takes;

    /// <summary>True when the environment asks for OBS.</summary>
    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    private ObsSocket Socket => _socket ?? throw new InvalidOperationException("Started before every test that wants it.");

    public async ValueTask InitializeAsync()
    {
        if (!IsWanted)
            return;
        using var limit = new CancellationTokenSource(StartPatience);
        var (port, password) = (FreePort(), Guid.NewGuid().ToString("N"));
        _folder.Write(port, password);
        _screen = ObsProgram.Start("/usr/bin/Xvfb", ["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"], []);
        var display = await _screen.FirstLineAsync(limit.Token);
        _program = ObsProgram.Start(
            "/usr/bin/obs", ["--multi", "--disable-missing-files-check", "--disable-updater"], Surroundings(_folder.Path, display));
        _socket = await ConnectAsync(port, password, limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var part in new IAsyncDisposable?[] { _socket, _program, _screen })
        {
            if (part is not null)
                await part.DisposeAsync();
        }
        _folder.Dispose();
    }

    /// <summary>Takes a clip to air, lets it play to its end and returns what was recorded of the program.</summary>
    /// <remarks>A take during which OBS itself counted frames that it came too late for says nothing of the clip: it is done again.</remarks>
    /// <param name="clip">Path of the clip.</param>
    /// <param name="clearsAtEnd">True to show nothing behind the last frame, false to let it stand.</param>
    /// <param name="ct">Cancels.</param>
    internal async Task<Take> TakeAsync(string clip, bool clearsAtEnd, CancellationToken ct)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
        {
            var take = await TakeOnceAsync($"Clip {++_takes}", clip, clearsAtEnd, ct);
            if (take.LateFrames == 0)
                return take;
        }
        throw new InvalidOperationException($"OBS came late for frames in each of {Attempts} takes; this machine is too busy for it.");
    }

    private async Task<Take> TakeOnceAsync(string name, string clip, bool clearsAtEnd, CancellationToken ct)
    {
        var media = $"{name} media";
        await PrepareAsync(name, media, clip, clearsAtEnd, ct);
        await Socket.AskAsync("StartRecord", null, ct);
        await Socket.HearAsync("RecordStateChanged", "outputState", "OBS_WEBSOCKET_OUTPUT_STARTED", ct);
        await RecordMoreAsync(ct);
        var late = await LateFramesAsync(ct);
        await Socket.AskAsync("SetCurrentProgramScene", new { sceneName = name }, ct);
        await Socket.HearAsync("MediaInputPlaybackStarted", "inputName", media, ct);
        var status = await Socket.AskAsync("GetMediaInputStatus", new { inputName = media }, ct);
        await Socket.HearAsync("MediaInputPlaybackEnded", "inputName", media, ct);
        await RecordMoreAsync(ct);
        late = await LateFramesAsync(ct) - late;
        await Socket.AskAsync("StopRecord", null, ct);
        var stopped = await Socket.HearAsync("RecordStateChanged", "outputState", "OBS_WEBSOCKET_OUTPUT_STOPPED", ct);
        await Socket.AskAsync("SetCurrentProgramScene", new { sceneName = ObsFolder.Idle }, ct);
        await Socket.AskAsync("RemoveInput", new { inputName = media }, ct);
        await Socket.AskAsync("RemoveScene", new { sceneName = name }, ct);
        var recording = stopped.GetProperty("outputPath").ToString();
        var shown = await FrameReader.ReadAsync(recording, ct);
        File.Delete(recording);
        return new Take(shown.Numbers, status.GetProperty("mediaDuration").GetInt64(), late);
    }

    // The clip above a picture, loaded before the take, from its start whenever it comes on air: the one way without a black frame.
    private async Task PrepareAsync(string scene, string media, string clip, bool clearsAtEnd, CancellationToken ct)
    {
        await Socket.AskAsync("CreateScene", new { sceneName = scene }, ct);
        await Socket.AskAsync("CreateSceneItem", new { sceneName = scene, sourceName = ObsFolder.IdlePicture }, ct);
        await Socket.AskAsync("CreateInput", new
        {
            sceneName = scene,
            inputName = media,
            inputKind = "ffmpeg_source",
            inputSettings = new
            {
                is_local_file = true,
                local_file = clip,
                looping = false,
                restart_on_activate = true,
                close_when_inactive = false,
                clear_on_media_end = clearsAtEnd,
                hw_decode = false,
            },
        }, ct);
    }

    // Time by the recording's own clock: what is waited for are frames, not seconds.
    private async Task RecordMoreAsync(CancellationToken ct)
    {
        var until = await RecordedMsAsync(ct) + MarginMs;
        using var again = new PeriodicTimer(LookAgain);
        while (await RecordedMsAsync(ct) < until)
            await again.WaitForNextTickAsync(ct);
    }

    private async Task<long> RecordedMsAsync(CancellationToken ct) =>
        (await Socket.AskAsync("GetRecordStatus", null, ct)).GetProperty("outputDuration").GetInt64();

    private async Task<long> LateFramesAsync(CancellationToken ct)
    {
        var stats = await Socket.AskAsync("GetStats", null, ct);
        return stats.GetProperty("renderSkippedFrames").GetInt64() + stats.GetProperty("outputSkippedFrames").GetInt64();
    }

    private async Task<ObsSocket> ConnectAsync(int port, string password, CancellationToken ct)
    {
        using var again = new PeriodicTimer(LookAgain);
        while (await again.WaitForNextTickAsync(ct))
        {
            Assert.False(_program is null or { HasEnded: true }, $"OBS ended at its start: {_program?.Said}");
            try
            {
                var socket = await ObsSocket.ConnectAsync(port, password, ct);
                await socket.AskAsync("GetSceneList", null, ct);
                return socket;
            }
            catch (Exception e) when (e is WebSocketException or InvalidOperationException)
            {
                // It does not listen yet, or still loads its scenes.
            }
        }
        throw new OperationCanceledException(ct);
    }

    // A home of its own, a renderer in software, no sound server.
    private static Dictionary<string, string> Surroundings(string folder, string display) => new()
    {
        ["HOME"] = folder,
        ["XDG_CONFIG_HOME"] = folder,
        ["XDG_RUNTIME_DIR"] = folder,
        ["DISPLAY"] = $":{display}",
        ["LIBGL_ALWAYS_SOFTWARE"] = "1",
        ["QT_QPA_PLATFORM"] = "xcb",
        ["LANG"] = "C.UTF-8",
        ["PULSE_SERVER"] = $"unix:{folder}/no-sound",
        ["NO_AT_BRIDGE"] = "1",
    };

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
