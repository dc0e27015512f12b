using System.Collections.Immutable;
using System.Globalization;
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
                [.. root.GetProperty("inputs").EnumerateArray().Select(Input)],
                [
                    .. root.GetProperty("series").EnumerateArray().Select((one, i) => (One: one, Place: string.Create(CultureInfo.InvariantCulture, $"series[{i}]")))
                        .Where(line => line.One.TryGetProperty("newRunValues", out _)).Select(line => Line(line.One, line.Place)),
                ]);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new FormatException($"it is no whole forecast: {exception.Message}", exception);
        }
    }

    private static (string Path, string? Sha256) Input(JsonElement input, int index)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"inputs[{index}]");
        return (Text(input, "path", place), input.GetProperty("sha256").GetString());
    }

    private static FrozenSeries Line(JsonElement one, string place)
    {
        JsonElement forecast = one.GetProperty("forecast"), targets = forecast.GetProperty("targets");
        if (targets.ValueKind != JsonValueKind.Array || targets.GetArrayLength() != 1)
            throw new FormatException($"{place}.forecast.targets is not one target");
        JsonElement target = targets[0], leaves = target.GetProperty("leavesChance"), values = one.GetProperty("newRunValues");
        if (values.ValueKind != JsonValueKind.Array || values.GetArrayLength() == 0)
            throw new FormatException($"{place}.newRunValues holds no value");
        double[] numbers = [.. values.EnumerateArray().Select(value => Finite(value, $"{place}.newRunValues"))];
        if (!numbers.SequenceEqual(numbers.Order()))
            throw new FormatException($"{place}.newRunValues does not ascend");
        return new FrozenSeries(
            Text(one, "id", place),
            Finite(target.GetProperty("amount"), $"{place}.forecast.targets[0].amount"),
            Finite(forecast.GetProperty("lastAmount"), $"{place}.forecast.lastAmount"),
            Finite(forecast.GetProperty("lastValue"), $"{place}.forecast.lastValue"),
            new ForecastDistribution([.. numbers]),
            leaves.ValueKind == JsonValueKind.Null ? null : Finite(leaves, $"{place}.forecast.targets[0].leavesChance"));
    }

    private static string Text(JsonElement parent, string name, string place) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : throw new FormatException($"{place}.{name} is not a text");

    private static double Finite(JsonElement value, string place) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out double number) && double.IsFinite(number)
            ? number
            : throw new FormatException($"{place} is not a number");
}
