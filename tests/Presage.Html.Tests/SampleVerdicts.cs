using Presage.Curves;
using Presage.Emergence;
using Presage.Proportions;
using Presage.Reports;

namespace Presage.Html.Tests;

/// <summary>Invented verdicts of every kind on the abilities of a sample report.</summary>
internal static class SampleVerdicts
{
    /// <summary>A name of a model, a falsifier and a sentence that try to run.</summary>
    public const string Hostile = "<img src=x onerror=alert(1)>";

    /// <summary>The report with a verdict on every ability but those of the task left out.</summary>
    public static Report Judge(Report report, string? leftOut = null)
    {
        var abilities = report.Series
            .Where(series => series.Curve.Task != leftOut)
            .GroupBy(series => (series.Curve.Task, series.Curve.Family, series.Curve.Shots, series.Curve.Over, series.Curve.Model))
            .Select((group, place) => Of([.. group], place))
            .ToArray();
        var owner = abilities.SelectMany(ability => ability.Series, (ability, series) => (series, ability.Id)).ToDictionary(pair => pair.series, pair => pair.Id);
        return report with
        {
            Abilities = [.. abilities],
            Series = [.. report.Series.Select(series => series with { Ability = owner.GetValueOrDefault(series.Id) })],
        };
    }

    private static AbilityReport Of(SeriesReport[] series, int place)
    {
        ScalingCurve curve = series[0].Curve;
        SeriesReport? raw = series.FirstOrDefault(one => one.Curve.Metric.CountsSuccesses);
        SeriesReport? continuous = series.FirstOrDefault(one => !one.Curve.Metric.CountsSuccesses);
        double[] positions = [.. curve.Placed.Select(point => point.Position(curve.Axis)!.Value)];
        return new AbilityReport
        {
            Id = series[0].Id.Replace($".{curve.Metric.Name}.", ".", StringComparison.Ordinal),
            Task = curve.Task,
            Family = curve.Family,
            Shots = curve.Shots,
            Over = curve.Over,
            Series = [.. series.OrderBy(one => one == raw ? 0 : one == continuous ? 1 : 2).Select(one => one.Id)],
            Axis = curve.Axis,
            Models = [.. curve.Placed.Select(point => RungLabel.Of(point.Run, curve.Over == CurveOver.Checkpoints))],
            RawSeries = raw?.Id,
            ContinuousSeries = continuous?.Id,
            Verdict = Verdict(curve, positions, place),
        };
    }

    private static EmergenceVerdict Verdict(ScalingCurve curve, double[] positions, int place)
    {
        double knot = (positions[3] + positions[4]) / 2;
        EmergenceVerdict tested = new()
        {
            Kind = VerdictKind.Unresolved,
            Direction = Direction.Up,
            Tier = EvidenceTier.Continuous,
            TrendPValue = 3.1e-6,
            BreakTests = [new LinkTest(VerdictLink.LogLog, 0.31, 96)],
            BreakPValue = 0.31,
            AdjustedBreakPValue = 0.44,
            Knot = knot,
            KnotInterval = new ConfidenceInterval(positions[2], positions[^2]),
            SlopeRatio = new SlopeRatio(1.4, 0.6, 3.2),
            Noise = new ModelNoise(0.08, ModelNoiseSource.Residuals),
            Power = 0.46,
            LooksSudden = true,
            Jump = new RawJump(2, 3, 0.057, 0.344, 1e-12, 0.62, true),
            Sentence = "",
        };
        if (curve.Task == SampleReport.HostileTask)
        {
            return tested with
            {
                Reason = UnresolvedReason.SingleModel,
                HangsOnModel = 2,
                Sentence = Hostile,
                Falsifiers = [Hostile],
                CheapestData = new UnresolvedData(Hostile, 2, null),
            };
        }

        return (curve.Task == "addition_2_digits" ? curve.Shots == 5 ? 0 : 1 : 2 + place % 9) switch
        {
            0 => tested with
            {
                Kind = VerdictKind.RealBreak,
                BreakTests = [new LinkTest(VerdictLink.LogLog, 0.0005, 4096), new LinkTest(VerdictLink.Logit, 0.0042, 4096), new LinkTest(VerdictLink.Probit, 0.011, 4096)],
                BreakPValue = 0.011,
                AdjustedBreakPValue = 0.043,
                KnotInterval = new ConfidenceInterval(knot - 0.3, knot + 0.25),
                SlopeRatio = new SlopeRatio(11.3, 4.1, double.PositiveInfinity),
                Power = 0.86,
                Falsifiers = ["Further runs with other seeds show a larger spread between models.", "Models between those here lie on the smooth law."],
                Sentence = "Improvement speeds up at a certain scale, on a continuous metric and on every scale declared in advance; "
                    + "within these models this is more than the metric, the noise between models, or any single model.",
            },
            1 or 2 => tested with
            {
                Kind = VerdictKind.MetricArtefact,
                Power = 0.71,
                Falsifiers = ["The next models lie off the smooth law."],
                Sentence = "The score jumps, but the skill beneath it rises gradually: a smooth law reproduces the jump, so it comes from the metric.",
            },
            3 or 4 => tested with
            {
                Kind = VerdictKind.Smooth,
                LooksSudden = false,
                Falsifiers = ["The next models, or models between those here, lie off the smooth law."],
                Sentence = "Measured by a continuous metric, the ability improves gradually with scale, and a strong sudden change within these models is excluded.",
            },
            5 => tested with { Kind = VerdictKind.Smooth, Direction = Direction.Down, LooksSudden = false, Jump = null, BreakTests = [], BreakPValue = null, AdjustedBreakPValue = null, Sentence = "Larger models do worse here." },
            6 => tested with
            {
                Kind = VerdictKind.NoMeasurableChange,
                Direction = Direction.Flat,
                TrendPValue = 0.42,
                BreakTests = [],
                BreakPValue = null,
                AdjustedBreakPValue = null,
                Knot = null,
                KnotInterval = null,
                SlopeRatio = null,
                Noise = new ModelNoise(0.05, ModelNoiseSource.Floor),
                LooksSudden = false,
                Jump = null,
                Falsifiers = ["More items, or a continuous metric, show a trend."],
                Sentence = "These data show no change with scale; a small one may have gone unseen.",
            },
            7 => new EmergenceVerdict
            {
                Kind = VerdictKind.Unresolved,
                Reason = UnresolvedReason.MeasurementFault,
                Direction = Direction.Flat,
                Tier = EvidenceTier.Aggregate,
                Faults = [MeasurementFault.ZeroEverywhere],
                CheapestData = new UnresolvedData("The answers themselves, read by eye, or a new run of the evaluation.", null, null),
                Sentence = "These numbers look like a fault of measurement, not like a skill, and are not judged.",
            },
            _ => tested with
            {
                Reason = UnresolvedReason.BreakNotExcluded,
                SlopeRatio = new SlopeRatio(3.9, 0.8, 21),
                CheapestData = new UnresolvedData("4 further models within this range, with a continuous metric.", 4, null),
                Sentence = "The score rises, and these data fit a gradual rise and a sudden one alike.",
            },
        };
    }
}
