using System.Text.Json;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Metrics;
using Presage.Reports;

namespace Presage.Html;

/// <summary>What the first view needs: what was read, and one row for each series.</summary>
internal static class OverviewPayload
{
    private const int ReasonsInSummary = 3;

    /// <summary>Writes the overview.</summary>
    public static void Write(Utf8JsonWriter json, Report report, RunTable runs, IReadOnlyDictionary<string, int> places)
    {
        json.WriteStartObject();
        WriteRead(json, report, runs);
        WriteRejected(json, report);
        WriteUnknownModels(json, report);
        json.WriteNumber("conflicts", report.Conflicts.Length);
        WriteTexts(json, "notes", report.Notes);
        runs.Write(json);

        var metrics = new List<(Metric Metric, string Name)>();
        var indices = new Dictionary<(string, string, Orientation, double?, double?, TokenErrorResponse, Continuity, bool), int>();
        int[] metricOf = [.. report.Series.Select(series => IndexOf(series.Curve))];
        json.WriteStartArray("metrics");
        foreach ((Metric metric, string name) in metrics)
            WriteMetric(json, metric, name);
        json.WriteEndArray();

        if (!report.Abilities.IsEmpty)
            AbilityPayload.WriteRows(json, report.Abilities, places);
        json.WriteNumber("chunkSize", SeriesPayload.ChunkSize);
        json.WriteStartArray("series");
        for (int i = 0; i < report.Series.Length; i++)
            WriteSeries(json, report.Series[i], metricOf[i], runs);
        json.WriteEndArray();
        json.WriteEndObject();

        // By what the page shows of it: a metric compares its aliases by reference.
        int IndexOf(ScalingCurve curve)
        {
            Metric metric = curve.Metric;
            var key = (curve.MetricName, metric.Title, metric.Orientation, metric.Minimum, metric.Maximum, metric.TokenErrorResponse, metric.Continuity, metric.IsKnown);
            if (indices.TryAdd(key, metrics.Count))
                metrics.Add((metric, curve.MetricName));
            return indices[key];
        }
    }

    private static void WriteRead(Utf8JsonWriter json, Report report, RunTable runs)
    {
        json.WriteStartObject("read");
        json.WriteNumber("files", report.Inputs.Length);
        json.WriteNumber("results", report.Inputs.Sum(input => (long)input.Results));
        json.WriteNumber("models", runs.Models);
        json.WriteStartArray("formats");
        foreach (IGrouping<string?, InputReport> format in report.Inputs.GroupBy(input => input.Format).OrderByDescending(group => group.Count()))
        {
            json.WriteStartObject();
            json.WriteIfPresent("format", format.Key);
            json.WriteNumber("files", format.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteRejected(Utf8JsonWriter json, Report report)
    {
        json.WriteStartObject("rejected");
        json.WriteNumber("count", report.Rejected.Length);
        IGrouping<string, Rejection>[] reasons = [.. ListPayload.ByReason(report.Rejected)];
        json.WriteNumber("reasons", reasons.Length);
        json.WriteStartArray("commonest");
        foreach (IGrouping<string, Rejection> reason in reasons.Take(ReasonsInSummary))
        {
            json.WriteStartObject();
            json.WriteString("reason", reason.Key);
            json.WriteNumber("count", reason.Count());
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteUnknownModels(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("unknownModels");
        foreach (UnknownModel model in report.UnknownModels)
        {
            json.WriteStartObject();
            json.WriteString("name", model.Name);
            json.WriteNumber("results", model.Results);
            json.WriteString("suggestion", model.Suggestion);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMetric(Utf8JsonWriter json, Metric metric, string name)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("title", metric.Title);
        json.WriteIfPresent("minimum", metric.Minimum);
        json.WriteIfPresent("maximum", metric.Maximum);
        json.WriteIfPresent("better", metric.Orientation switch
        {
            Orientation.HigherIsBetter => "higher",
            Orientation.LowerIsBetter => "lower",
            _ => null,
        });
        json.WriteIfPresent("response", metric.TokenErrorResponse switch
        {
            TokenErrorResponse.Linear => "linear",
            TokenErrorResponse.Nonlinear => "nonlinear",
            _ => null,
        });
        json.WriteIfPresent("continuity", metric.Continuity switch
        {
            Continuity.Continuous => "continuous",
            Continuity.Discontinuous => "discontinuous",
            _ => null,
        });
        json.WriteBoolean("known", metric.IsKnown);
        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, SeriesReport series, int metric, RunTable runs)
    {
        ScalingCurve curve = series.Curve;
        json.WriteStartObject();
        json.WriteString("id", series.Id);
        json.WriteString("task", curve.Task);
        json.WriteNumber("metric", metric);
        json.WriteString("family", curve.Family);
        json.WriteIfPresent("shots", curve.Shots);
        json.WriteString("over", curve.Over == CurveOver.Sizes ? "sizes" : "checkpoints");
        json.WriteIfPresent("model", curve.Model);
        json.WriteIfPresent("step", curve.Step);
        json.WriteNumber("points", curve.Points.Length);
        Sparkline.Write(json, curve);
        if (curve.Ends is { } ends)
        {
            WriteRung(json, "first", ends.First, runs);
            WriteRung(json, "last", ends.Last, runs);
        }

        if (series.LargestRise is { } rise)
        {
            json.WriteStartObject("rise");
            // Places on the sparkline, which shows the placed points only; an untrained checkpoint comes before them.
            int unplaced = curve.Axis is { } axis ? curve.Points.TakeWhile(point => point.At(axis) is null).Count() : 0;
            json.WriteNumber("from", rise.From - unplaced);
            json.WriteNumber("to", rise.To - unplaced);
            json.WriteNumber("fromRun", runs.IndexOf(curve.Points[rise.From].Run));
            json.WriteNumber("toRun", runs.IndexOf(curve.Points[rise.To].Run));
            json.WriteIfPresent("change", rise.Change);
            json.WriteIfPresent("standardError", rise.StandardError);
            json.WriteIfPresent("attention", rise.Attention);
            json.WriteEndObject();
        }

        if (series.Chance is { } chance)
        {
            json.WriteStartObject("chanceTest");
            json.WriteIfPresent("level", chance.SignificanceLevel);
            if (chance.FirstDistinguishable is { } index)
            {
                json.WriteNumber("index", index);
                json.WriteNumber("run", runs.IndexOf(curve.Points[index].Run));
                json.WriteIfPresent("samples", chance.Tests[index]?.Samples);
                json.WriteIfPresent("pValue", chance.Tests[index]?.PValue);
            }
            else
            {
                json.WriteIfPresent("samples", chance.Tests.Max(test => test?.Samples));
            }

            json.WriteEndObject();
        }

        if (series.BestLaw is { } best)
        {
            json.WriteString("best", best);
            json.WriteIfPresent("aicc", series.Laws.OfType<FitOutcome.Converged>().FirstOrDefault(law => law.Law == best)?.Aicc);
        }

        json.WriteEndObject();
    }

    private static void WriteRung(Utf8JsonWriter json, string name, CurvePoint point, RunTable runs)
    {
        json.WriteStartObject(name);
        json.WriteNumber("run", runs.IndexOf(point.Run));
        json.WriteIfPresent("value", point.Value);
        json.WriteIfPresent("samples", point.Samples);
        json.WriteIfPresent("lower", point.Interval?.Lower);
        json.WriteIfPresent("upper", point.Interval?.Upper);
        json.WriteEndObject();
    }

    private static void WriteTexts(Utf8JsonWriter json, string name, IEnumerable<string> texts)
    {
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
