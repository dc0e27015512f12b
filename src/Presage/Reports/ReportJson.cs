using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Models;
using Presage.Reports.Training;

namespace Presage.Reports;

/// <summary>Writes a report as JSON, schema <c>presage.report/1</c> (documented in <c>docs/guide/report-json.md</c>).</summary>
/// <remarks>Absent values are null. The same report gives the same bytes.</remarks>
public static class ReportJson
{
    // One list item a line: a report of thousands of series stays readable to people, diffs and line tools.
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonWriterOptions LineOptions = new()
    {
        // Task names of any script stay readable; nothing here is embedded in markup.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private const int MostPending = 1 << 16;

    /// <summary>Writes the report as UTF-8 without a byte-order mark, ending in a line feed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(Report report, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);
        using (var json = new Utf8JsonWriter(destination, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", Report.Schema);
            Lines(json, "inputs", report.Inputs, Input);
            Lines(json, "rejected", report.Rejected, Rejected);
            Lines(json, "unknownModels", report.UnknownModels, Unknown);
            Lines(json, "conflicts", report.Conflicts, Conflicting);
            json.Strings("notes", report.Notes);
            Lines(json, "models", Models(report), Model);
            Lines(json, "abilities", report.Abilities, VerdictJson.Ability);
            Dictionary<string, AbilityReport> abilities = report.Abilities.ToDictionary(ability => ability.Id);
            Lines(json, "series", report.Series, (line, series) => Series(line, series, series.Ability is { } id ? abilities[id] : null));
            Training(json, report.Training);
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    // A report of other people's results does not have the member.
    private static void Training(Utf8JsonWriter json, TrainingReport? training)
    {
        if (training is null)
            return;
        json.WriteStartObject("training");
        Lines(json, "ladders", training.Ladders, TrainingJson.Ladder);
        json.WriteEndObject();
    }

    private static void Input(Utf8JsonWriter json, InputReport input)
    {
        json.WriteString("path", input.Path);
        json.WriteString("format", input.Format);
        json.WriteString("sha256", input.Sha256);
        json.WriteNumber("results", input.Results);
        json.WriteNumber("rejected", input.Rejected);
    }

    private static void Rejected(Utf8JsonWriter json, Rejection rejection)
    {
        json.WriteString("path", rejection.Path);
        json.WriteString("record", rejection.Record);
        json.WriteString("reason", rejection.Reason);
    }

    private static void Unknown(Utf8JsonWriter json, UnknownModel model)
    {
        json.WriteString("name", model.Name);
        json.WriteNumber("results", model.Results);
        json.WriteString("suggestion", model.Suggestion);
    }

    private static void Conflicting(Utf8JsonWriter json, Conflict conflict)
    {
        json.WriteString("result", conflict.Result);
        Array(json, "claims", conflict.Claims, static (json, claim) =>
        {
            json.Number("value", claim.Value);
            json.Number("samples", claim.Samples);
            json.WriteString("path", claim.Origin.Path);
            json.WriteString("record", claim.Origin.Record);
        });
    }

    private static void Series(Utf8JsonWriter json, SeriesReport series, AbilityReport? ability)
    {
        ScalingCurve curve = series.Curve;
        json.WriteString("id", series.Id);
        json.WriteString("task", curve.Task);
        json.WriteString("metric", curve.MetricName);
        json.WriteString("family", curve.Family);
        json.Number("shots", curve.Shots);
        json.WriteString("over", ReportText.Over(curve.Over));
        json.WriteString("model", curve.Model);
        json.WriteString("run", curve.TrainingRun);
        json.Number("seed", curve.Seed);
        json.Number("step", curve.Step);
        json.WriteString("axis", curve.Axis is { } axis ? ReportText.Axis(axis) : null);
        json.Number("chance", curve.Chance);
        json.WriteStartObject("metricKind");
        json.WriteBoolean("known", curve.Metric.IsKnown);
        json.WriteString("orientation", JsonFields.Camel(curve.Metric.Orientation));
        json.WriteString("tokenErrorResponse", JsonFields.Camel(curve.Metric.TokenErrorResponse));
        json.WriteString("continuity", JsonFields.Camel(curve.Metric.Continuity));
        json.WriteEndObject();

        VerdictJson.OfSeries(json, ability);
        json.WriteStartArray("points");
        for (int i = 0; i < curve.Points.Length; i++)
        {
            json.WriteStartObject();
            Point(json, curve.Points[i], series.Chance?.Tests[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        LeavesChance(json, series);
        json.Number("breakthroughness", series.Breakthroughness?.Finite);
        json.WriteBoolean("breakthroughnessIsInfinite", series.Breakthroughness?.IsInfinite ?? false);
        json.Number("linearity", series.Linearity?.Finite);
        LargestRise(json, series);
        json.WriteString("bestLaw", series.BestLaw);
        Array(json, "laws", series.Laws, Law);
        SeriesForecastJson.Write(json, "forecast", series.Forecast);
        json.Strings("notes", series.Notes);
    }

    private static void Point(Utf8JsonWriter json, CurvePoint point, RungChanceTest? test)
    {
        ModelRun run = point.Run;
        json.WriteString("model", run.Card.Name);
        json.WriteString("run", run.Run);
        json.Number("checkpoint", run.Checkpoint?.Step);
        json.Number("seed", run.Seed);
        json.Number("parameters", run.Card.NonEmbeddingParameters?.Count);
        json.Number("totalParameters", run.Card.TotalParameters?.Count);
        json.Number("activeParameters", run.Card.ActiveParameters?.Count);
        json.Number("tokens", run.Tokens?.Count);
        TrainingCompute? compute = run.Compute;
        json.Number("trainingCompute", compute?.Operations.Count);
        json.WriteString("computeSource", compute is null ? null : ReportText.ComputeSource(compute.Source));
        json.Number("loss", run.Loss?.Count);
        json.Number("value", point.Value);
        json.Number("standardError", point.StandardError);
        json.Number("samples", point.Samples);
        json.Number("effectiveSamples", point.EffectiveSamples);
        json.WriteString("samplesSource", ReportText.SampleSource(point.SampleSource));
        json.Number("lower", point.Interval?.Lower);
        json.Number("upper", point.Interval?.Upper);
        json.Number("chancePValue", test?.PValue);
        json.Number("samplesNeeded", test?.SamplesNeeded);
        json.WriteBoolean("conflicting", point.Conflicting);
        json.WriteStartArray("paths");
        foreach (Origin origin in point.Origins)
            json.WriteStringValue(origin.Path);
        json.WriteEndArray();
    }

    private static void LeavesChance(Utf8JsonWriter json, SeriesReport series)
    {
        if (series.Chance is not { FirstDistinguishable: { } first } departure)
        {
            json.WriteNull("leavesChanceAt");
            return;
        }

        CurvePoint point = series.Curve.Points[first];
        json.WriteStartObject("leavesChanceAt");
        json.WriteString("model", point.Run.Card.Name);
        json.Number("checkpoint", point.Run.Checkpoint?.Step);
        json.Number("position", series.Curve.Axis is { } axis ? point.At(axis) : null);
        json.Number("pValue", departure.Tests[first]?.PValue);
        json.Number("samples", departure.Tests[first]?.Samples);
        json.Number("significanceLevel", departure.SignificanceLevel);
        json.WriteEndObject();
    }

    private static void LargestRise(Utf8JsonWriter json, SeriesReport series)
    {
        if (series.LargestRise is not { } rise)
        {
            json.WriteNull("largestRise");
            return;
        }

        json.WriteStartObject("largestRise");
        json.WriteString("fromModel", series.Curve.Points[rise.From].Run.Card.Name);
        json.Number("fromCheckpoint", series.Curve.Points[rise.From].Run.Checkpoint?.Step);
        json.WriteString("toModel", series.Curve.Points[rise.To].Run.Card.Name);
        json.Number("toCheckpoint", series.Curve.Points[rise.To].Run.Checkpoint?.Step);
        json.Number("change", rise.Change);
        json.Number("standardError", rise.StandardError);
        json.Number("attention", rise.Attention);
        json.WriteEndObject();
    }

    private static void Law(Utf8JsonWriter json, FitOutcome outcome)
    {
        var fit = outcome as FitOutcome.Converged;
        var failed = outcome as FitOutcome.Failed;
        json.WriteString("name", outcome.Law);
        json.WriteBoolean("converged", fit is not null);
        json.WriteString("formula", fit?.Formula);
        if (fit is null)
        {
            json.WriteNull("coefficients");
        }
        else
        {
            json.WriteStartObject("coefficients");
            foreach (Coefficient coefficient in fit.Coefficients)
            {
                json.WriteStartObject(coefficient.Name);
                json.Number("value", coefficient.Value);
                json.Number("standardError", coefficient.StandardError);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.Number("objective", fit?.ObjectiveValue);
        json.WriteString("objectiveName", fit?.Objective);
        json.Number("aicc", fit?.Aicc);
        json.Number("residualStandardDeviation", fit?.ResidualStandardDeviation);
        if (fit is null)
        {
            json.WriteNull("residuals");
        }
        else
        {
            json.WriteStartArray("residuals");
            foreach (double residual in fit.Residuals)
                json.WriteNumberValue(residual);
            json.WriteEndArray();
        }

        json.Strings("remarks", fit?.Remarks ?? []);
        json.WriteString("failure", failed?.Detail);
        json.WriteString("failureReason", failed is null ? null : ReportText.Failure(failed.Reason));
    }

    private static ImmutableArray<ModelCard> Models(Report report) =>
    [
        .. report.Series.SelectMany(series => series.Curve.Points).Select(point => point.Run.Card)
            .DistinctBy(card => (card.Family, card.Name, card.Source))
            .OrderBy(card => card.Family, StringComparer.Ordinal).ThenBy(card => card.Name, StringComparer.Ordinal).ThenBy(card => card.Source, StringComparer.Ordinal),
    ];

    private static void Model(Utf8JsonWriter json, ModelCard card)
    {
        json.WriteString("family", card.Family);
        json.WriteString("name", card.Name);
        json.WriteString("source", card.Source);
    }

    private static void Lines<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        var buffer = new ArrayBufferWriter<byte>(1 << 12);
        using var line = new Utf8JsonWriter(buffer, LineOptions);
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            buffer.ResetWrittenCount();
            buffer.Write("\n  "u8);
            line.Reset();
            line.WriteStartObject();
            write(line, item);
            line.WriteEndObject();
            line.Flush();
            json.WriteRawValue(buffer.WrittenSpan, skipInputValidation: true);

            // The writer would hold the whole report until its end.
            if (json.BytesPending > MostPending)
                json.Flush();
        }

        json.WriteEndArray();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, ImmutableArray<T> items, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (T item in items)
        {
            json.WriteStartObject();
            write(json, item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
