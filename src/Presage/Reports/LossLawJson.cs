using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Proportions;

namespace Presage.Reports;

/// <summary>Writes a fit of the loss law as JSON, schema <c>presage.fit/1</c> (documented in <c>docs/guide/fitting.md</c>).</summary>
/// <remarks>Absent values are null. The same report gives the same bytes.</remarks>
public static class LossLawJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        IndentSize = 1,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes the report as UTF-8 without a byte-order mark, ending in a line feed.</summary>
    /// <param name="report">The report.</param>
    /// <param name="destination">Where to; left open.</param>
    public static void Write(LossLawReport report, Stream destination)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(destination);
        using (var json = new Utf8JsonWriter(destination, Options))
        {
            json.WriteStartObject();
            json.WriteString("schema", LossLawReport.Schema);
            json.WriteString("law", report.Fit.Law);
            json.WriteString("formula", report.Fit.Formula);
            json.WriteStartObject("input");
            json.WriteString("path", report.Path);
            json.WriteString("sha256", report.Sha256);
            json.Strings("columns", report.Columns);
            json.WriteEndObject();
            json.WriteNumber("points", report.Points.Length);
            LeftOut(json, report.LeftOut);
            json.WriteString("objectiveName", report.Fit.Objective);
            json.Number("objective", report.Fit.ObjectiveValue);
            json.Number("scale", report.Fit.Coefficients.FirstOrDefault(coefficient => coefficient.Name == "scale")?.Value);
            json.Number("residualStandardDeviation", report.Fit.ResidualStandardDeviation);
            json.WriteStartObject("bootstrap");
            json.WriteNumber("draws", report.Bootstrap.Draws);
            json.WriteNumber("failed", report.Bootstrap.Failed);
            json.WriteNumber("seed", report.Bootstrap.Seed);
            json.WriteEndObject();
            Estimates(json, report.Estimates);
            Allocations(json, "allocations", report.Allocations);
            Allocations(json, "allocationCurve", report.AllocationCurve);
            Residuals(json, report);
            json.Strings("notes", report.Notes);
            json.WriteEndObject();
        }

        destination.WriteByte((byte)'\n');
    }

    private static void LeftOut(Utf8JsonWriter json, ImmutableArray<Rejection> rows)
    {
        json.WriteStartArray("leftOut");
        foreach (Rejection row in rows)
        {
            json.WriteStartObject();
            json.WriteString("record", row.Record);
            json.WriteString("reason", row.Reason);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Estimates(Utf8JsonWriter json, ImmutableArray<LossLawEstimate> estimates)
    {
        json.WriteStartObject("estimates");
        foreach (LossLawEstimate estimate in estimates)
        {
            json.WriteStartObject(estimate.Name);
            json.Number("value", estimate.Value);
            json.Number("standardError", estimate.StandardError);
            json.Number("bootstrapStandardError", estimate.BootstrapStandardError);
            json.Number("lower", estimate.Interval?.Lower);
            json.Number("upper", estimate.Interval?.Upper);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Allocations(Utf8JsonWriter json, string name, ImmutableArray<LossLawAllocation> allocations)
    {
        json.WriteStartArray(name);
        foreach (LossLawAllocation allocation in allocations)
        {
            json.WriteStartObject();
            json.Number("budget", allocation.Best.Budget.Count);
            Quantity(json, "parameters", allocation.Best.Parameters.Count, allocation.Parameters);
            Quantity(json, "tokens", allocation.Best.Tokens.Count, allocation.Tokens);
            Quantity(json, "tokensPerParameter", allocation.Best.TokensPerParameter, allocation.TokensPerParameter);
            Quantity(json, "loss", allocation.Best.Loss.Count, allocation.Loss);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Quantity(Utf8JsonWriter json, string name, double value, ConfidenceInterval? interval)
    {
        json.WriteStartObject(name);
        json.Number("value", value);
        json.Number("lower", interval?.Lower);
        json.Number("upper", interval?.Upper);
        json.WriteEndObject();
    }

    private static void Residuals(Utf8JsonWriter json, LossLawReport report)
    {
        json.WriteStartArray("residuals");
        for (int i = 0; i < report.Points.Length; i++)
        {
            LossPoint point = report.Points[i];
            json.WriteStartObject();
            json.WriteNumber("line", report.Lines[i]);
            json.Number("parameters", point.Parameters.Count);
            json.Number("tokens", point.Tokens.Count);
            json.Number("loss", point.Loss.Count);
            json.Number("residual", report.Fit.Residuals[i]);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
