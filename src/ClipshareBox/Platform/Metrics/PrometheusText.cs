using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace ClipshareBox.Platform.Metrics;

/// <summary>Writes readings as Prometheus takes them (text exposition format, version 0.0.4).</summary>
internal static class PrometheusText
{
    /// <summary>The format's media type.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>All readings.</summary>
    public static string Write(Readings readings)
    {
        var text = new StringBuilder(16 * 1024);
        foreach (var (instrument, bounds, series) in readings.Read())
        {
            if (series.Count == 0)
                continue;
            var counts = instrument.GetType().Name.Contains("Counter", StringComparison.Ordinal);
            var name = NameOf(instrument, counts);
            var kind = bounds.Count > 0 ? "histogram" : counts ? "counter" : "gauge";
            text.Append("# HELP ").Append(name).Append(' ').Append(Escaped(instrument.Description ?? "")).Append('\n');
            text.Append("# TYPE ").Append(name).Append(' ').Append(kind).Append('\n');
            foreach (var one in series)
            {
                if (bounds.Count > 0)
                    Histogram(text, name, one, bounds);
                else
                    Line(text, name, one.Labels, one.Read().Value);
            }
        }
        return text.ToString();
    }

    /// <summary>Labels as they stand between the braces.</summary>
    public static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length > 0 ? "," : "").Append(name).Append("=\"")
                .Append(Escaped(Convert.ToString(value, CultureInfo.InvariantCulture) ?? "").Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
        }
        return text.ToString();
    }

    private static void Histogram(StringBuilder text, string name, Series series, IReadOnlyList<double> bounds)
    {
        var (sum, buckets) = series.Read();
        var comma = series.Labels.Length > 0 ? "," : "";
        var below = 0L;
        for (var i = 0; i < buckets.Length; i++)
        {
            below += buckets[i];
            var bound = i < bounds.Count ? bounds[i].ToString(CultureInfo.InvariantCulture) : "+Inf";
            Line(text, $"{name}_bucket", $"{series.Labels}{comma}le=\"{bound}\"", below);
        }
        Line(text, $"{name}_sum", series.Labels, sum);
        Line(text, $"{name}_count", series.Labels, below);
    }

    private static void Line(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        text.Append(' ').Append(value.ToString("R", CultureInfo.InvariantCulture)).Append('\n');
    }

    private static string NameOf(Instrument instrument, bool counts)
    {
        var unit = instrument.Unit switch { "s" => "_seconds", "By" => "_bytes", "Cel" => "_celsius", _ => "" };
        return instrument.Name.Replace('.', '_') + unit + (counts ? "_total" : "");
    }

    private static string Escaped(string text) => text.Replace("\\", @"\\", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
