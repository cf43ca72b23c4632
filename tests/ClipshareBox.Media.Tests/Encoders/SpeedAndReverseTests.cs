using System.Globalization;
using ClipshareBox.Media.Encoders;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

public sealed class SpeedAndReverseTests(Films films)
{
    [Theory]
    [InlineData(ClipSpeed.Half, 2, "h264 mp4")]
    [InlineData(ClipSpeed.Third, 3, "h264 mkv 29.97")]
    [InlineData(ClipSpeed.Quarter, 4, "vfr mkv")]
    public async Task A_slowed_clip_shows_every_frame_once_for_longer_and_its_sound_in_its_pitch(ClipSpeed speed, int stretch, string source)
    {
        var film = await films.GetAsync(source);
        var (file, result) = await films.EncodeAsync(film, 2_400, 3_500, new EncodeProfile { Speed = speed });

        Assert.Equal(await Clip.SourceNumbersAsync(film, film.Info.StartUs + 2_400_000, film.Info.StartUs + 3_500_000), await Clip.NumbersAsync(file));
        var length = (result.EndPts - result.FirstPts) * film.Info.Video.TimeBase.ToDouble() * stretch;
        Assert.Equal(length, Number(await Clip.FactAsync(file, "v:0", "duration")), 0.003 * stretch);
        Assert.Equal(length, Number(await Clip.FactAsync(file, "a:0", "duration")), 0.003 * stretch);
        var samples = await Clip.SamplesAsync(file);
        var first = result.FirstPts * film.Info.Video.TimeBase.ToDouble() - film.Info.StartUs / 1e6;
        Assert.Equal((3 - first) * stretch, Clip.Beeps(samples)[0], 0.03 * stretch);
        var start = (int)(Clip.Beeps(samples)[0] * 48_000);
        var crossings = Enumerable.Range(start + 480, 960).Count(i => samples[i] < 0 && samples[i + 1] >= 0);
        Assert.InRange(crossings, 18, 22); // 20 ms of 1 kHz
    }

    [Fact]
    public async Task The_sound_of_a_slowed_clip_can_be_left_out()
    {
        var (file, _) = await films.EncodeAsync(
            await films.GetAsync("h264 mp4"), 1_000, 1_500, new EncodeProfile { Speed = ClipSpeed.Half, SlowSound = SlowSound.Drop });

        Assert.Equal("1", await Clip.FactAsync(file, null, "nb_streams"));
    }

    [Theory]
    [InlineData("h264 mp4")]
    [InlineData("h264 mkv 23.976")]
    [InlineData("h264 ts open")]
    [InlineData("h264 ts one group")]
    [InlineData("h264 interlaced")]
    [InlineData("hevc mp4")]
    [InlineData("vfr mp4")]
    public async Task A_reversed_clip_shows_every_frame_once_from_the_last_to_the_first(string source)
    {
        var film = await films.GetAsync(source);
        var (file, result) = await films.EncodeAsync(film, 1_300, 4_000, new EncodeProfile { Reverse = true });

        var forward = await Clip.SourceNumbersAsync(film, film.Info.StartUs + 1_300_000, film.Info.StartUs + 4_000_000);
        Assert.Equal(forward.Reverse(), await Clip.NumbersAsync(file));
        var length = (result.EndPts - result.FirstPts) * film.Info.Video.TimeBase.ToDouble();
        Assert.Equal(length, Number(await Clip.FactAsync(file, "v:0", "duration")), 0.003);
    }

    [Fact]
    public async Task Reversed_sound_runs_backwards_and_as_long()
    {
        var film = await films.GetAsync("h264 mp4");
        var (file, _) = await films.EncodeAsync(film, 1_300, 4_100, new EncodeProfile { Reverse = true });

        // The frames last from 1.32 to 4.12 s: a beep from 3.00 to 3.03 s begins, backwards, 1.09 s behind the clip's start.
        var beeps = Clip.Beeps(await Clip.SamplesAsync(file));
        Assert.Equal(3, beeps.Length);
        Assert.Equal(4.12 - 3.03, beeps[1], 0.003);
        Assert.Equal(4.12 - 2.03, beeps[2], 0.003);
        Assert.Equal("2.800000", await Clip.FactAsync(file, "a:0", "duration"));
        Assert.DoesNotContain(Directory.GetFiles(Path.GetDirectoryName(file)!), f => f.StartsWith($"{file}.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_variable_rate_clip_backwards_has_its_frame_lengths_mirrored()
    {
        var film = await films.GetAsync("vfr mp4");
        var (file, result) = await films.EncodeAsync(film, 1_000, 2_000, new EncodeProfile { Reverse = true, Speed = ClipSpeed.Half });

        var tick = film.Info.Video.TimeBase.ToDouble();
        var ends = result.Pts.Skip(1).Append(result.EndPts).Reverse().Select(end => (result.EndPts - end) * tick * 2);
        Assert.All((await Clip.PacketsAsync(file)).Select(p => p.Time).Order().Zip(ends), pair => Assert.Equal(pair.Second, pair.First, 0.000_01));
    }

    [Fact]
    public void Chunks_cover_every_frame_once_from_the_end() =>
        Prop.ForAll<PositiveInt, PositiveInt>((frames, size) =>
            ReverseEncode.Chunks(frames.Get, size.Get)
                .SelectMany(c => Enumerable.Range(c.From, c.Count).Reverse())
                .SequenceEqual(Enumerable.Range(0, frames.Get).Reverse())
            && ReverseEncode.Chunks(frames.Get, size.Get).All(c => c.Count <= size.Get)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_file_of_samples_is_turned_round_whatever_its_length() =>
        Prop.ForAll<byte[], PositiveInt>((bytes, size) =>
        {
            var sampleBytes = 1 + size.Get % 8;
            var whole = bytes[..(bytes.Length / sampleBytes * sampleBytes)];
            var file = films.NewFile(".f32");
            File.WriteAllBytes(file, whole);
            ReversedSound.TurnRound(file, sampleBytes, CancellationToken.None);
            return whole.Chunk(sampleBytes).Reverse().SelectMany(s => s).SequenceEqual(File.ReadAllBytes(file));
        }).QuickCheckThrowOnFailure();

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
