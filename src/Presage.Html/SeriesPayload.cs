using System.Collections.Immutable;
using System.Text.Json;
using Presage.Curves;
using Presage.Evaluations;
using Presage.Laws;
using Presage.Reports;

namespace Presage.Html;

/// <summary>What the page shows of a series once it is opened: points, laws, notes.</summary>
internal static class SeriesPayload
{
    /// <summary>Series in one packed block: few enough to unpack at once, enough to compress well.</summary>
    public const int ChunkSize = 64;

    /// <summary>Writes consecutive series of the report.</summary>
    public static void Write(Utf8JsonWriter json, IReadOnlyList<SeriesReport> chunk, RunTable runs)
    {
        var paths = new Dictionary<string, int>(StringComparer.Ordinal);
        json.WriteStartObject();
        json.WriteStartArray("series");
        foreach (SeriesReport series in chunk)
            WriteSeries(json, series, runs, paths);
        json.WriteEndArray();
        json.WriteStartArray("paths");
        foreach (string path in paths.Keys)
            json.WriteStringValue(path);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSeries(Utf8JsonWriter json, SeriesReport series, RunTable runs, Dictionary<string, int> paths)
    {
        ScalingCurve curve = series.Curve;
        json.WriteStartObject();
        json.WriteIfPresent("axis", curve.Axis is { } axis ? Name(axis) : null);
        json.WriteIfPresent("chance", curve.Chance);
        json.WriteIfPresent("breakthroughness", series.Breakthroughness?.Finite);
        json.WriteIfPresent("linearity", series.Linearity?.Finite);
        if (series.Lens is { } lens)
        {
            json.WriteStartObject("lens");
            json.WriteNumber("zero", lens.Zero);
            json.WriteNumber("one", lens.One);
            json.WriteEndObject();
        }

        WritePoints(json, curve.Points, series.Chance, runs, paths);
        json.WriteStartArray("laws");
        foreach (FitOutcome law in series.Laws)
            WriteLaw(json, law);
        json.WriteEndArray();
        WriteDrawnLaws(json, series.DrawnLaws);
        ForecastPayload.Write(json, series.Forecast);
        json.WriteStartArray("notes");
        foreach (string note in series.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WritePoints(
        Utf8JsonWriter json, ImmutableArray<CurvePoint> points, ChanceDeparture? chance, RunTable runs, Dictionary<string, int> paths)
    {
        json.WriteStartObject("points");
        Column("run", point => runs.IndexOf(point.Run));
        Column("value", point => point.Value);
        Rounded("standardError", point => point.StandardError);
        Column("samples", point => point.Samples);
        Rounded("lower", point => point.Interval?.Lower);
        Rounded("upper", point => point.Interval?.Upper);
        json.WriteStartArray("samplesFrom");
        foreach (CurvePoint point in points)
            json.WriteStringValue(Words(point.SampleSource));
        json.WriteEndArray();
        json.WriteStartArray("conflicting");
        foreach (CurvePoint point in points)
            json.WriteNumberValue(point.Conflicting ? 1 : 0);
        json.WriteEndArray();
        json.WriteStartArray("origins");
        foreach (CurvePoint point in points)
        {
            json.WriteStartArray();
            foreach (Origin origin in point.Origins)
            {
                paths.TryAdd(origin.Path, paths.Count);
                json.WriteNumberValue(paths[origin.Path]);
                json.WriteStringValue(origin.Record);
            }

            json.WriteEndArray();
        }

        json.WriteEndArray();
        if (chance is not null)
        {
            json.WriteRoundedColumn("pValue", [.. chance.Tests.Select(test => test?.PValue)]);
            json.WriteColumn("samplesNeeded", [.. chance.Tests.Select(test => (double?)test?.SamplesNeeded)]);
            json.WriteRoundedColumn("upperBound", [.. chance.Tests.Select(test => test?.UpperBound)]);
        }

        json.WriteEndObject();

        void Column(string name, Func<CurvePoint, double?> value) => json.WriteColumn(name, [.. points.Select(value)]);

        void Rounded(string name, Func<CurvePoint, double?> value) => json.WriteRoundedColumn(name, [.. points.Select(value)]);
    }

    private static void WriteLaw(Utf8JsonWriter json, FitOutcome law)
    {
        json.WriteStartObject();
        json.WriteString("law", law.Law);
        switch (law)
        {
            case FitOutcome.Converged fit:
                json.WriteString("formula", fit.Formula);
                json.WriteString("objective", fit.Objective);
                json.WriteIfPresent("objectiveValue", fit.ObjectiveValue);
                json.WriteIfPresent("aicc", fit.Aicc);
                json.WriteIfPresent("residual", fit.ResidualStandardDeviation);
                json.WriteStartArray("coefficients");
                foreach (Coefficient coefficient in fit.Coefficients)
                {
                    json.WriteStartObject();
                    json.WriteString("name", coefficient.Name);
                    json.WriteIfPresent("value", coefficient.Value);
                    json.WriteIfPresent("standardError", coefficient.StandardError);
                    json.WriteEndObject();
                }

                json.WriteEndArray();
                json.WriteStartArray("remarks");
                foreach (string remark in fit.Remarks)
                    json.WriteStringValue(remark);
                json.WriteEndArray();
                break;
            case FitOutcome.Failed failed:
                json.WriteString("failure", Words(failed.Reason));
                json.WriteString("detail", failed.Detail);
                break;
            default:
                throw new System.Diagnostics.UnreachableException();
        }

        json.WriteEndObject();
    }

    /// <summary>Laws of one series share their grid; it is written once, with the first.</summary>
    private static void WriteDrawnLaws(Utf8JsonWriter json, ImmutableArray<DrawnLaw> laws)
    {
        json.WriteStartArray("drawn");
        for (int i = 0; i < laws.Length; i++)
        {
            json.WriteStartObject();
            json.WriteString("law", laws[i].Law);
            if (i == 0 || !laws[i].Positions.AsSpan().SequenceEqual(laws[i - 1].Positions.AsSpan()))
                json.WriteRounded("positions", laws[i].Positions);
            json.WriteRounded("mean", laws[i].Mean);
            json.WriteRounded("lower", laws[i].Lower);
            json.WriteRounded("upper", laws[i].Upper);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The page's name of an axis.</summary>
    public static string Name(ScaleAxis axis) => axis switch
    {
        ScaleAxis.TrainingCompute => "compute",
        ScaleAxis.Parameters => "parameters",
        ScaleAxis.Tokens => "tokens",
        ScaleAxis.Loss => "loss",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Words(SampleSource source) => source switch
    {
        SampleSource.Unknown => "unknown",
        SampleSource.Stated => "stated",
        SampleSource.FromStandardError => "from standard error",
        SampleSource.FromOtherModels => "as for other models",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static string Words(FitFailure failure) => failure switch
    {
        FitFailure.TooFewPoints => "too few points",
        FitFailure.NotApplicable => "not applicable",
        FitFailure.Degenerate => "not determined by the data",
        FitFailure.NotConverged => "did not converge",
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
