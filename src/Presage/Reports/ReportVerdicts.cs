using System.Collections.Immutable;
using Presage.Curves;
using Presage.Emergence;
using Presage.Evaluations;
using Presage.Scoring;

namespace Presage.Reports;

/// <summary>The abilities of a report with the verdicts on them.</summary>
internal static class ReportVerdicts
{
    /// <summary>One ability for each task, family, number of shots and slice; the false discovery rate is controlled over all of them.</summary>
    /// <param name="curves">The curves.</param>
    /// <param name="ids">Shape [curves]; their identifiers.</param>
    /// <param name="evaluations">The checked results.</param>
    /// <param name="tables">What each model scored on each item; may be empty.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Stops the work.</param>
    public static ImmutableArray<AbilityReport> Of(
        ImmutableArray<ScalingCurve> curves, ImmutableArray<string> ids, EvaluationSet evaluations, ImmutableArray<ItemTable> tables, ReportOptions options,
        CancellationToken cancellation)
    {
        AbilityItems items = new(curves, evaluations, tables);
        ImmutableArray<AssembledAbility> assembled =
        [
            .. AbilityAssembly.From(curves).Select(one => one.Ability is { } ability
                ? one with { Ability = items.Join(one, ability, cancellation) with { Models = [.. one.Runs.Select((point, i) => RungLabel.Of(point.Run, ability.Over == CurveOver.Checkpoints, one.PooledRuns[i]))] } }
                : one),
        ];
        Ability[] judged = [.. assembled.Select(one => one.Ability).OfType<Ability>()];
        Queue<EmergenceVerdict> verdicts = new(VerdictEngine.Judge(
            judged, options.Verdicts, options.DegreeOfParallelism, done => options.JudgingProgress?.Invoke(done, judged.Length), cancellation));
        ImmutableArray<string> abilityIds = SeriesIds.ForAbilities([.. assembled.Select(one => curves[one.Curves[0]])]);
        return
        [
            .. assembled.Select((one, i) =>
            {
                ScalingCurve curve = curves[one.Curves[0]];
                return new AbilityReport
                {
                    Id = abilityIds[i],
                    Task = curve.Task,
                    Family = curve.Family,
                    Shots = curve.Shots,
                    Over = curve.Over,
                    Model = curve.Model,
                    TrainingRun = curve.TrainingRun,
                    Seed = curve.Seed,
                    Series = [.. one.Curves.Select(index => ids[index])],
                    Axis = one.Axis,
                    Models = one.Ability?.Models ?? [],
                    Positions = one.Ability?.Positions ?? [],
                    RawSeries = one.RawCurve is { } raw ? ids[raw] : null,
                    ContinuousSeries = one.ContinuousCurve is { } continuous ? ids[continuous] : null,
                    Verdict = one.Ability is null ? VerdictReport.NotJudged(curve.Task, curve.Family, one.Obstacle!.Value) : verdicts.Dequeue(),
                };
            }),
        ];
    }
}
