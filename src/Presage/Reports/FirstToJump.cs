using System.Collections.Immutable;

namespace Presage.Reports;

/// <summary>Of the metrics of one task on one axis, which is told from chance first.</summary>
/// <param name="First">The series at its floor with the earliest onset.</param>
/// <param name="AlreadyAbove">Names of the task's metrics that are above chance already, in ordinal order.</param>
/// <param name="Later">Names of its other metrics at their floor, in ordinal order.</param>
/// <remarks>Only metrics that count successes, with known chance and item counts, are compared. Equality compares the arrays by reference.</remarks>
public sealed record FirstToJump(ForecastLine First, ImmutableArray<string> AlreadyAbove, ImmutableArray<string> Later)
{
    /// <summary>Compares the metrics of each task.</summary>
    /// <param name="lines">The series.</param>
    /// <returns>One per task, family, shots and axis where at least two metrics can be compared and one at its floor has an onset.</returns>
    public static ImmutableArray<FirstToJump> Of(IEnumerable<ForecastLine> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        var found = ImmutableArray.CreateBuilder<FirstToJump>();
        foreach (var ability in lines.GroupBy(line => (line.Curve.Task, line.Curve.Family, line.Curve.Shots, line.Curve.Over, line.Curve.Model, line.Forecast.Axis)))
        {
            ForecastLine[] atFloor = [.. ability.Where(line => line.Forecast.Onset is not null)];
            ImmutableArray<string> above = Names(ability.Where(line => line.Forecast.HasLeftChance));
            if (atFloor.Length == 0)
                continue;
            ForecastLine first = atFloor.MinBy(line => line.Forecast.Onset!.Amount ?? double.PositiveInfinity)!;
            ImmutableArray<string> later = Names(atFloor.Where(line => line.Curve.MetricName != first.Curve.MetricName));
            if (first.Forecast.Onset!.Amount is not null && above.Length + later.Length > 0)
                found.Add(new FirstToJump(first, above, later));
        }

        return found.ToImmutable();
    }

    private static ImmutableArray<string> Names(IEnumerable<ForecastLine> lines) => [.. lines.Select(line => line.Curve.MetricName).Distinct().Order(StringComparer.Ordinal)];
}
