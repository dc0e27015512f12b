using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace Presage.Emergence;

/// <summary>Tests an ability: everything that the rules need, and no more than they need.</summary>
internal static class EvidenceGathering
{
    private static readonly ImmutableArray<VerdictLink> Links = [VerdictLink.LogLog, VerdictLink.Logit, VerdictLink.Probit];

    /// <summary>Curves drawn from a smooth law of counts.</summary>
    private const int CountDraws = 499;

    /// <summary>Share of drawn curves beyond which the raw curve is no longer reproduced.</summary>
    private const double ReproductionLevel = 0.10;

    public static EmergenceEvidence Of(Ability ability, VerdictOptions options)
    {
        double[] positions = [.. ability.Positions];
        EmergenceEvidence evidence = new()
        {
            Tier = ability.Continuous is null ? EvidenceTier.Aggregate : EvidenceTier.Continuous,
            Models = positions.Length,
            Faults = MeasurementFaults.Of(ability),
            FormatRuledOut = ability.FormatFailure == FormatFailure.Impossible,
            Jump = RawJump.Of(ability, options),
            Turn = RawTurn.Of(ability.Raw, options),
            EarlyTrainingEnds = ability.EarlyTrainingEnds,
        };
        if (!evidence.Faults.IsEmpty || positions.Length < 2)
            return evidence;

        double floor = Math.Max(ability.MixesRecipes ? options.MixedRecipeNoiseFloor : options.NoiseFloor, ability.ReplicateNoise ?? 0);
        SharpnessPremise? premise = ability.Raw is { } counts ? SharpnessPremise.Of(counts, options.SharpnessMargin) : null;
        evidence = evidence with
        {
            LooksSudden = premise?.Holds,
            DiffersBeyondSampling = evidence.Jump is { IsBeyondSampling: true }
                || (ability.Raw is { } rates && SamplingTrend.PValue(rates, positions) <= options.TrendLevel)
                || (ability.Continuous is { } losses && SamplingTrend.PValue(losses, positions) <= options.TrendLevel),
        };
        (double PValue, int Sign)? rawTrend = ability.Raw is { } ofRaw ? RawTrend.Test(ofRaw, positions, floor, options.TrendLevel / 2) : null;
        return ability.Continuous is { } continuous
            ? WithContinuous(ability, continuous, evidence, premise, rawTrend, positions, floor, options)
            : WithCounts(ability, ability.Raw!, evidence, rawTrend, positions, floor, options);
    }

    private static EmergenceEvidence WithContinuous(
        Ability ability, ContinuousScores continuous, EmergenceEvidence evidence, SharpnessPremise? premise,
        (double PValue, int Sign)? rawTrend, double[] positions, double floor, VerdictOptions options)
    {
        int models = positions.Length;
        double[] logLosses = new double[models], variances = new double[models];
        for (int i = 0; i < models; i++)
        {
            logLosses[i] = Math.Log(continuous.Losses[i]);
            double error = continuous.StandardErrors[i] / continuous.Losses[i];
            variances[i] = (floor * floor) + (error * error);
        }

        if (BreakFit.Create(positions, logLosses, variances) is not { } fit)
            return evidence with { TrendPValue = rawTrend?.PValue, TrendSign = rawTrend?.Sign ?? 0 };

        evidence = Fitted(evidence, fit, logLosses, variances, positions, ability.ReplicateNoise, floor, rawTrend, options);
        if (evidence.TrendPValue > options.TrendLevel || evidence.TrendSign < 0)
            return evidence;

        if (evidence.BreakPValue <= options.BreakLevel)
            return evidence with { HangsOnModel = HangsOn(positions, logLosses, variances, options) };
        if (premise is not { Holds: true, FlatModels: var flat } || !(evidence.Ratio!.Upper < options.ExcludedRatio))
            return evidence;
        return evidence with
        {
            ImprovesBelowOnset = ImprovesIn(fit, flat),
            RawReproduced = Links.Any(link =>
                CountFit.Create(ability.Raw!, positions, link, floor) is { } law && law.Test(CountDraws, ReproductionLevel).PValue > ReproductionLevel),
        };
    }

    private static EmergenceEvidence Fitted(
        EmergenceEvidence evidence, BreakFit fit, double[] logLosses, double[] variances, double[] positions,
        double? replicates, double floor, (double PValue, int Sign)? rawTrend, VerdictOptions options)
    {
        (double slope, double t) = fit.Trend();
        double trend = 2 * StudentT.CDF(0, 1, fit.DegreesOfFreedom, -Math.Abs(t));
        int sign = Math.Sign(slope);
        if (rawTrend is { } raw)
        {
            if (raw.PValue < trend && trend > options.TrendLevel / 2)
                sign = raw.Sign;
            trend = Math.Min(1, 2 * Math.Min(trend, raw.PValue));
        }

        (double before, double after, double beforeT, double afterT) = fit.Slopes();
        double critical = StudentT.InvCDF(0, 1, fit.DegreesOfFreedom, 0.975);
        bool mixed = Math.Sign(before) != Math.Sign(after) && Math.Abs(beforeT) > critical && Math.Abs(afterT) > critical;

        var tests = ImmutableArray.CreateBuilder<LinkTest>();
        (double p, int draws) = fit.Test(options.BreakLevel);
        tests.Add(new LinkTest(VerdictLink.LogLog, p, draws));
        if (p <= options.BreakLevel && trend <= options.TrendLevel)
        {
            foreach (VerdictLink link in Links.Skip(1))
            {
                (p, draws) = fit.TestOn(link, variances, options.BreakLevel);
                tests.Add(new LinkTest(link, p, draws));
                if (p > options.BreakLevel)
                    break;
            }
        }

        // What the residuals hold beyond the sampling of items.
        double sampling = variances.Average() - (floor * floor);
        double residual = (fit.Variance * variances.Average()) - sampling;
        double noise = Math.Sqrt(Math.Max(residual, floor * floor));
        ModelNoiseSource source = noise > floor * 1.000001 ? ModelNoiseSource.Residuals
            : replicates >= floor ? ModelNoiseSource.Replicates : ModelNoiseSource.Floor;
        return evidence with
        {
            TrendPValue = trend,
            TrendSign = sign,
            Mixed = mixed,
            BreakTests = tests.ToImmutable(),
            Ratio = fit.Ratio(),
            Knot = fit.Knot < 0 ? null : fit.Design.Knots[fit.Knot],
            KnotInterval = fit.KnotInterval(),
            Noise = new ModelNoise(noise, source),
        };
    }

    private static EmergenceEvidence WithCounts(
        Ability ability, SuccessCounts raw, EmergenceEvidence evidence, (double PValue, int Sign)? rawTrend, double[] positions, double floor, VerdictOptions options)
    {
        evidence = evidence with { TrendPValue = rawTrend?.PValue, TrendSign = rawTrend?.Sign ?? 0 };
        if (rawTrend is not { Sign: > 0 } || rawTrend.Value.PValue > options.TrendLevel)
            return evidence;

        // Where every model is well inside the range of the metric, the counts have a Gaussian log loss.
        if (evidence.LooksSudden == false && LogLosses(raw, floor) is var (logLosses, variances)
            && BreakFit.Create(positions, logLosses, variances) is { } fit)
        {
            evidence = Fitted(evidence, fit, logLosses, variances, positions, ability.ReplicateNoise, floor, rawTrend, options);
            return evidence.BreakPValue <= options.BreakLevel && ability.FormatFailure == FormatFailure.Impossible
                ? evidence with { HangsOnModel = HangsOn(positions, logLosses, variances, options) }
                : evidence;
        }

        // Otherwise a break matters only where aggregates alone may show one.
        if (ability.FormatFailure != FormatFailure.Impossible || positions.Length < options.AggregateModels)
            return evidence;
        var tests = ImmutableArray.CreateBuilder<LinkTest>();
        double noise = floor;
        foreach (VerdictLink link in Links)
        {
            CountFit? law = CountFit.Create(raw, positions, link, floor);
            (double p, int draws) = law?.Test(CountDraws, options.BreakLevel) ?? (1, 0);
            tests.Add(new LinkTest(link, p, draws));
            noise = link == VerdictLink.LogLog && law is not null ? law.Noise : noise;
            if (p > options.BreakLevel)
                break;
        }

        evidence = evidence with
        {
            BreakTests = tests.ToImmutable(),
            Noise = new ModelNoise(noise, noise > floor ? ModelNoiseSource.Residuals : ability.ReplicateNoise >= floor ? ModelNoiseSource.Replicates : ModelNoiseSource.Floor),
        };
        return evidence.BreakPValue > options.BreakLevel ? evidence : evidence with { HangsOnModel = HangsOn(raw, positions, floor, options) };
    }

    private static (double[] LogLosses, double[] Variances)? LogLosses(SuccessCounts raw, double floor)
    {
        const double fewest = 5;
        int models = raw.Successes.Length;
        double[] logLosses = new double[models], variances = new double[models];
        for (int i = 0; i < models; i++)
        {
            double n = raw.Samples[i], p = raw.Successes[i] / n, spread = Math.Sqrt(n * p * (1 - p));
            double skill = (p - raw.Chance) / (1 - raw.Chance);
            if (raw.Successes[i] - (n * raw.Chance) < Math.Max(fewest, 3 * spread * Math.Sign(raw.Chance)) || n - raw.Successes[i] < fewest)
                return null;
            double error = Math.Sqrt(p * (1 - p) / n) / ((1 - raw.Chance) * skill * -Math.Log(skill));
            logLosses[i] = Math.Log(-Math.Log(skill));
            variances[i] = (error * error) + (floor * floor);
        }

        return (logLosses, variances);
    }

    // Does the continuous metric improve within the leading models whose raw score is at chance? One-sided 5 %.
    private static bool ImprovesIn(BreakFit fit, int flat)
    {
        if (flat < 2)
            return false;
        double w = 0, x = 0, y = 0;
        for (int i = 0; i < flat; i++)
        {
            w += fit.Weights[i];
            x += fit.Weights[i] * fit.Design.Positions[i];
            y += fit.Weights[i] * fit.Values[i];
        }

        (x, y) = (x / w, y / w);
        double xx = 0, xy = 0;
        for (int i = 0; i < flat; i++)
        {
            xx += fit.Weights[i] * (fit.Design.Positions[i] - x) * (fit.Design.Positions[i] - x);
            xy += fit.Weights[i] * (fit.Design.Positions[i] - x) * (fit.Values[i] - y);
        }

        return xx > 0 && xy / Math.Sqrt(xx * fit.Variance) > BreakFit.OneSidedT(fit.DegreesOfFreedom);
    }

    private static int? HangsOn(double[] positions, double[] logLosses, double[] variances, VerdictOptions options)
    {
        for (int left = 0; left < positions.Length; left++)
        {
            (double p, _) = BreakFit.Create(Without(positions, left), Without(logLosses, left), Without(variances, left))?.Test(options.BreakLevel) ?? (1, 0);
            if (p > options.BreakLevel)
                return left;
        }

        return null;
    }

    private static int? HangsOn(SuccessCounts raw, double[] positions, double floor, VerdictOptions options)
    {
        for (int left = 0; left < positions.Length; left++)
        {
            SuccessCounts rest = raw with { Successes = raw.Successes.RemoveAt(left), Samples = raw.Samples.RemoveAt(left) };
            (double p, _) = CountFit.Create(rest, Without(positions, left), VerdictLink.LogLog, floor)?.Test(CountDraws, options.BreakLevel) ?? (1, 0);
            if (p > options.BreakLevel)
                return left;
        }

        return null;
    }

    private static double[] Without(double[] values, int index) => [.. values[..index], .. values[(index + 1)..]];
}
