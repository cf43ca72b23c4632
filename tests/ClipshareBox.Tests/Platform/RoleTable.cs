namespace ClipshareBox.Tests.Platform;

/// <summary>Who asks, in the order of the table's columns.</summary>
public enum Role
{
    /// <summary>Not signed in.</summary>
    Nobody,

    /// <summary>Signed in, no member.</summary>
    Stranger,
    Collaborator,
    Producer,

    /// <summary>An admin who is no member.</summary>
    Admin,
}

/// <summary>Who may, by the status that each <see cref="Role"/> gets; 0 is whatever is said to those who may.</summary>
internal sealed record Rule(int Nobody, int Stranger, int Collaborator, int Producer, int Admin)
{
    public static readonly Rule Anyone = new(0, 0, 0, 0, 0);
    public static readonly Rule SignedIn = new(401, 0, 0, 0, 0);
    public static readonly Rule Admins = new(401, 403, 403, 403, 0);
    public static readonly Rule Members = new(401, 404, 0, 0, 404);
    public static readonly Rule Producers = new(401, 404, 403, 0, 404);

    /// <summary>The player belongs to the whole box: producers of any workspace.</summary>
    public static readonly Rule ProducersAnywhere = new(401, 403, 403, 0, 403);
    public static readonly Rule ProducersAnywhereOrAdmins = new(401, 403, 403, 0, 0);

    /// <summary>A secret in the address opens it, and nothing else.</summary>
    public static readonly Rule ByItsKey = new(404, 404, 404, 404, 404);

    /// <summary>Who is in the room; everyone else is told to join it, whether there is one or not.</summary>
    public static readonly Rule InTheRoom = new(401, 409, 0, 0, 409);

    public int For(Role role) => role switch
    {
        Role.Nobody => Nobody,
        Role.Stranger => Stranger,
        Role.Collaborator => Collaborator,
        Role.Producer => Producer,
        _ => Admin,
    };
}

/// <summary>One operation, how it is called, and who may. Words that begin with $ are names of <see cref="RoleScene"/>; all things are a producer's.</summary>
internal sealed record Operation(string Name, Rule Rule, string? Body = null, string? Address = null);

/// <summary>The one table of who may do what. An operation that is not in it fails the test.</summary>
internal static class RoleTable
{
    private const string Mark = """{"workspaceId":"$workspace","startMs":0,"endMs":1000}""";

    public static readonly Operation[] Http =
    [
        new("GET /health/live", Rule.Anyone),
        new("GET /health/ready", Rule.Anyone),
        new("GET /metrics", Rule.SignedIn),
        new("GET /api/setup", Rule.Anyone),
        new("POST /api/setup/claim", Rule.Anyone, """{"code":"x","username":"x","password":"long enough now"}"""),
        new("POST /api/auth/login", Rule.Anyone, """{"username":"owner","password":"correct horse battery"}"""),
        new("POST /api/auth/invite", Rule.Anyone, """{"code":"$code","displayName":"$guest"}"""),
        new("POST /api/auth/plex/pin", Rule.Anyone),
        new("GET /api/auth/plex/pin/{id}", Rule.Anyone, null, "/api/auth/plex/pin/none"),
        new("DELETE /api/auth/plex", Rule.SignedIn),
        new("POST /api/auth/logout", Rule.SignedIn),
        new("GET /api/auth/session", Rule.SignedIn),
        new("POST /api/auth/password", Rule.SignedIn, """{"password":"short"}"""),
        new("GET /api/tokens", Rule.SignedIn),
        new("POST /api/tokens", Rule.SignedIn, """{"name":"x"}"""),
        new("DELETE /api/tokens/{id}", Rule.SignedIn, null, "/api/tokens/$token"),
        new("GET /api/admin/users", Rule.Admins),
        new("POST /api/admin/users", Rule.Admins, """{"username":"x","password":"short"}"""),
        new("PUT /api/admin/users/{id}", Rule.Admins, """{"disabled":true}""", "/api/admin/users/$victim"),
        new("DELETE /api/admin/users/{id}", Rule.Admins, null, "/api/admin/users/$victim"),
        new("GET /api/admin/audit", Rule.Admins),
        new("GET /api/admin/logs", Rule.Admins),
        new("GET /api/admin/backups", Rule.Admins),
        new("POST /api/admin/backups", Rule.Admins),
        new("POST /api/admin/backups/upload", Rule.Admins, "{}"),
        new("GET /api/admin/backups/{name}", Rule.Admins, null, "/api/admin/backups/none"),
        new("GET /api/admin/backups/{name}/file", Rule.Admins, null, "/api/admin/backups/none/file"),
        new("DELETE /api/admin/backups/{name}", Rule.Admins, null, "/api/admin/backups/none"),
        new("POST /api/admin/backups/{name}/restore", Rule.Admins, null, "/api/admin/backups/none/restore"),
        new("GET /api/admin/retention", Rule.Admins),
        new("PUT /api/admin/retention", Rule.Admins, """{"keepDays":-1,"reserveBytes":0}"""),

        new("GET /api/sources", Rule.SignedIn),
        new("POST /api/sources", Rule.Admins, """{"kind":"folder","name":"x","path":"/no/such/folder"}"""),
        new("DELETE /api/sources/{id}", Rule.Admins, null, "/api/sources/$source"),
        new("POST /api/sources/{id}/test", Rule.Admins, null, "/api/sources/$source/test"),
        new("GET /api/sources/{id}/libraries", Rule.SignedIn, null, "/api/sources/s/libraries"),
        new("GET /api/sources/{id}/libraries/{key}/items", Rule.SignedIn, null, "/api/sources/s/libraries/x/items"),
        new("GET /api/sources/{id}/items/{key}", Rule.SignedIn, null, "/api/sources/s/items/film"),
        new("GET /api/media/search", Rule.SignedIn, null, "/api/media/search?q=film"),
        new("GET /api/media/{contentKey}", Rule.SignedIn, null, "/api/media/film"),
        new("GET /api/media/{contentKey}/frame.jpg", Rule.SignedIn, null, "/api/media/film/frame.jpg?ms=0"),
        new("GET /api/media/{contentKey}/file", Rule.SignedIn, null, "/api/media/film/file"),
        new("GET /api/media/{contentKey}/streams", Rule.SignedIn, null, "/api/media/film/streams"),
        new("GET /api/media/{contentKey}/stream.m3u8", Rule.SignedIn, null, "/api/media/film/stream.m3u8"),
        new("GET /api/media/{contentKey}/subtitles/beside/{id}.vtt", Rule.SignedIn, null, "/api/media/film/subtitles/beside/1.vtt"),
        new("GET /api/media/{contentKey}/stream/{tag}/{stream}/index.m3u8", Rule.SignedIn, null, "/api/media/film/stream/1-1/original-0/index.m3u8"),
        new("GET /api/media/{contentKey}/stream/{tag}/{stream}/init.mp4", Rule.SignedIn, null, "/api/media/film/stream/1-1/original-0/init.mp4"),
        new("GET /api/media/{contentKey}/stream/{tag}/{stream}/{number}.m4s", Rule.SignedIn, null, "/api/media/film/stream/1-1/original-0/0.m4s"),
        new("GET /api/media/{contentKey}/thumbnails", Rule.SignedIn, null, "/api/media/film/thumbnails"),
        new("GET /api/media/{contentKey}/thumbnails/{tag}/{number}.jpg", Rule.SignedIn, null, "/api/media/film/thumbnails/1-1/0.jpg"),
        new("GET /api/media/{contentKey}/waveform", Rule.SignedIn, null, "/api/media/film/waveform"),
        new("GET /api/media/{contentKey}/waveform/{tag}.bin", Rule.SignedIn, null, "/api/media/film/waveform/1-1.bin"),
        new("GET /api/media/{contentKey}/subtitles/{track}.vtt", Rule.SignedIn, null, "/api/media/film/subtitles/0.vtt"),
        new("GET /api/media/{contentKey}/poster.jpg", Rule.SignedIn, null, "/api/media/film/poster.jpg"),
        new("GET /api/plex/config", Rule.Admins),
        new("POST /api/plex/config", Rule.Admins, """{"kind":"plex","name":"x","url":"nowhere","token":"x"}"""),
        new("POST /api/plex/connect", Rule.Admins, """{"url":"nowhere","token":"x"}"""),
        new("POST /api/plex/hook", Rule.ByItsKey, "{}", "/api/plex/hook?key=x"),
        new("GET /api/plex/now-playing", Rule.SignedIn),
        new("POST /api/plex/now-playing/{id}/open", Rule.SignedIn, null, "/api/plex/now-playing/x/open"),
        new("POST /api/plex/now-playing/{id}/mark", Rule.SignedIn, "{}", "/api/plex/now-playing/x/mark"),
        new("GET /api/plex/libraries", Rule.SignedIn),
        new("GET /api/plex/library", Rule.SignedIn),
        new("GET /api/plex/library/{id}/items", Rule.SignedIn, null, "/api/plex/library/1/items"),
        new("GET /api/plex/collections", Rule.SignedIn, null, "/api/plex/collections?library=1"),
        new("GET /api/plex/hls", Rule.SignedIn),
        new("GET /api/share", Rule.SignedIn),
        new("GET /api/dashboard/status", Rule.SignedIn),
        new("PUT /api/share", Rule.Admins, """{"access":"x"}"""),

        new("GET /api/workspaces", Rule.SignedIn),
        new("GET /api/presence", Rule.SignedIn),
        new("POST /api/workspaces", Rule.SignedIn, """{"title":"x","contentKey":"film"}"""),
        new("GET /api/workspaces/{id}", Rule.Members, null, "/api/workspaces/$workspace"),
        new("PUT /api/workspaces/{id}", Rule.Producers, """{"rev":1,"title":"y"}""", "/api/workspaces/$workspace"),
        new("DELETE /api/workspaces/{id}", Rule.Producers, null, "/api/workspaces/$workspace"),
        new("GET /api/workspaces/{id}/process", Rule.Members, null, "/api/workspaces/$workspace/process"),
        new("POST /api/workspaces/{id}/process", Rule.Members, null, "/api/workspaces/$workspace/process"),
        new("GET /api/workspaces/{id}/deck", Rule.Members, null, "/api/workspaces/$workspace/deck"),
        new("POST /api/workspaces/{id}/deck", Rule.Members, """{"command":"pause"}""", "/api/workspaces/$workspace/deck"),
        new("GET /api/workspaces/{id}/bookmarks.csv", Rule.Members, null, "/api/workspaces/$workspace/bookmarks.csv"),
        new("GET /api/workspaces/{id}/bookmarks.edl", Rule.Members, null, "/api/workspaces/$workspace/bookmarks.edl"),
        new("GET /api/workspaces/{id}/bookmarks.otio", Rule.Members, null, "/api/workspaces/$workspace/bookmarks.otio"),
        new("GET /api/workspaces/{id}/bookmarks.fcpxml", Rule.Members, null, "/api/workspaces/$workspace/bookmarks.fcpxml"),
        new("POST /api/workspaces/{id}/import", Rule.Members, "{}", "/api/workspaces/$workspace/import?format=csv"),
        new("POST /api/workspaces/{id}/undo", Rule.Members, null, "/api/workspaces/$workspace/undo"),
        new("GET /api/workspaces/{id}/messages", Rule.Members, null, "/api/workspaces/$workspace/messages"),
        new("POST /api/workspaces/{id}/messages", Rule.Members, """{"text":"x"}""", "/api/workspaces/$workspace/messages"),
        new("GET /api/workspaces/{id}/threads", Rule.Members, null, "/api/workspaces/$workspace/threads"),
        new("POST /api/workspaces/{id}/mentions/read", Rule.Members, "{}", "/api/workspaces/$workspace/mentions/read"),
        new("GET /api/mentions", Rule.SignedIn),
        new("GET /api/workspaces/{id}/members", Rule.Members, null, "/api/workspaces/$workspace/members"),
        new("POST /api/workspaces/{id}/members", Rule.Producers, """{"username":"$outsider","role":"collaborator"}""", "/api/workspaces/$workspace/members"),
        new("PATCH /api/workspaces/{id}/members/{userId}", Rule.Producers, """{"role":"producer"}""", "/api/workspaces/$workspace/members/$victim"),
        new("DELETE /api/workspaces/{id}/members/{userId}", Rule.Producers, null, "/api/workspaces/$workspace/members/$victim"),
        new("GET /api/workspaces/{id}/invites", Rule.Producers, null, "/api/workspaces/$workspace/invites"),
        new("POST /api/workspaces/{id}/invites", Rule.Producers, """{"role":"collaborator"}""", "/api/workspaces/$workspace/invites"),
        new("DELETE /api/workspaces/{id}/invites/{inviteId}", Rule.Producers, null, "/api/workspaces/$workspace/invites/$invite"),

        new("GET /api/bookmarks", Rule.Members, null, "/api/bookmarks?workspaceId=$workspace"),
        new("POST /api/bookmarks", Rule.Members, Mark),
        new("GET /api/bookmarks/{id}", Rule.Members, null, "/api/bookmarks/$bookmark"),
        new("PUT /api/bookmarks/{id}", Rule.Producers, """{"rev":1,"label":"y"}""", "/api/bookmarks/$bookmark"),
        new("DELETE /api/bookmarks/{id}", Rule.Producers, null, "/api/bookmarks/$bookmark"),
        new("PATCH /api/bookmarks/{id}/lock", Rule.Producers, """{"locked":true}""", "/api/bookmarks/$bookmark/lock"),
        new("POST /api/bookmarks/{id}/clip", Rule.Members, "{}", "/api/bookmarks/$bookmark/clip"),
        new("GET /api/bookmarks/{id}/instant.mp4", Rule.Members, null, "/api/bookmarks/$bookmark/instant.mp4?in=0&out=1"),
        new("GET /api/clips", Rule.Members, null, "/api/clips?workspaceId=$workspace"),
        new("GET /api/clips/storage", Rule.SignedIn),
        new("GET /api/clips/{id}", Rule.Members, null, "/api/clips/$clip"),
        new("PUT /api/clips/{id}", Rule.Members, """{"keep":true}""", "/api/clips/$clip"),
        new("DELETE /api/clips/{id}", Rule.Producers, null, "/api/clips/$clip"),
        new("POST /api/clips/{id}/retry", Rule.Members, null, "/api/clips/$clip/retry"),
        new("GET /api/clips/{id}/file", Rule.Members, null, "/api/clips/$clip/file"),
        new("GET /api/clips/{id}/download", Rule.Members, null, "/api/clips/$clip/download"),
        new("GET /api/clips/{id}/poster.jpg", Rule.Members, null, "/api/clips/$clip/poster.jpg"),
        new("GET /api/jobs", Rule.SignedIn),
        new("GET /api/jobs/{id}", Rule.Members, null, "/api/jobs/$job"),
        new("POST /api/jobs/{id}/cancel", Rule.Members, null, "/api/jobs/$job/cancel"),
        new("POST /api/jobs/{id}/retry", Rule.Members, null, "/api/jobs/$job/retry"),

        new("GET /api/vtr", Rule.SignedIn),
        new("POST /api/vtr/cue", Rule.Producers, """{"bookmarkId":"$bookmark"}"""),
        new("POST /api/vtr/fire", Rule.Producers, """{"bookmarkId":"$bookmark"}"""),
        new("POST /api/vtr/eject", Rule.ProducersAnywhere),
        new("POST /api/vtr/roll", Rule.ProducersAnywhere, "{}"),
        new("POST /api/vtr/stop", Rule.ProducersAnywhere),
        new("POST /api/vtr/hold", Rule.ProducersAnywhere),
        new("POST /api/vtr/program-key", Rule.ProducersAnywhereOrAdmins),
        new("GET /api/panels", Rule.SignedIn),
        new("GET /api/panels/bindings", Rule.SignedIn),
        new("PUT /api/panels/bindings", Rule.ProducersAnywhereOrAdmins, """{"bindings":[{"control":"x","event":"press","action":"none such"}]}"""),
        new("DELETE /api/panels/bindings", Rule.ProducersAnywhereOrAdmins),
        new("GET /api/panels/active", Rule.SignedIn),
        new("PUT /api/panels/active", Rule.Members, """{"workspaceId":"$workspace"}"""),
        new("POST /api/panels/virtual/{control}", Rule.Members, """{"event":"press","workspaceId":"$workspace"}""", "/api/panels/virtual/mark-in"),
    ];

    /// <summary>Messages of the hub; those who are not signed in have none.</summary>
    public static readonly Operation[] Hub =
    [
        new("ping", Rule.SignedIn, """{"t0":1}"""),
        new("join", Rule.Members, """{"workspaceId":"$workspace"}"""),
        new("leave", Rule.SignedIn, "{}"),
        new("bookmark_create", Rule.Members, Mark),
        new("bookmark_update", Rule.Producers, """{"id":"$bookmark","change":{"rev":1,"label":"y"}}"""),
        new("bookmark_delete", Rule.Producers, """{"id":"$bookmark"}"""),
        new("bookmark_lock", Rule.Producers, """{"id":"$bookmark","locked":true}"""),
        new("bookmark_undo", Rule.Members, "{}"),
        new("chat_message", Rule.Members, """{"text":"x"}"""),
        new("mentions_read", Rule.Members, "{}"),
        new("deck_command", Rule.Members, """{"command":"pause"}"""),
        new("cursor_position", Rule.InTheRoom, """{"positionMs":1}"""),
        new("user_typing", Rule.InTheRoom, """{"typing":true}"""),
        new("follow", Rule.InTheRoom, """{"following":true}"""),
        new("now_playing_watch", Rule.SignedIn, """{"watching":true}"""),
    ];
}
