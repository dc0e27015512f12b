using System.Collections.Immutable;
using System.Text.Json;
using Presage.Forecasts;

namespace Presage.Reports;

/// <summary>A forecast written down before the fact, as <c>presage freeze</c> writes it.</summary>
/// <param name="TargetModel">Name of the target; null where it was given by its quantities.</param>
/// <param name="Inputs">Path and SHA-256 of every file it was made from.</param>
/// <param name="Series">Its series that have a forecast.</param>
/// <remarks>Equality compares the arrays by reference.</remarks>
public sealed record FrozenForecast(string? TargetModel, ImmutableArray<(string Path, string? Sha256)> Inputs, ImmutableArray<FrozenSeries> Series)
{
    /// <summary>Reads what <see cref="ForecastReportJson"/> wrote.</summary>
    /// <param name="source">The bytes.</param>
    /// <exception cref="FormatException">It is not such a file; the message says why.</exception>
    public static FrozenForecast Read(Stream source)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(source);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("schema", out JsonElement schema) || schema.GetString() != ForecastReport.Schema)
                throw new FormatException($"it is no forecast of the schema {ForecastReport.Schema}");
            return new FrozenForecast(
                root.GetProperty("target").GetProperty("model").GetString(),
                [.. root.GetProperty("inputs").EnumerateArray().Select(input => (input.GetProperty("path").GetString()!, input.GetProperty("sha256").GetString()))],
                [.. root.GetProperty("series").EnumerateArray().Where(one => one.TryGetProperty("newRunValues", out _)).Select(Line)]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"it is no whole forecast: {exception.Message}", exception);
        }
    }

    private static FrozenSeries Line(JsonElement one)
    {
        JsonElement forecast = one.GetProperty("forecast"), target = forecast.GetProperty("targets")[0];
        JsonElement leaves = target.GetProperty("leavesChance");
        return new FrozenSeries(
            one.GetProperty("id").GetString()!,
            target.GetProperty("amount").GetDouble(),
            forecast.GetProperty("lastAmount").GetDouble(),
            forecast.GetProperty("lastValue").GetDouble(),
            new ForecastDistribution([.. one.GetProperty("newRunValues").EnumerateArray().Select(value => value.GetDouble())]),
            leaves.ValueKind == JsonValueKind.Number ? leaves.GetDouble() : null);
    }
}
