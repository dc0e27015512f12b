using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Presage.Reports;
using Presage.Reports.Training;
using Presage.Units;

namespace Presage.Tests.Reports.Training;

public sealed class TrainingReportTests
{
    // Cross-entropy falls evenly over four decades; exact match rises in the third.
    private static readonly double[] CrossEntropies = [2.0, 1.5, 1.0, 0.5, 0.1];
    private static readonly double[] ExactMatches = [0.0, 0.0, 0.05, 0.95, 1.0];
    private static readonly double[] Offsets = [-0.004, 0.0, 0.004];

    private static readonly Report Untrained = new() { Inputs = [], Rejected = [], UnknownModels = [], Conflicts = [], Notes = [], Series = [] };

    [Fact]
    public void Json_OfTrainedModels_HoldsAllOfTheirTraining()
    {
        TrainedLadder ladder = Ladder(seeds: 3);
        using JsonDocument json = JsonDocument.Parse(Text(Untrained with { Training = new TrainingReport([ladder]) }, ReportJson.Write));
        JsonElement shown = Assert.Single(json.RootElement.GetProperty("training").GetProperty("ladders").EnumerateArray());

        Assert.Equal("multiplication", shown.GetProperty("task").GetString());
        Assert.Equal(JsonValueKind.Null, shown.GetProperty("arm").ValueKind);
        Assert.Equal(TrainingText.Sentence(ladder), shown.GetProperty("sentence").GetString());
        Assert.Equal(ladder.Rungs.Select(rung => rung.TrainingCompute.Count), shown.GetProperty("rungs").EnumerateArray().Select(rung => rung.GetProperty("trainingCompute").GetDouble()));
        JsonElement run = shown.GetProperty("rungs")[3].GetProperty("runs")[1];
        Assert.Equal(2, run.GetProperty("seed").GetInt64());
        Assert.Equal(0.95, run.GetProperty("final").GetProperty("exactMatch").GetDouble(), 1e-12);
        Assert.Equal([50.0, 100.0], run.GetProperty("scores").EnumerateArray().Select(scores => scores.GetProperty("step").GetDouble()));
        Assert.Equal([1.0, 100.0], run.GetProperty("losses").GetProperty("step").EnumerateArray().Select(step => step.GetDouble()));
        // A loss that is not a number is absent.
        Assert.Equal([JsonValueKind.Number, JsonValueKind.Null], run.GetProperty("losses").GetProperty("loss").EnumerateArray().Select(loss => loss.ValueKind));

        foreach ((ScoreTransition transition, JsonElement member) in ladder.Transitions.Zip(shown.GetProperty("transitions").EnumerateArray()))
        {
            Assert.Equal(transition.Score, member.GetProperty("score").GetString());
            Assert.Equal(transition.Width.Value, member.GetProperty("width").GetProperty("value").GetDouble());
            Assert.Equal(transition.Width.Upper, member.GetProperty("width").GetProperty("upper").GetDouble());
            Assert.Equal(transition.LessThanCrossEntropy?.Lower, Lower(member.GetProperty("lessThanCrossEntropy")));
            Assert.Equal(
                transition.Thresholds.Select(threshold => threshold.Compute.Value),
                member.GetProperty("thresholds").EnumerateArray().Select(threshold => (double?)threshold.GetProperty("compute").GetProperty("value").GetDouble()));
        }

        static double? Lower(JsonElement estimate) => estimate.ValueKind == JsonValueKind.Null ? null : estimate.GetProperty("lower").GetDouble();
    }

    [Fact]
    public void Reports_OfOthersModels_SayNothingOfTraining()
    {
        using JsonDocument json = JsonDocument.Parse(Text(Untrained, ReportJson.Write));
        Assert.False(json.RootElement.TryGetProperty("training", out _));
        Assert.DoesNotContain("trained", Text(Untrained, ReportMarkdown.Write), StringComparison.Ordinal);
    }

    [Fact]
    public void Markdown_OfTrainedModels_HasTheSentenceAndTheTransitions()
    {
        TrainedLadder ladder = Ladder(seeds: 3);
        string text = Text(Untrained with { Training = new TrainingReport([ladder with { Arm = "dense" }]) }, ReportMarkdown.Write);

        Assert.Contains("### multiplication, dense: 12\\*34=0408\n", text, StringComparison.Ordinal);
        Assert.Contains(TrainingText.Sentence(ladder), text, StringComparison.Ordinal);
        Assert.Contains("| reaches 0.90 at FLOPs |", text, StringComparison.Ordinal);
        ScoreTransition exact = ladder.Transitions.Single(one => one.Score == "exact match");
        Assert.Contains($"| exact match | {TrainingText.Decades(exact.Width)} | {TrainingText.Decades(exact.LessThanCrossEntropy!)} |", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Sentence_SharpExactMatch_SaysSo() => Assert.EndsWith(": the jump under exact match is sharper than the change of the loss.", TrainingText.Sentence(Ladder(seeds: 3)), StringComparison.Ordinal);

    [Fact]
    public void Sentence_OneSeed_LeavesTheDifferenceOpen()
    {
        string sentence = TrainingText.Sentence(Ladder(seeds: 1));

        Assert.Contains("(1 seed per size, 500 test problems)", sentence, StringComparison.Ordinal);
        Assert.Contains("(interval unknown)", sentence, StringComparison.Ordinal);
        Assert.EndsWith("; more seeds are needed to tell the difference from chance.", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Transitions_AbsentFigures_AreNotNumbers()
    {
        TrainedLadder ladder = Ladder(seeds: 3);
        ladder = ladder with { Rungs = ladder.Rungs[..2], Transitions = ScoreTransitions.Of(ladder.Rungs[..2]) };
        ImmutableArray<string> exact = TrainingText.Transitions(ladder).Rows[^1];

        Assert.Equal("exact match", exact[0]);
        Assert.Equal("not reached", exact[^1]);
    }

    [Fact]
    public void Means_OfRunsWithDifferentSteps_AreOfStepsInCommon()
    {
        TrainedRung rung = Ladder(seeds: 2).Rungs[3];
        rung = rung with { Runs = [rung.Runs[0], rung.Runs[1] with { Scores = rung.Runs[1].Scores[1..] }] };

        StepScores scores = Assert.Single(TrainingMeans.Scores(rung));
        Assert.Equal(100, scores.Step);
        Assert.Equal(0.95 - 0.002, scores.ExactMatch, 1e-12);
        Assert.Equal(TrainingMeans.Final(rung).CrossEntropy, scores.CrossEntropy);
    }

    private static TrainedLadder Ladder(int seeds)
    {
        ImmutableArray<TrainedRung> rungs =
        [
            .. CrossEntropies.Select((crossEntropy, place) => new TrainedRung
            {
                Label = $"d{8 << place}",
                TrainingCompute = Flops.From(Math.Pow(10, 9 + place)),
                NonEmbeddingParameters = Params.From(Math.Pow(10, 3 + place)),
                TrainingTokens = Tokens.From(1e6),
                Runs =
                [
                    .. Enumerable.Range(0, seeds).Select(seed => new TrainedRun
                    {
                        Seed = seed + 1,
                        Losses = [new StepLoss(1, 2.5), new StepLoss(100, double.NaN)],
                        Scores = [Scores(50, crossEntropy + 0.1, 0, 0), Scores(100, crossEntropy, ExactMatches[place], Offsets[seed])],
                    }),
                ],
            }),
        ];
        return new TrainedLadder { Task = "multiplication", Example = "12*34=0408", TestProblems = 500, Rungs = rungs, Transitions = ScoreTransitions.Of(rungs) };

        static StepScores Scores(int step, double crossEntropy, double exactMatch, double offset) =>
            new(step, crossEntropy + offset, exactMatch + offset, 4 * (1 - exactMatch), [exactMatch, exactMatch]);
    }

    private static string Text(Report report, Action<Report, Stream> write)
    {
        using var stream = new MemoryStream();
        write(report, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
