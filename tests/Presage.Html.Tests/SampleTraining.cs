using System.Collections.Immutable;
using System.Globalization;
using Presage.Reports.Training;
using Presage.Units;

namespace Presage.Html.Tests;

/// <summary>Two invented ladders: one whose jump is of the metric, with tests on the way, and one of a single seed that never answers exactly.</summary>
internal static class SampleTraining
{
    private const int Places = 4;
    private static readonly int[] Widths = [8, 11, 16, 23, 32, 45, 64];

    /// <summary>Seven sizes of three seeds, and three sizes of one.</summary>
    public static TrainingReport Build() => new(
    [
        Ladder("multiplication <b>", null, "0125*37=4625", seeds: 3, sizes: Widths.Length, isTestedOnTheWay: true),
        Ladder("addition", "sparse", "012+345=0357", seeds: 1, sizes: 3, isTestedOnTheWay: false),
    ]);

    private static TrainedLadder Ladder(string task, string? arm, string example, int seeds, int sizes, bool isTestedOnTheWay)
    {
        ImmutableArray<TrainedRung> rungs =
        [
            .. Widths.Take(sizes).Select((width, place) => new TrainedRung
            {
                Label = string.Create(CultureInfo.InvariantCulture, $"d{width}"),
                NonEmbeddingParameters = Params.From(24.0 * width * width),
                TrainingTokens = Tokens.From(6e6),
                TrainingCompute = Flops.From(6 * 24.0 * width * width * 6e6),
                Runs = [.. Enumerable.Range(1, seeds).Select(seed => Run(seed, place, isTestedOnTheWay))],
            }),
        ];
        return new TrainedLadder { Task = task, Arm = arm, Example = example, TestProblems = 1000, Rungs = rungs, Transitions = ScoreTransitions.Of(rungs) };
    }

    private static TrainedRun Run(int seed, int place, bool isTestedOnTheWay)
    {
        double floor = (1.9 - (0.31 * place)) * (1 + (0.08 * Math.Sin((17 * seed) + (5 * place))));
        double Loss(int step) => floor + ((2.3 - floor) * Math.Exp(-step / 260.0));
        int[] tested = isTestedOnTheWay ? [10, 30, 100, 200, 400, 700, 1000, 1500] : [1500];
        return new TrainedRun
        {
            Seed = seed,
            Losses = [.. Enumerable.Range(0, 60).Select(i => (int)Math.Round(Math.Pow(1500, i / 59.0))).Distinct()
                .Select(step => new StepLoss(step, Loss(step) * (1 + (0.06 * Math.Sin(step * 1.7 * seed)))))],
            Scores = [.. tested.Select(step => Scores(step, Loss(step)))],
        };
    }

    private static StepScores Scores(int step, double loss)
    {
        ImmutableArray<double> places = [.. Enumerable.Range(0, Places).Select(i => Math.Exp(-loss * (0.4 + (0.4 * i))))];
        return new StepScores(step, loss, Math.Round(places.Aggregate(1.0, (one, other) => one * other), 3), Places * (1 - places.Average()), places);
    }
}
