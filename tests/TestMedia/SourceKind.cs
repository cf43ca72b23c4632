using ClipshareBox.Media.Cutting;
using ClipshareBox.Media.Time;

namespace TestMedia;

/// <summary>One kind of source: how it is made and what is known of it.</summary>
public sealed record SourceKind
{
    /// <summary>Its name, also that of its file.</summary>
    public required string Name { get; init; }

    /// <summary>ffmpeg's name of the video codec.</summary>
    public required string Codec { get; init; }

    /// <summary>File extension with its dot.</summary>
    public required string Extension { get; init; }

    /// <summary>The nominal rate in frames a second.</summary>
    public required Rational Rate { get; init; }

    /// <summary>True when frames last unequally.</summary>
    public bool IsVariableRate { get; init; }

    /// <summary>What a smart cut of it should end as: smart, or encode where the source forbids it.</summary>
    public CutMode Expected { get; init; } = CutMode.Smart;

    /// <summary>Sound tracks in order.</summary>
    public IReadOnlyList<SoundTrack> Sound { get; init; } = [];

    /// <summary>Presentation time of the first frame in seconds as ordered; a transport stream adds its own delay.</summary>
    public int StartSeconds { get; init; }

    /// <summary>Frames in the film; 0 where the kind drops or hides some, and only its <see cref="Readers.Truth"/> knows.</summary>
    public int Frames { get; init; }

    /// <summary>Numbers start again after this many frames; 0 for never.</summary>
    public int PeriodFrames { get; init; }

    /// <summary>All that decides the file's bytes, as text: the cabinet's key.</summary>
    public required string Recipe { get; init; }

    /// <summary>Makes the file.</summary>
    public required Func<string, CancellationToken, Task> MakeAsync { get; init; }

    /// <summary>The name, as a test's display shows it.</summary>
    public override string ToString() => Name;

    /// <summary>A kind that one run of the film maker makes.</summary>
    public static SourceKind Of(string name, string codec, FilmRecipe recipe, CutMode expected = CutMode.Smart) => new()
    {
        Name = name,
        Codec = codec,
        Extension = recipe.Extension,
        Rate = recipe.Rate,
        IsVariableRate = recipe.Timing is not null,
        Expected = expected,
        Sound = recipe.Sound,
        StartSeconds = recipe.StartSeconds,
        Frames = recipe.Timing is null ? recipe.Frames : 0,
        Recipe = NumberedFilm.TextOf(recipe),
        MakeAsync = (path, ct) => NumberedFilm.MakeAsync(recipe, path, ct),
    };

    /// <summary>This kind with its finished file changed by one more step.</summary>
    /// <param name="step">The step's name and version, part of the recipe.</param>
    /// <param name="change">Changes the file in place.</param>
    public SourceKind Then(string step, Func<string, CancellationToken, Task> change)
    {
        var make = MakeAsync;
        return this with
        {
            Recipe = $"{Recipe} then {step}",
            MakeAsync = async (path, ct) =>
            {
                await make(path, ct);
                await change(path, ct);
            },
        };
    }
}
