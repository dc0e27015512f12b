using System.Collections.Immutable;
using System.Globalization;
using Presage.Laws;

namespace Presage.Reports.Training;

/// <summary>The words that every output uses for a ladder's training.</summary>
public static class TrainingText
{
    /// <summary>The ladder's name, such as <c>multiplication, dense</c>.</summary>
    public static string Name(TrainedLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        return ladder.Arm is { } arm ? $"{ladder.Task}, {arm}" : ladder.Task;
    }

    /// <summary>What one sees: where the scores begin and end, and over how much compute exact match and cross-entropy change.</summary>
    public static string Sentence(TrainedLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        if (ladder.Rungs.IsDefaultOrEmpty)
            return "No model is finished.";
        StepScores first = TrainingMeans.Final(ladder.Rungs[0]), last = TrainingMeans.Final(ladder.Rungs[^1]);
        string ends = $"From {ladder.Rungs[0].Label} to {ladder.Rungs[^1].Label} exact match goes from {Share(first.ExactMatch)} to {Share(last.ExactMatch)}, "
            + $"and cross-entropy from {NumberText.Score(first.CrossEntropy)} to {NumberText.Score(last.CrossEntropy)} nats per token"
            + $" ({Seeds(ladder)}, {NumberText.Count(ladder.TestProblems, "test problem")}).";
        return Of(ladder, "exact match") is { } exact && Of(ladder, "cross-entropy") is { } loss ? $"{ends} {Widths(exact, loss)}" : ends;
    }

    /// <summary>The transitions of a ladder as a table: widths in decades, halfway compute, and the compute at which exact match reaches stated values.</summary>
    public static TextTable Transitions(TrainedLadder ladder)
    {
        ArgumentNullException.ThrowIfNull(ladder);
        ImmutableArray<double> values = [.. ladder.Transitions.SelectMany(one => one.Thresholds).Select(threshold => threshold.Value).Distinct().Order()];
        return new TextTable(
            $"Transitions of {Name(ladder)}",
            ["score", "width in decades", "less cross-entropy's", "halfway at FLOPs", .. values.Select(value => $"reaches {Decimal(value)} at FLOPs")],
            [
                .. ladder.Transitions.Select(one => ImmutableArray.Create(
                [
                    one.Score, Decades(one.Width), one.LessThanCrossEntropy is { } less ? Decades(less) : "", Compute(one.Halfway),
                    .. values.Select(value => one.Thresholds.FirstOrDefault(threshold => threshold.Value == value) is { } reached ? Compute(reached.Compute) : ""),
                ])),
            ],
            ["Widths are from a tenth to nine tenths of the way between the first and the last size. "
                + "Intervals are 95 % over seeds; \"unknown\" where a size has one seed or too few draws give the figure."]);
    }

    /// <summary>A width in decades with its interval: <c>0.97 (0.80 to 1.20)</c>.</summary>
    public static string Decades(TransitionEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Value is { } value ? $"{Decimal(value)} ({Interval(estimate, Decimal)})" : "no change";
    }

    /// <summary>A compute, kept as log10 of FLOPs, with its interval: <c>3.40e10 (2.10e10 to 5.00e10)</c>.</summary>
    public static string Compute(TransitionEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Value is { } value ? $"{Flops(value)} ({Interval(estimate, Flops)})" : "not reached";
    }

    private static string Widths(ScoreTransition exact, ScoreTransition loss)
    {
        if (exact.Width.Value is not { } width)
            return "Exact match does not change along the ladder.";
        string text = $"Exact match makes its way from a tenth to nine tenths within {Decimal(width)} decades of compute ({Interval(exact.Width, Decimal)})";
        if (loss.Width.Value is not { } slide)
            return $"{text}; cross-entropy does not change.";
        text += $", cross-entropy of the same answers in {Decimal(slide)} ({Interval(loss.Width, Decimal)})";
        return exact.LessThanCrossEntropy switch
        {
            { Upper: < 0 } => $"{text}: the jump under exact match is sharper than the change of the loss.",
            { Lower: > 0 } => $"{text}: exact match changes more gradually than the loss.",
            { Lower: not null } => $"{text}; the seeds do not settle which of the two is sharper.",
            _ => $"{text}; more seeds are needed to tell the difference from chance.",
        };
    }

    private static ScoreTransition? Of(TrainedLadder ladder, string score) =>
        ladder.Transitions.FirstOrDefault(one => one.Score == score);

    private static string Seeds(TrainedLadder ladder)
    {
        int least = ladder.Rungs.Min(rung => rung.Runs.Length), most = ladder.Rungs.Max(rung => rung.Runs.Length);
        return most == 1 ? "1 seed per size" : least == most ? $"means of {most} seeds per size" : $"means of {least} to {most} seeds per size";
    }

    private static string Interval(TransitionEstimate estimate, Func<double, string> text) =>
        estimate is { Lower: { } lower, Upper: { } upper } ? $"{text(lower)} to {text(upper)}" : "interval unknown";

    // A width that rounds to zero is not negative.
    private static string Decimal(double value) => (Math.Round(value, 2) + 0.0).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Share(double value) => value.ToString("0.000", CultureInfo.InvariantCulture);

    private static string Flops(double log) => NumberText.Amount(Math.Pow(10, log));
}
