using System.Text;
using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Features.Clips;
using ClipshareBox.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace ClipshareBox.Features.Interchange;

/// <summary>The front door of interchange: bookmarks to and from edit rooms, spreadsheets and other boxes.</summary>
internal static class InterchangeFeature
{
    private const string OnFrames = "Clips lie one behind the other, on the frames of the bookmarks, at the film's exact rate; times are the film's own timecode. Never holds private notes.";

    public static void AddInterchange(this IServiceCollection services)
    {
        services.AddSingleton<ExportActions>();
        services.AddSingleton<ImportActions>();
        services.AddSingleton<IJsonTypeInfoResolver>(InterchangeJson.Default);
    }

    public static void MapInterchange(this IEndpointRouteBuilder api)
    {
        var lists = api.MapGroup("/workspaces/{id}").WithTags("Interchange");
        MapList(lists, "csv", "text/csv; charset=utf-8; header=present", CsvMarks.Write, "The bookmarks as comma-separated text",
            "RFC 4180, UTF-8 with byte order mark; columns number, name, in, out, startMs, endMs, startFrame, endFrame, frameRate, notes, tags, colour, "
            + "rating, author, createdAt. Fields that a spreadsheet would run as formulas begin with an apostrophe, which the import takes off again.");
        MapList(lists, "edl", "text/plain; charset=utf-8", EdlMarks.Write, "The bookmarks as a CMX 3600 edit decision list", OnFrames);
        MapList(lists, "otio", "application/vnd.pixar.opentimelineio+json", OtioMarks.Write, "The bookmarks as an OpenTimelineIO document", OnFrames);
        MapList(lists, "fcpxml", "application/xml", FcpxmlMarks.Write, "The bookmarks as Final Cut Pro XML 1.9", OnFrames);
        lists.MapPost("/import", ImportAsync)
            .WithSummary("Makes bookmarks of a list")
            .WithDescription(
                "All or none: while a row is wrong, nothing is made and `error.details` names its line. With `dryRun=true` nothing is changed and all rows are "
                + "answered with what would become of them. Of an EDL, `times` says which columns name the film: `source` (as if left out) or `record`. 1 MB and "
                + "1,000 bookmarks at most.")
            .Produces<ImportReport>()
            .Produces<ImportReport>(StatusCodes.Status201Created)
            .AddOpenApiOperationTransformer(DescribeBody);
    }

    private static void MapList(
        IEndpointRouteBuilder lists, string extension, string type, Func<MarkList, string> write, string summary, string description) =>
        lists.MapGet($"/bookmarks.{extension}", (ExportActions actions, Caller caller, HttpContext http, string id) =>
            {
                var list = actions.List(caller, id);
                http.Response.Headers.CacheControl = "no-store";
                http.Response.Headers.XContentTypeOptions = "nosniff";
                return Results.File(Encoding.UTF8.GetBytes(write(list)), type, $"{ClipNames.Folder(list.Title)}.{extension}");
            })
            .WithSummary(summary)
            .WithDescription(description)
            .Produces<string>(StatusCodes.Status200OK, type.Split(';')[0]);

    private static async Task<IResult> ImportAsync(
        ImportActions actions, Caller caller, HttpRequest request, string id, string format, CancellationToken ct, string times = "source", bool dryRun = false)
    {
        var report = await actions.ImportAsync(caller, id, new ImportWish(format, times, dryRun), () => ListBody.ReadAsync(request, ct));
        return dryRun ? Reply.Ok(report) : Reply.Created(report);
    }

    private static Task DescribeBody(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken ct)
    {
        static OpenApiMediaType Text() => new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String } };
        operation.RequestBody = new OpenApiRequestBody
        {
            Description = "The list, in UTF-8.",
            Required = true,
            Content = new Dictionary<string, OpenApiMediaType> { ["text/csv"] = Text(), ["text/plain"] = Text() },
        };
        return Task.CompletedTask;
    }
}
