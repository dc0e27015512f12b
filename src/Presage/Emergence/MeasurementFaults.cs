using System.Collections.Immutable;

namespace Presage.Emergence;

/// <summary>Finds numbers that cannot be measurements of a skill.</summary>
internal static class MeasurementFaults
{
    /// <summary>Decades of scale beyond which models count as of very different strength.</summary>
    private const double VeryDifferent = 1;

    /// <summary>Fewest models for which agreement to the last answer is suspicious.</summary>
    private const int Suspicious = 3;

    /// <summary>The faults of an ability.</summary>
    /// <remarks>
    /// No success under any model is no fault by itself: a task may be too hard for all of them. What tells the one from the other is in other abilities (<see cref="SiblingZeros"/>), which
    /// arrive as <see cref="Ability.KnownFaults"/>.
    /// </remarks>
    public static ImmutableArray<MeasurementFault> Of(Ability ability)
    {
        var faults = ImmutableArray.CreateBuilder<MeasurementFault>();
        faults.AddRange(ability.KnownFaults);
        double range = ability.Positions.Length > 0 ? ability.Positions[^1] - ability.Positions[0] : 0;
        bool strengthsDiffer = ability.Positions.Length >= Suspicious && range >= VeryDifferent;
        if (ability.Continuous is { } continuous)
        {
            if (continuous.Losses.Any(loss => !(loss > 0) || !double.IsFinite(loss)) || continuous.StandardErrors.Any(error => !(error >= 0) || !double.IsFinite(error)))
                faults.Add(MeasurementFault.ImpossibleValue);
            else if (strengthsDiffer && continuous.Losses.All(loss => loss == continuous.Losses[0]))
                faults.Add(MeasurementFault.IdenticalEverywhere);
        }

        if (ability.Raw is { } raw && strengthsDiffer)
        {
            // Agreement of every model to the last answer has a probability of about (n p (1 - p))^(-(K - 1)/2).
            if (raw.Successes[0] > 0 && raw.Successes.All(count => count == raw.Successes[0]) && raw.Samples.All(samples => samples == raw.Samples[0])
                && raw.Successes[0] < raw.Samples[0] && AgreementByChance(raw) < 1e-4)
            {
                faults.Add(MeasurementFault.IdenticalEverywhere);
            }
        }

        return faults.ToImmutable();
    }

    private static double AgreementByChance(SuccessCounts raw)
    {
        double n = raw.Samples[0], p = raw.Successes[0] / n;
        return Math.Pow(2 * Math.PI * n * p * (1 - p), -(raw.Successes.Length - 1) / 2.0);
    }
}
