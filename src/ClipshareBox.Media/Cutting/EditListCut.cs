using ClipshareBox.Media.Bitstream;
using ClipshareBox.Media.Isom.Write;
using ClipshareBox.Media.Packets;

namespace ClipshareBox.Media.Cutting;

/// <summary>
/// Copies from the random access point before IN. In edit-list mode what lies before IN is hidden by the edit list, in copy mode it
/// is shown and counted.
/// </summary>
internal sealed class EditListCut(CutSource source, TrackPicks further, Timeline timeline, IProgress<double>? progress)
{
    /// <summary>Cuts into an open part.</summary>
    /// <param name="file">Where to.</param>
    /// <param name="inMs">IN in ms from the content's start.</param>
    /// <param name="outMs">OUT in ms from the content's start.</param>
    /// <param name="showRunUp">True for copy mode: nothing is hidden, the clip starts early.</param>
    /// <param name="ct">Cancels.</param>
    /// <returns>What is in the file; null for a few frames of an open group of pictures, which ffmpeg would not show.</returns>
    public async Task<CutResult?> RunAsync(OutputFile file, long inMs, long outMs, bool showRunUp, CancellationToken ct)
    {
        PictureStream stream;
        using (timeline.Step("open"))
        {
            stream = await PictureStream.OpenAsync(
                source, inMs, leastMs: inMs, (pts, timescale) => pts <= source.Window(inMs, inMs, timescale).In + timescale / 1000, further, ct);
        }
        await using var opened = stream;
        var window = source.Window(inMs, outMs, stream.Reader.Video.Timescale);
        var head = await HeadScan.ReadAsync(stream, window, lookAhead: 1, ct);
        var plan = SmartPlan.Make(head, window, leastCopied: int.MaxValue);
        var start = showRunUp ? head.Pictures[0].Pts : plan.StartPts;
        await using var clip = new ClipAssembly(file, source.Info, stream.Reader, start, outMs - inMs)
        {
            LastSoundIsDoubtful = source.End is { IsOpen: true },
        };
        var copy = new Copying(stream, clip, window with { In = showRunUp ? start : window.In }, progress);
        using (timeline.Step("copy"))
            await copy.RunAsync(head, ct);
        // ffmpeg shows a recovery point's pictures only once it has put one of them out in its turn; of so few, none has one.
        if (!stream.IsSync(head.Pictures[0]) && clip.Pictures <= HeadScan.ReorderLimit)
            return null;
        await stream.LeavePicturesAsync(window.Out, ct);
        using (timeline.Step("finish"))
        {
            var end = await clip.FinishAsync(stream.Syntax.BuildSampleEntry(), source.NextPts(copy.NextPts), source.Info.Video.FrameRate, ct);
            return new CutResult(start, end, window.Timescale, 0, copy.Shown, 0, clip.Samples, clip.VideoFormat)
            {
                Early = showRunUp ? head.Pictures.Count(p => p.Pts >= start && p.Pts < plan.StartPts) : 0,
            };
        }
    }

    /// <summary>Copies pictures; those that are not shown are held until one that is proves that they are needed.</summary>
    private sealed class Copying(PictureStream stream, ClipAssembly clip, CutWindow window, IProgress<double>? progress)
    {
        private readonly List<Picture> _held = [];
        private int _beyond;
        private int _highestLayer;

        public int Shown { get; private set; }

        /// <summary>Time of the first picture at or behind OUT; null at the end of the source.</summary>
        public long? NextPts { get; private set; }

        public async Task RunAsync(HeadScan head, CancellationToken ct)
        {
            _highestLayer = head.Pictures.Max(p => p.Facts.TemporalLayer);
            foreach (var picture in head.Pictures)
                await TakeAsync(picture, ct);
            while (!head.Ended && _beyond <= HeadScan.ReorderLimit && await stream.NextAsync(ct) is { } picture)
                await TakeAsync(picture, ct);
        }

        private async ValueTask TakeAsync(Picture picture, CancellationToken ct)
        {
            if (picture.Pts >= window.Out)
            {
                _beyond++;
                NextPts = NextPts is { } next ? Math.Min(next, picture.Pts) : picture.Pts;
                if (picture.Facts.Reference)
                    _held.Add(picture);
                return;
            }
            _beyond = 0;
            var hidden = picture.Pts < window.In;
            if (hidden && !picture.Facts.Reference && picture.Facts.TemporalLayer >= _highestLayer)
                return; // nothing needs it
            // Behind the last shown picture, hidden ones are of no use.
            if (hidden && Shown > 0)
            {
                _held.Add(picture);
                return;
            }
            foreach (var needed in _held)
                await WriteAsync(needed, hidden: true, ct);
            _held.Clear();
            await WriteAsync(picture, hidden, ct);
            progress?.Report(Math.Clamp((double)(picture.Pts - window.In) / Math.Max(1, window.Out - window.In), 0, 0.99));
        }

        private async ValueTask WriteAsync(Picture picture, bool hidden, CancellationToken ct)
        {
            var first = clip.Pictures == 0;
            stream.Syntax.WriteCopied(picture.Packet.Data, picture.Facts, first ? CopyStart.FileStart : CopyStart.Inside, clip.Scratch);
            Shown += hidden ? 0 : 1;
            await clip.WritePictureAsync(picture.Pts, stream.IsSync(picture) || first, hidden, ct);
            picture.Dispose();
        }
    }
}
