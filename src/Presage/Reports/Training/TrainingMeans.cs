using System.Collections.Immutable;

namespace Presage.Reports.Training;

/// <summary>Means over the seeds of one size.</summary>
public static class TrainingMeans
{
    /// <summary>Scores of the finished models; the step is that of the first.</summary>
    /// <exception cref="ArgumentException">The size has no runs.</exception>
    public static StepScores Final(TrainedRung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        if (rung.Runs.IsDefaultOrEmpty)
            throw new ArgumentException("A size needs at least one run.", nameof(rung));
        return Mean([.. rung.Runs.Select(run => run.Final)]);
    }

    /// <summary>Scores over training, at the steps at which every run was tested.</summary>
    public static ImmutableArray<StepScores> Scores(TrainedRung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return [.. At(rung, run => run.Scores, score => score.Step).Select(Mean)];
    }

    /// <summary>Training losses, at the steps that every run has.</summary>
    public static ImmutableArray<StepLoss> Losses(TrainedRung rung)
    {
        ArgumentNullException.ThrowIfNull(rung);
        return [.. At(rung, run => run.Losses, loss => loss.Step).Select(losses => new StepLoss(losses[0].Step, losses.Average(loss => loss.Loss)))];
    }

    private static IEnumerable<ImmutableArray<T>> At<T>(TrainedRung rung, Func<TrainedRun, ImmutableArray<T>> values, Func<T, int> step) =>
        rung.Runs.SelectMany(run => values(run)).GroupBy(step).Where(group => group.Count() == rung.Runs.Length).OrderBy(group => group.Key)
            .Select(group => group.ToImmutableArray());

    private static StepScores Mean(ImmutableArray<StepScores> scores) => new(
        scores[0].Step,
        scores.Average(score => score.CrossEntropy),
        scores.Average(score => score.ExactMatch),
        scores.Average(score => score.EditDistance),
        [.. Enumerable.Range(0, scores.Min(score => score.PositionAccuracy.Length)).Select(place => scores.Average(score => score.PositionAccuracy[place]))]);
}
