using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FakePlex;

/// <summary>What app.plex.tv/auth and plex.tv/link are to people: a page that asks who they are. Says plainly that it is a demonstration.</summary>
internal sealed class ConsentPage(FakePlexTv tv)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/auth", PageAsync);
        routes.MapGet("/link", PageAsync);
        routes.MapPost("/fake/claim", ClaimAsync);
    }

    private Task PageAsync(HttpContext context)
    {
        var people = new StringBuilder();
        foreach (var user in tv.Users.Values.OrderBy(u => u.Id))
            people.Append($"<p><button name=\"user\" value=\"{Wire.Text(user.Id)}\">{WebUtility.HtmlEncode(user.Title)}</button></p>");
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(
            $$"""
            <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Demo Plex</title><style>body{font:1.1rem sans-serif;margin:2rem;max-width:30rem}button,input{font:inherit;padding:.6rem 1rem}</style>
            <h1>Demo Plex</h1><p>This page stands in for plex.tv. Nobody's true account is asked for.</p>
            <form method="post" action="/fake/claim"><p><label>Code <input name="code" id="code" size="28" autocomplete="off"></label></p>
            <input type="hidden" name="forward" id="forward"><p>Sign in as</p>{{people}}</form>
            <script>const at=new URLSearchParams(location.hash.replace(/^#[!]?[?]/,''));
            const asked=new URLSearchParams(location.search);
            code.value=at.get('code')||asked.get('pin')||'';forward.value=at.get('forwardUrl')||''</script></html>
            """, context.RequestAborted);
    }

    private async Task ClaimAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var known = long.TryParse(form["user"], out var id) && tv.Users.TryGetValue(id, out _);
        if (!known || !tv.Claim(form["code"].ToString().Trim(), tv.Users[id]))
            await Wire.HtmlAsync(context, 404, "Demo Plex", "That code is not known, or over.");
        else if (form["forward"].ToString() is { Length: > 0 } forward && Uri.TryCreate(forward, UriKind.Absolute, out var target) && target.Scheme is "http" or "https")
            context.Response.Redirect(forward);
        else
            await Wire.HtmlAsync(context, 200, "Demo Plex", "Signed in. You can close this page.");
    }
}
