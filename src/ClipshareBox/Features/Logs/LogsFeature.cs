using System.Globalization;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using ClipshareBox.Platform.Http;
using ClipshareBox.Platform.Logs;

namespace ClipshareBox.Features.Logs;

/// <summary>The front door of the box's log.</summary>
internal static class LogsFeature
{
    public static void AddLogs(this IServiceCollection services) => services.AddSingleton<IJsonTypeInfoResolver>(LogsJson.Default);

    public static void MapLogs(this IEndpointRouteBuilder api) =>
        api.MapGet("/admin/logs", (LogTail tail, string? level, string? after, string? limit) =>
            Reply.Ok(tail.Read(Level(level), Number("after", after, 0, long.MaxValue), (int)Number("limit", limit, LogTail.Most, LogTail.Most))))
            .WithTags("Administration")
            .RequireAuthorization(Policies.Admin)
            .WithSummary("The last lines of the log, up to 2,000, the oldest first: of a level (debug, information, warning, error) and above, behind the number `after`. Ask again with the last `seq` to follow it.");

    private static LogLevel Level(string? name) => name is null or ""
        ? LogLevel.Trace
        : Enum.Parse<LogLevel>(Check.OneOf("level", name, "debug", "information", "warning", "error"), ignoreCase: true);

    private static long Number(string field, string? text, long fallback, long most) => text is null or ""
        ? fallback
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most
            ? number
            : throw Refusal.Invalid(field, $"is a whole number from 0 to {most}.");
}

/// <summary>The log as JSON.</summary>
[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(IReadOnlyList<LogLine>))]
internal sealed partial class LogsJson : JsonSerializerContext;
