using Presage.Metrics;

namespace Presage.Laws;

/// <summary>The range a law may take as known: the floor that a guesser reaches, and the metric's maximum.</summary>
/// <param name="Floor">Chance where it is known; the metric's minimum where the metric has no chance level.</param>
/// <param name="Ceiling">The metric's maximum; above <paramref name="Floor"/>.</param>
internal readonly record struct KnownRange(double Floor, double Ceiling)
{
    /// <summary>The known range of a curve.</summary>
    /// <param name="data">The curve.</param>
    /// <param name="missing">What is missing where there is none, in words.</param>
    /// <returns>Null where floor or ceiling is unknown, or the floor is not below the ceiling.</returns>
    public static KnownRange? Of(CurveData data, out string missing)
    {
        double? floor = data.Chance ?? data.Metric.ChanceRule switch
        {
            ChanceRule.Zero => 0,
            ChanceRule.None => data.Metric.Minimum,
            _ => null,
        };
        missing = (floor, data.Metric.Maximum) switch
        {
            (null, _) => $"The chance level of {data.Metric.Name} is not known for this task.",
            (_, null) => $"The metric {data.Metric.Name} has no known maximum.",
            ({ } low, { } high) when low >= high => Figures.Text($"Chance, {low}, is not below the maximum, {high}."),
            _ => "",
        };
        return missing.Length == 0 ? new KnownRange(floor!.Value, data.Metric.Maximum!.Value) : null;
    }
}
