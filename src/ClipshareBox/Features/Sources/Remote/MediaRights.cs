using ClipshareBox.Platform.Http;

namespace ClipshareBox.Features.Sources.Remote;

/// <summary>A feature whose members may work on contents registers one of these: whether someone may, by its key.</summary>
internal sealed record ContentMembers(Func<Caller, string, bool> AreOf);

/// <summary>
/// Who may look at a content. Files of the box's folders are everybody's who is signed in; a title of a server is for those who may see it
/// there, and for the members of a workspace on it.
/// </summary>
internal sealed class MediaRights(IEnumerable<IRemoteSource> remotes, IEnumerable<ContentMembers> members)
{
    /// <summary>Lets the caller pass who may look.</summary>
    /// <exception cref="Refusal">404 to those who may not know of it.</exception>
    public async ValueTask RequireAsync(Caller caller, string contentKey, CancellationToken ct)
    {
        if (remotes.FirstOrDefault(r => r.Owns(contentKey)) is not { } remote || caller.IsPanel || members.Any(m => m.AreOf(caller, contentKey)))
            return;
        if (!await remote.MaySeeAsync(contentKey, caller, ct))
            throw Refusal.NotFound("content");
    }
}

/// <summary>Puts the right in front of addresses that name a content.</summary>
internal static class MediaRightFilter
{
    /// <summary>Of a group whose addresses hold <c>{contentKey}</c>.</summary>
    public static RouteGroupBuilder RequireMediaRight(this RouteGroupBuilder group)
    {
        group.AddEndpointFilter(async (context, next) =>
        {
            var http = context.HttpContext;
            if (http.GetRouteValue("contentKey") is string key)
                await http.RequestServices.GetRequiredService<MediaRights>().RequireAsync(Caller.Of(http.User), key, http.RequestAborted);
            return await next(context);
        });
        return group;
    }
}
