using ClipshareBox.Media.Encoders;
using Xunit;

namespace ClipshareBox.Media.Tests.Encoders;

/// <summary>Runs one encode of a film and gives the file and the result.</summary>
internal static class EncodeBench
{
    public static async Task<(string File, WholeEncodeResult Result)> EncodeAsync(
        this Films films, Film film, long inMs, long outMs, EncodeProfile profile, IReadOnlyList<int>? tracks = null)
    {
        var file = films.NewFile(profile.Container == ClipContainer.WebM ? ".webm" : ".mp4");
        var request = EncodeRequest.FromMarks(film.Input, film.Info, inMs, outMs, profile, file) with { AudioTracks = tracks };
        var result = await new WholeEncode(Films.Tools, TimeProvider.System).RunAsync(request, null, TestContext.Current.CancellationToken);
        return (file, result);
    }
}
