using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClipshareBox.Platform.Http;

/// <summary>The OpenAPI document at <c>/openapi/v1.json</c> and a page to read and try it at <c>/api-docs</c>.</summary>
internal static class ApiPage
{
    private const string Envelope =
        """
        Every answer is `{"success": true, "data": …, "meta": {"timestamp", "requestId", "pagination"?}}` or
        `{"success": false, "error": {"code", "message", "details"?}, "meta": …}`; the schemas below are those of `data`.
        Times are whole milliseconds, dates ISO 8601 in UTC. Programs send `Authorization: Bearer <token>` (see Tokens); browsers have a
        session cookie and must come from the box's own origin when they change something. Live events: the WebSocket at `/hub`.
        """;

    public static void AddApiPage(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(Describe);
        options.AddOperationTransformer(AddRefusals);
    });

    public static void MapApiPage(this WebApplication box)
    {
        box.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        box.UseSwaggerUI(page =>
        {
            page.RoutePrefix = "api-docs";
            page.DocumentTitle = "ClipshareBox API";
            page.SwaggerEndpoint("/openapi/v1.json", "ClipshareBox");
        });
    }

    private static Task Describe(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken ct)
    {
        document.Info = new OpenApiInfo { Title = "ClipshareBox", Version = "v1", Description = Envelope };
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["token"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer" };
        document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("token", document)] = [] }];
        return Task.CompletedTask;
    }

    private static Task AddRefusals(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        operation.Responses ??= [];
        operation.Responses.TryAdd("4XX", new OpenApiResponse { Description = "Refused: `error.code` says why, `error.message` what to do." });
        return Task.CompletedTask;
    }
}
