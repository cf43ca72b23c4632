using System.Globalization;

namespace ClipshareBox.Platform.Http;

/// <summary>The part of a list that is asked for, from <c>?offset=&amp;limit=</c>.</summary>
/// <param name="Offset">Rows to skip, 0 and up.</param>
/// <param name="Limit">Rows at most, 1 to 500; 50 where nothing is asked.</param>
internal sealed record Paging(int Offset, int Limit)
{
    private const int Usual = 50;
    private const int Most = 500;

    public static ValueTask<Paging?> BindAsync(HttpContext context) => ValueTask.FromResult<Paging?>(new Paging(
        Number(context.Request.Query, "offset", 0, 0, int.MaxValue),
        Number(context.Request.Query, "limit", Usual, 1, Most)));

    /// <summary>Where a list of <paramref name="total"/> rows stands.</summary>
    public Pagination Of(long total) => new(Offset, Limit, total);

    private static int Number(IQueryCollection query, string name, int fallback, int least, int most)
    {
        if (query[name].ToString() is not { Length: > 0 } text)
            return fallback;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Refusal.Invalid(name, $"is a whole number from {least} to {most}.");
    }
}
