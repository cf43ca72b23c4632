using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Processes;

namespace ClipshareBox.Media.Encoders;

/// <summary>The sound of a clip backwards: each track decoded into a raw file beside the clip, and that file turned round in place.</summary>
internal sealed class ReversedSound(MediaTools tools, TimeProvider clock, EncodeJob job) : IAsyncDisposable
{
    private const int BlockSamples = 64 * 1024;
    private readonly List<(string File, int Channels)> _tracks = [];

    /// <summary>The files as inputs of an encoder.</summary>
    public IEnumerable<string> Inputs => _tracks.SelectMany(t => new[]
    {
        "-f", "f32le", "-ar", $"{AudioChain.SampleRate}", "-ac", $"{t.Channels}", "-i", $"file:{t.File}",
    });

    public async Task PrepareAsync(IReadOnlyList<AudioInfo> audio, IReadOnlyList<string?> loudness, CancellationToken ct)
    {
        var limit = TimeSpan.FromMinutes(2) + TimeSpan.FromSeconds(job.Window.EndSeconds - job.Window.StartSeconds);
        for (var i = 0; i < audio.Count; i++)
        {
            var channels = AudioChain.Layout(job, audio[i]) switch { "mono" => 1, "stereo" => 2, "5.1" => 6, _ => 8 };
            _tracks.Add(($"{job.Request.Destination}.{i}.f32", channels));
            string[] arguments =
            [
                .. ForwardEncode.Quiet, "-nostdin", "-copyts", .. job.Window.ReadOptions(job.Request.Info.StartUs), .. job.Request.Input,
                "-map", $"0:{audio[i].Index}", "-af", AudioChain.For(job, audio[i], loudness[i]), "-f", "f32le", $"file:{_tracks[i].File}",
            ];
            var answer = await Tool.RunAsync(tools.Ffmpeg, arguments, limit, clock, ct);
            if (answer.ExitCode != 0)
                throw FfmpegFaults.From(answer.ErrorText, "The sound cannot be decoded for playing it backwards.");
            var (file, sampleBytes) = (_tracks[i].File, channels * sizeof(float));
            await OwnThread.Run("reverse sound", () => TurnRound(file, sampleBytes, ct));
        }
    }

    public ValueTask DisposeAsync()
    {
        foreach (var (file, _) in _tracks)
            File.Delete(file);
        return ValueTask.CompletedTask;
    }

    /// <summary>Reverses a file of samples of <paramref name="sampleBytes"/> bytes each, from both ends inwards.</summary>
    internal static void TurnRound(string file, int sampleBytes, CancellationToken ct)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        var front = new byte[BlockSamples * sampleBytes];
        var back = new byte[BlockSamples * sampleBytes];
        var (low, high) = (0L, RandomAccess.GetLength(handle) / sampleBytes * sampleBytes);
        while (high - low >= 2 * sampleBytes)
        {
            ct.ThrowIfCancellationRequested();
            var half = (high - low) / sampleBytes / 2;
            var length = (int)Math.Min(BlockSamples, half) * sampleBytes;
            Fill(handle, front.AsSpan(0, length), low);
            Fill(handle, back.AsSpan(0, length), high - length);
            ReverseSamples(front.AsSpan(0, length), sampleBytes);
            ReverseSamples(back.AsSpan(0, length), sampleBytes);
            RandomAccess.Write(handle, back.AsSpan(0, length), low);
            RandomAccess.Write(handle, front.AsSpan(0, length), high - length);
            (low, high) = (low + length, high - length);
        }
    }

    private static void Fill(Microsoft.Win32.SafeHandles.SafeFileHandle handle, Span<byte> buffer, long offset)
    {
        while (buffer.Length > 0 && RandomAccess.Read(handle, buffer, offset) is > 0 and var read)
        {
            buffer = buffer[read..];
            offset += read;
        }
    }

    // All bytes turned round put the samples in order but each one's bytes backwards; turning each again mends that. A sample has
    // all channels, so their order stays.
    private static void ReverseSamples(Span<byte> block, int sampleBytes)
    {
        block.Reverse();
        for (var at = 0; at < block.Length; at += sampleBytes)
            block.Slice(at, sampleBytes).Reverse();
    }
}
