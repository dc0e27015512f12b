using System.Globalization;

namespace Presage.Emergence;

/// <summary>What to measure next, in numbers.</summary>
internal static class CheapestData
{
    private const double WantedPower = 0.8;
    private const int MostModels = 40;

    public static UnresolvedData For(Ability ability, EmergenceEvidence evidence, UnresolvedReason reason, VerdictOptions options) => reason switch
    {
        UnresolvedReason.MeasurementFault => new("The answers themselves, read by eye, or a new run of the evaluation.", null, null),
        UnresolvedReason.TooFewModels => MoreModels(ability, evidence, options),
        UnresolvedReason.AggregateOnly => new(
            Text($"The log-probability of the right answer, or another continuous metric, for these {evidence.Models} models."), null, null),
        UnresolvedReason.LinkDecides or UnresolvedReason.FalseDiscoveryControl or UnresolvedReason.WeakBreak => MoreModels(ability, evidence, options),
        UnresolvedReason.SingleModel => new(
            Text($"A second run of {Name(ability, evidence.HangsOnModel)} with another seed, and a model on either side of it."), 2, null),
        UnresolvedReason.BreakNotExcluded => MoreModels(ability, evidence, options),
        UnresolvedReason.RawCurveNotReproduced => new("The share of answers that could not be read, for every model.", null, null),
        UnresolvedReason.NoTrendBelowOnset => Continuous(ability, evidence),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static UnresolvedData MoreModels(Ability ability, EmergenceEvidence evidence, VerdictOptions options)
    {
        int models = evidence.Models;
        // More items are cheaper than more models, as long as the sampling of items is the larger part of the noise.
        if (models >= 8 && ability.Continuous is not null && evidence.Noise is { } found && Continuous(ability, evidence) is { ItemsPerModel: not null } items && found.StandardDeviation < Sampling(ability))
            return items;

        double noise = evidence.Noise?.StandardDeviation ?? options.NoiseFloor;
        double improvement = ability.Continuous is { } continuous ? Math.Log(continuous.Losses[0] / continuous.Losses[^1]) : 0;
        if (improvement > 0)
        {
            double range = ability.Positions[^1] - ability.Positions[0], error = Sampling(ability);
            for (int wanted = Math.Max(models + 1, 6); wanted <= MostModels; wanted += wanted < 16 ? 1 : 4)
            {
                double[] positions = [.. Enumerable.Range(0, wanted).Select(i => range * i / (wanted - 1))];
                if (BreakPower.Of(positions, [.. Enumerable.Repeat(error, wanted)], improvement, noise, options.ExcludedRatio, options.BreakLevel) >= WantedPower)
                    return More(wanted - models);
            }

            return new(Text($"Several seeds per model: even {MostModels} models would not do at a noise of {noise:0.00} between them."), null, null);
        }

        return More(Math.Max(options.AggregateModels - models, 4));

        static UnresolvedData More(int count) => new(
            count == 1 ? "One further model within this range, with a continuous metric." : Text($"{count} further models within this range, with a continuous metric."), count, null);
    }

    private static UnresolvedData Continuous(Ability ability, EmergenceEvidence evidence)
    {
        double sampling = Sampling(ability), noise = evidence.Noise?.StandardDeviation ?? 0;
        if (noise > 0 && sampling > noise && Items(ability) is { } items)
        {
            long wanted = (long)Math.Ceiling(items * sampling * sampling / (noise * noise));
            return new(Text($"The continuous metric on {wanted:#,0} items per model."), null, wanted);
        }

        return new("Log-probabilities of the right answer and of matched wrong answers, for the models whose score is at chance.", null, null);
    }

    private static double Sampling(Ability ability) => ability.Continuous is { } scores ? BreakPower.RelativeErrors(scores).Average() : 0;

    private static long? Items(Ability ability) => ability.Raw?.Samples.Max();

    private static string Name(Ability ability, int? model) =>
        model is { } index && index < ability.Models.Length ? ability.Models[index] : Text($"model {model + 1}");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
