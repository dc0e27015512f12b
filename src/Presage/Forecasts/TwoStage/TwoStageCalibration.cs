using System.Collections.Immutable;

namespace Presage.Forecasts.TwoStage;

/// <summary>
/// How wide the intervals of two-stage forecasts must be: errors of forecasts of larger sizes from smaller ones within the ladder, in units of their
/// scale.
/// </summary>
/// <remarks>
/// Split conformal (Vovk et al. 2005) over rolling origins: the half-width at a level is that quantile of past |error| / scale times the scale of the
/// new forecast.
/// The errors of one ladder are dependent and its origins much nearer than a real target, so the level is nominal; beyond the ladder it rests on the
/// scale's growth.
/// </remarks>
internal sealed class TwoStageCalibration
{
    private readonly ImmutableArray<double> _sizes;

    private TwoStageCalibration(ImmutableArray<double> sizes, double meanAbsoluteError) => (_sizes, MeanAbsoluteError) = (sizes, meanAbsoluteError);

    /// <summary>Mean absolute error of the forecasts behind it.</summary>
    public double MeanAbsoluteError { get; }

    /// <summary>Forecasts behind it.</summary>
    public int Count => _sizes.Length;

    /// <summary>Forecasts every size from the sizes below it, from the third size on, and pools the tasks.</summary>
    /// <param name="ladders">One ladder of runs per task, with chance.</param>
    /// <returns>Null where no ladder has sizes enough.</returns>
    public static TwoStageCalibration? From(IEnumerable<(ImmutableArray<LadderRun> Runs, double? Chance)> ladders)
    {
        List<double> sizes = [];
        double sum = 0;
        foreach ((ImmutableArray<LadderRun> runs, double? chance) in ladders)
        {
            double[] parameters = [.. runs.Select(run => run.Parameters?.Count).OfType<double>().Distinct().Order()];
            for (int origin = 2; origin < parameters.Length; origin++)
            {
                ImmutableArray<LadderRun> known = [.. runs.Where(run => run.Parameters?.Count < parameters[origin])];
                if (TwoStageForecast.Fit(known, chance, out _) is not { } forecast)
                    continue;
                foreach (LadderRun target in runs.Where(run => run.Parameters?.Count >= parameters[origin]))
                {
                    if (forecast.At(target.Parameters, target.Tokens, target.Compute) is not { } prediction)
                        continue;
                    double error = Math.Abs(prediction.Mean - target.FinalScore);
                    sum += error;
                    sizes.Add(error / prediction.Scale);
                }
            }
        }

        return sizes.Count == 0 ? null : new TwoStageCalibration([.. sizes.Order()], sum / sizes.Count);
    }

    /// <summary>The interval of a forecast.</summary>
    /// <param name="prediction">The forecast.</param>
    /// <param name="level">Share of such intervals that should hold the truth; above 0, below 1.</param>
    /// <returns>Null where there are too few past forecasts for the level: fewer than level / (1 - level).</returns>
    public (double Lower, double Upper)? Interval(TwoStagePrediction prediction, double level)
    {
        int rank = (int)Math.Ceiling((level * (_sizes.Length + 1)) - 1e-9);
        if (rank > _sizes.Length)
            return null;
        double half = _sizes[rank - 1] * prediction.Scale;
        return (Math.Max(0, prediction.Mean - half), Math.Min(1, prediction.Mean + half));
    }
}
