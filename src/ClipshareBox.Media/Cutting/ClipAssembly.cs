using System.Buffers;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;
using ClipshareBox.Media.Probe;
using ClipshareBox.Media.Time;

namespace ClipshareBox.Media.Cutting;

/// <summary>Puts a clip together: pictures and sound as they come, then the times of all of them.</summary>
internal sealed class ClipAssembly : IAsyncDisposable
{
    private readonly FileStream _stream;
    private readonly Mp4Writer _writer;
    private readonly OutputTrack _video;
    private readonly List<SoundCopy> _sound = [];
    private readonly List<TextCopy> _text = [];
    private readonly uint _timescale;
    private readonly HashSet<int> _hidden = [];
    private bool _finished;

    /// <summary>Opens the part for writing.</summary>
    /// <param name="file">Where the clip goes.</param>
    /// <param name="info">The source.</param>
    /// <param name="reader">Formats, and the packets of the sound.</param>
    /// <param name="startPts">Time of the first frame shown, in ticks of the video.</param>
    /// <param name="lengthMs">Length of the clip in ms, for the room kept for the index.</param>
    public ClipAssembly(OutputFile file, MediaInfo info, IPacketReader reader, long startPts, long lengthMs)
    {
        _stream = file.Open();
        _writer = OutputFile.Guard(() => new Mp4Writer(_stream, RoomFor(info, reader, lengthMs)));
        _timescale = reader.Video.Timescale;
        _video = _writer.AddTrack(reader.Video);
        StartPts = startPts;
        for (var i = 0; i < reader.Audio.Count; i++)
        {
            var output = _writer.AddTrack(reader.Audio[i], enabled: i == 0);
            _sound.Add(new SoundCopy(reader, i, _writer, output, startPts, _timescale));
        }
        for (var i = 0; i < reader.Text.Count; i++)
            _text.Add(new TextCopy(reader, i, _writer, _writer.AddTrack(reader.Text[i], enabled: false), startPts, _timescale));
    }

    /// <summary>Time of the first frame shown, in ticks of the source.</summary>
    public long StartPts { get; }

    /// <summary>True when the source's last packet of sound may be there in part only.</summary>
    public bool LastSoundIsDoubtful { get; init; }

    /// <summary>Reused for every picture.</summary>
    public ArrayBufferWriter<byte> Scratch { get; } = new(1 << 16);

    /// <summary>Pictures written so far, hidden ones too.</summary>
    public int Pictures => _video.Samples.Count;

    /// <summary>The pictures in decode order, with their times on the source's clock until <see cref="FinishAsync"/>.</summary>
    public IReadOnlyList<OutputSample> Samples => _video.Samples;

    /// <summary>The video track; final after <see cref="FinishAsync"/>.</summary>
    public TrackFormat VideoFormat => _video.Format;

    /// <summary>Writes what lies in <see cref="Scratch"/> as a picture, and the sound that belongs before it.</summary>
    /// <param name="pts">Time in ticks of the source.</param>
    /// <param name="sync">True when decoding may start here.</param>
    /// <param name="hidden">True for a picture that is only needed to decode others.</param>
    /// <param name="ct">Cancels.</param>
    public async ValueTask WritePictureAsync(long pts, bool sync, bool hidden, CancellationToken ct)
    {
        if (hidden)
            _hidden.Add(_video.Samples.Count);
        OutputFile.Guard(() =>
        {
            _writer.Write(_video, pts, sync, Scratch.WrittenSpan);
            return true;
        });
        Scratch.ResetWrittenCount();
        foreach (var sound in _sound)
            await sound.AdvanceAsync(pts, ct);
    }

    /// <summary>Completes the sound, settles all times and writes the index.</summary>
    /// <param name="sampleEntry">The video's final sample entry.</param>
    /// <param name="nextPts">Time of the first frame behind the clip, or null at the end of the source.</param>
    /// <param name="rate">Nominal frame rate.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>End of the last frame, in ticks of the source.</returns>
    public async Task<long> FinishAsync(byte[] sampleEntry, long? nextPts, Rational rate, CancellationToken ct)
    {
        var times = new ClipTimes(_video.Samples, _hidden, StartPts, nextPts, _timescale, rate);
        foreach (var sound in _sound)
        {
            await sound.FinishAsync(times.EndPts, LastSoundIsDoubtful, ct);
            sound.Shift(times.Shift);
        }
        foreach (var text in _text)
            await text.FinishAsync(times.EndPts, times.Shift, ct);
        _video.Format = _video.Format with { SampleEntry = sampleEntry, Timescale = times.Timescale };
        times.ApplyTo(_video);
        OutputFile.Guard(() =>
        {
            _writer.Finish();
            _stream.Flush();
            return true;
        });
        _finished = true;
        return times.EndPts;
    }

    /// <summary>Closes the file.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _stream.DisposeAsync();
        }
        catch (IOException) when (!_finished)
        {
            // What a full disk refused lies in the buffer still, and is refused again; why the clip was given up is on its way.
        }
    }

    private static long RoomFor(MediaInfo info, IPacketReader reader, long lengthMs)
    {
        const int mostSoundPacketsASecond = 400; // Opus packets of 2.5 ms
        var rate = Math.Max(1, Math.Max(info.Video.FrameRate.ToDouble(), info.Video.AverageRate.ToDouble()));
        var seconds = lengthMs / 1000.0 + 30; // hidden pictures of a long GOP
        var soundPackets = reader.Audio.Count * seconds
            * (info.Audio.Any(a => a.Codec == "opus") ? mostSoundPacketsASecond : 100);
        var cues = reader.Text.Count * seconds * 4; // as fast as anybody reads
        return Mp4Writer.IndexRoom(
            (long)(seconds * Math.Min(rate, 240)), (long)(soundPackets + cues), reader.Audio.Count + reader.Text.Count + 1);
    }
}
