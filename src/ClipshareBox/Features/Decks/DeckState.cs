using System.Text.Json.Serialization;
using ClipshareBox.Features.Bookmarks;
using ClipshareBox.Platform.Hub;

namespace ClipshareBox.Features.Decks;

/// <summary>A frame rate as an exact fraction.</summary>
/// <param name="Num">Numerator.</param>
/// <param name="Den">Denominator.</param>
public sealed record FrameRate(long Num, long Den);

/// <summary>How a workspace's deck stands; data of <c>deck_state</c>.</summary>
public sealed record DeckState
{
    /// <summary>Counts its changes; the higher one is the newer.</summary>
    public required long Rev { get; init; }

    /// <summary>The content.</summary>
    public required string ContentKey { get; init; }

    /// <summary>stopped, paused, playing or shuttling.</summary>
    public required string State { get; init; }

    /// <summary>Times normal speed: 0 when it stands, 1 when it plays, −64 to 64 when it shuttles.</summary>
    public required double Speed { get; init; }

    /// <summary>Start in ms of the frame on the picture at <see cref="AtServerMs"/>.</summary>
    public required long PositionMs { get; init; }

    /// <summary>That frame, counted from 0.</summary>
    public required long PositionFrame { get; init; }

    /// <summary>The instant that the position is of: while it moves, when that frame came on the picture. The box's clock, Unix time in ms.</summary>
    public required double AtServerMs { get; init; }

    /// <summary>Length of the content in ms.</summary>
    public required long DurationMs { get; init; }

    /// <summary>Frames a second.</summary>
    public required FrameRate FrameRate { get; init; }

    /// <summary>IN in ms that waits for its OUT.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MarkInMs { get; init; }

    /// <summary>OUT in ms of the mark that was made last, until the next IN.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? MarkOutMs { get; init; }

    /// <summary>How many follow this deck on the hub.</summary>
    public required int Followers { get; init; }

    /// <summary>Who alone moves the deck, beside panels at the box; null when all members do. Given and taken by a producer with <c>lead</c>.</summary>
    public HubUser? Lead { get; init; }

    /// <summary>The bookmark that the command made; in the answer to that command only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Bookmark? Bookmark { get; init; }
}

/// <summary>A command to a deck.</summary>
public sealed record DeckCommand
{
    /// <summary>load, play, pause, play-pause, seek, step, jog, shuttle, mark-in, mark-out, mark, cancel-mark or lead.</summary>
    public required string Command { get; init; }

    /// <summary>Place for seek and load, in ms.</summary>
    public long? Ms { get; init; }

    /// <summary>Frames for step (1 where none is given) and jog; negative backwards.</summary>
    public long? Frames { get; init; }

    /// <summary>Speed for shuttle, −64 to 64; 0 stands still.</summary>
    public double? Speed { get; init; }

    /// <summary>Label for mark and mark-out.</summary>
    public string? Label { get; init; }

    /// <summary>For mark: ms before the instant; 5,000 where none is given.</summary>
    public long? PreMs { get; init; }

    /// <summary>For mark: ms behind the instant; 2,000 where none is given.</summary>
    public long? PostMs { get; init; }

    /// <summary>For lead: the account that gets the wheel; it must be in the workspace. Null or empty gives it to all.</summary>
    public string? UserId { get; init; }

    /// <summary>The instant at which the command was given, by the box's clock; marks use the frame that was on the picture then.</summary>
    public double? AtServerMs { get; init; }
}

/// <summary>Details of a 409: how the deck stands, and with <c>lead</c> who has the wheel.</summary>
public sealed record CurrentDeck(DeckState Current);

/// <summary>Decks as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(DeckState))]
[JsonSerializable(typeof(DeckCommand))]
[JsonSerializable(typeof(CurrentDeck))]
internal sealed partial class DecksJson : JsonSerializerContext;
