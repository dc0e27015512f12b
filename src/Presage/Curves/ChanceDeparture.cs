using System.Collections.Immutable;
using Presage.Proportions;

namespace Presage.Curves;

/// <summary>Where a curve leaves chance, rung by rung.</summary>
/// <param name="Tests">Shape [points], in the order of the curve; null for a rung without a sample count.</param>
/// <param name="FirstDistinguishable">Index of the first rung that is above chance; null where none is.</param>
/// <param name="SignificanceLevel">The level at which each rung was tested: 0.05 divided by the number of tested rungs (Bonferroni).</param>
public sealed record ChanceDeparture(
    ImmutableArray<RungChanceTest?> Tests, int? FirstDistinguishable, double SignificanceLevel)
{
    /// <summary>The probability that a curve which never leaves chance is said to do so anywhere is at most this.</summary>
    public const double FamilywiseLevel = 0.05;

    /// <summary>Tests every rung of a curve against chance.</summary>
    /// <param name="curve">The curve.</param>
    /// <returns>Null where the metric counts no successes, chance is unknown, or no rung has a sample count.</returns>
    public static ChanceDeparture? Of(ScalingCurve curve)
    {
        ArgumentNullException.ThrowIfNull(curve);
        if (!curve.Metric.CountsSuccesses || curve.Chance is not ({ } chance and < 1))
            return null;
        int tested = curve.Points.Count(point => point.EffectiveSamples is not null);
        if (tested == 0)
            return null;

        double level = FamilywiseLevel / tested;
        ImmutableArray<RungChanceTest?> tests = [.. curve.Points.Select(point => Test(point, chance, level))];
        int first = -1;
        for (int i = 0; i < tests.Length && first < 0; i++)
        {
            if (tests[i]?.PValue <= level && !curve.Points[i].Conflicting)
                first = i;
        }

        return new ChanceDeparture(tests, first < 0 ? null : first, level);
    }

    private static RungChanceTest? Test(CurvePoint point, double chance, double level)
    {
        if (point.EffectiveSamples is not { } effective)
            return null;
        long samples = (long)Math.Floor(effective);
        double rate = Math.Clamp(point.Value, 0, 1);
        long successes = (long)Math.Round(rate * samples);
        double pValue = ChanceTest.PValue(successes, samples, chance);
        return new RungChanceTest(
            pValue,
            samples,
            pValue <= level ? null : ChanceTest.SamplesNeeded(rate, chance, level),
            BinomialInterval.ClopperPearsonUpper(successes, samples));
    }
}
