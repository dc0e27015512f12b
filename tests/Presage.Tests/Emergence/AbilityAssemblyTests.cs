using System.Collections.Immutable;
using Presage.Curves;
using Presage.Emergence;
using Presage.Evaluations;
using Presage.Metrics;
using Presage.Units;

namespace Presage.Tests.Emergence;

public sealed class AbilityAssemblyTests
{
    private static readonly string[] Models = ["m1", "m2", "m4", "m8", "m16", "m32"];

    [Fact]
    public void From_CountsAndLosses_JoinsThemByModel()
    {
        AssembledAbility one = Assert.Single(Assemble([.. Counts("acc"), .. Losses("cross_entropy")]));
        Assert.Equal(6, one.Ability!.Positions.Length);
        Assert.Equal([200, 210, 220, 230, 240, 250], one.Ability.Raw!.Successes);
        Assert.Equal([3.0, 2.9, 2.8, 2.7, 2.6, 2.5], one.Ability.Continuous!.Losses, Within(1e-12));
        Assert.All(one.Ability.Continuous.StandardErrors, error => Assert.Equal(.01, error));
        Assert.Null(one.Obstacle);
    }

    [Fact]
    public void From_SeveralSuccessRates_TakesTheCataloguesFirst()
    {
        ImmutableArray<ScalingCurve> curves = Curves([.. Counts("acc_norm"), .. Counts("acc")]);
        AssembledAbility one = Assert.Single(AbilityAssembly.From(curves));
        Assert.Equal("acc", curves[one.RawCurve!.Value].Metric.Name);
        Assert.Equal(2, one.Curves.Length);
        Assert.Equal(one.RawCurve, one.Curves[0]);
    }

    [Fact]
    public void From_LossAtTooFewModels_JudgesTheCountsAlone()
    {
        AssembledAbility one = Assert.Single(Assemble([.. Counts("acc"), .. Losses("cross_entropy").Take(4)]));
        Assert.Equal((6, true), (one.Ability!.Positions.Length, one.Ability.Continuous is null));
        Assert.Null(one.ContinuousCurve);
    }

    [Fact]
    public void From_LossAtMostModels_JudgesTheCommonOnes() =>
        Assert.Equal(5, Assert.Single(Assemble([.. Counts("acc"), .. Losses("cross_entropy").Take(5)])).Ability!.Positions.Length);

    [Fact]
    public void From_RunsOfOneModel_AreOneModel()
    {
        ReportedResult again = Reported.Result("m1", .3) with { Samples = 1000, Chance = .25, Run = "again" };
        Ability ability = Assert.Single(Assemble([.. Counts("acc"), again])).Ability!;
        Assert.Equal(6, ability.Positions.Length);
        Assert.Equal(250, ability.Raw!.Successes[0]);
        Assert.Equal(1000, ability.Raw.Samples[0]);
    }

    [Theory]
    [InlineData("sparkle", null, null, UnresolvedReason.NoJudgeableMetric)]
    [InlineData("f1", 1000L, null, UnresolvedReason.NoJudgeableMetric)]
    [InlineData("acc", 1000L, null, UnresolvedReason.UnknownChance)]
    [InlineData("acc", null, .25, UnresolvedReason.UnknownSampleCounts)]
    public void From_NothingToJudge_SaysWhatIsMissing(string metric, long? samples, double? chance, UnresolvedReason missing)
    {
        AssembledAbility one = Assert.Single(Assemble(
            [.. Models.Select((model, i) => Reported.Result(model, .2 + (.01 * i), "riddles", metric) with { Samples = samples, Chance = chance })]));
        Assert.Null(one.Ability);
        Assert.Equal(missing, one.Obstacle);
    }

    [Fact]
    public void From_ChoicesByLikelihood_RulesTheFormatOut()
    {
        Assert.Equal(FormatFailure.Impossible, Assert.Single(Assemble(Counts("acc"))).Ability!.FormatFailure);
        Assert.Equal(FormatFailure.Unknown, Assert.Single(Assemble([.. Counts("exact_match").Select(one => one with { Chance = 0 })])).Ability!.FormatFailure);
    }

    [Fact]
    public void From_ZerosInAWholeGroup_AreAFault()
    {
        ImmutableArray<AssembledAbility> zeros = Assemble([.. Group(5, 0)]);
        Assert.Equal(5, zeros.Length);
        Assert.All(zeros, one => Assert.Equal([MeasurementFault.ZeroEverywhere], one.Ability!.KnownFaults));
    }

    [Fact]
    public void From_OneSuccessInTheGroup_ClearsIt() =>
        Assert.All(Assemble([.. Group(5, 0), .. Group(1, .001, "sums_easy")]), one => Assert.Empty(one.Ability!.KnownFaults));

    [Fact]
    public void From_ZerosInFewTasks_AreHonest() => Assert.All(Assemble([.. Group(4, 0)]), one => Assert.Empty(one.Ability!.KnownFaults));

    [Fact]
    public void From_Checkpoints_LeavesOutTheWarmUpAndNeighbours()
    {
        long[] steps = [100, 1400, 1500, 10_000, 11_000, 13_000, 14_000, 100_000, 140_000, 143_000];
        AssembledAbility one = Assert.Single(Assemble(
            [.. steps.Select(step => Pythia(step, .5))]), ability => ability.Ability!.Over == CurveOver.Checkpoints);
        // From the end, each at least a tenth of a decade before the next; the first hundredth of training is not judged.
        Assert.Equal([1500, 11_000, 14_000, 100_000, 143_000], one.Runs.Select(point => point.Run.Checkpoint!.Step!.Value));
        // A tenth of 143,000 steps is over at the first checkpoint after step 14,300.
        Assert.Equal(one.Ability!.Positions[3], one.Ability.EarlyTrainingEnds);
    }

    [Fact]
    public void From_CheckpointsOfTheWarmUpAlone_HaveNothingToJudge()
    {
        AssembledAbility one = Assert.Single(Assemble([Pythia(1, .5), Pythia(64, .5), Pythia(512, .5)]), ability => ability.Curves.Length == 1 && ability.Runs.IsEmpty);
        Assert.Equal(UnresolvedReason.NoUsablePoints, one.Obstacle);
    }

    [Fact]
    public void From_OneMetricMissingACheckpoint_StillJoinsBoth()
    {
        long[] steps = [10_000, 20_000, 40_000, 60_000, 80_000, 100_000, 120_000, 143_000];
        AssembledAbility one = Assert.Single(
            Assemble([.. steps.Select(step => Pythia(step, .5)), .. steps[..^1].Select(step => Pythia(step, 3) with { Metric = "cross_entropy" })]),
            ability => ability.Ability!.Over == CurveOver.Checkpoints);
        Assert.NotNull(one.Ability!.Raw);
        Assert.NotNull(one.Ability.Continuous);
    }

    [Fact]
    public void From_CheckpointsWithoutTokensOrAxis_AreRead() =>
        Assert.NotEmpty(Assemble(
        [
            .. new[] { "m1", "m3", "m9" }.SelectMany(model => new[] { 1000L, 2000, 3000 }.Select(step =>
                Reported.Result(model, .3, metric: "exact_match") with
                {
                    Facts = new Presage.Models.ModelFacts { Family = "Test", NonEmbeddingParameters = Params.From(1e8) },
                    Step = step,
                    Samples = 1000,
                    Chance = 0,
                })),
        ]));

    [Fact]
    public void From_LossOfZero_LeavesThatModelOutOfTheLosses()
    {
        ReportedResult[] losses = Losses("cross_entropy");
        losses[5] = losses[5] with { Value = 0 };
        AssembledAbility one = Assert.Single(Assemble([.. Counts("acc"), .. losses]));
        Assert.Equal(5, one.Ability!.Positions.Length);
        Assert.All(one.Ability.Continuous!.Losses, loss => Assert.True(loss > 0));
    }

    [Fact]
    public void From_LossOfTheAnswerAndAmongTheChoices_TakesTheOneWithoutAChanceLevel()
    {
        AssembledAbility both = Assert.Single(Assemble([.. Counts("acc"), .. Losses("choice_cross_entropy"), .. Losses("nll").Take(5)]));
        Assert.False(both.Ability!.LossHasChanceLevel);
        Assert.True(Assert.Single(Assemble([.. Counts("acc"), .. Losses("choice_cross_entropy")])).Ability!.LossHasChanceLevel);
    }

    [Fact]
    public void From_SpreadOfLateCheckpoints_RaisesTheFloor()
    {
        double[] values = [.5, .6, .5, .6, .5, .6];
        ImmutableArray<AssembledAbility> abilities = Assemble(
            [.. values.Select((value, i) => Pythia(120_000 + (4_000 * i), value)), .. values.Select((value, i) => Pythia(120_000 + (4_000 * i), value, "410m"))]);
        double noise = abilities.Single(one => one.Ability!.Over == CurveOver.Sizes).Ability!.ReplicateNoise!.Value;
        // log(-log) of the skills 1/3 and 7/15 over chance is 0.0940 and -0.2716; half the square of the step is 0.0669, of which 0.0033 is the sampling of 1,000 items.
        Assert.Equal(.2520, noise, 4);
    }

    [Fact]
    public void From_IndependentTrainings_RaiseTheFloor()
    {
        ImmutableArray<AssembledAbility> abilities = Assemble(
            [.. new[] { "70m", "160m", "410m" }.SelectMany(size => new[] { Finished($"pythia-{size}", .5), Finished($"pythia-v0-{size}", .6) })]);
        Assert.All(abilities, one => Assert.Equal(.2520, one.Ability!.ReplicateNoise!.Value, 4));
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.0, 1.0, 1.0 }, false)]
    [InlineData(new[] { 1.0, 2.0, 4.0, 8.0 }, false)]
    [InlineData(new[] { 1.0, 7.0, 3.0, 30.0 }, true)]
    public void From_TokensByNoRule_MixesRecipes(double[] tokens, bool mixed)
    {
        ReportedResult[] results = [.. Models.Take(4).Select((model, i) => Reported.Result(model, .3 + (.1 * i)) with { Samples = 1000, Chance = .25 })];
        ReportedResult[] trained = [.. results.Select((one, i) => one with { Facts = one.Facts! with { TrainingTokens = Tokens.From(tokens[i] * 1e11) } })];
        Assert.Equal(mixed, Assert.Single(Assemble(trained)).Ability!.MixesRecipes);
    }

    [Theory]
    [InlineData(new[] { 1.0, 1.4, 2.1, 2.7, 4.1, 5.6 }, false)] // about the square root of the parameters
    [InlineData(new[] { 1.0, 1.4, 2.1, 2.7, 4.1, 9.0 }, true)]
    [InlineData(new[] { 5.6, 4.1, 2.7, 2.1, 1.4, 1.0 }, true)]
    public void From_TokensAPowerOfTheParameters_IsOneRecipe(double[] tokens, bool mixed)
    {
        ReportedResult[] trained =
        [
            .. Models.Select((model, i) => Reported.Result(model, .3 + (.1 * i)) with { Samples = 1000, Chance = .25 })
                .Select((one, i) => one with { Facts = one.Facts! with { TrainingTokens = Tokens.From(tokens[i] * 1e11) } }),
        ];
        Assert.Equal(mixed, Assert.Single(Assemble(trained)).Ability!.MixesRecipes);
    }

    [Fact]
    public void From_SeedsOfEveryModel_GiveTheNoiseOfTheirMean()
    {
        ReportedResult[] Seeds(int count) =>
        [
            .. from model in Models
               from seed in Enumerable.Range(0, count)
               select Reported.Result(model, 1 + (.2 * (seed % 2)), metric: "cross_entropy") with { StandardError = 1e-6, Seed = seed },
        ];

        // Two runs lie log(1.2) apart; of four, the squares are those of two pairs, so the deviation is sqrt(4/3 / 2) of that of two.
        double two = Assert.Single(Assemble(Seeds(2))).Ability!.ReplicateNoise!.Value, four = Assert.Single(Assemble(Seeds(4))).Ability!.ReplicateNoise!.Value;
        Assert.Equal(Math.Log(1.2) / Math.Sqrt(2) / Math.Sqrt(2), two, 1e-6);
        Assert.Equal(Math.Log(1.2) / Math.Sqrt(3) / 2, four, 1e-6);
        Assert.Equal(Math.Log(1.2) / Math.Sqrt(3), Assert.Single(Assemble([.. Seeds(4).Where(one => one.Model != "m1" || one.Seed == 0)])).Ability!.ReplicateNoise!.Value, .02);
    }

    [Theory]
    [InlineData(new[] { 2.0, 4.0, 3.0, 8.0 }, true)]
    [InlineData(new[] { 2.0, 3.0, 4.0, 4.0 }, false)]
    public void From_WidthsThatShrinkWithSize_MixesRecipes(double[] embeddings, bool mixed)
    {
        ReportedResult[] results = [.. Models.Take(4).Select((model, i) => Reported.Result(model, .3 + (.1 * i)) with { Samples = 1000, Chance = .25 })];
        ReportedResult[] shaped =
        [
            .. results.Select((one, i) => one with { Facts = one.Facts! with { TotalParameters = Params.From(one.Facts!.NonEmbeddingParameters!.Value.Count + (embeddings[i] * 1e7)) } }),
        ];
        Assert.Equal(mixed, Assert.Single(Assemble(shaped)).Ability!.MixesRecipes);
    }

    [Theory]
    [InlineData("perplexity", 20.0855369231877, 3, .1)]
    [InlineData("cross_entropy", 3, 3, 2)]
    [InlineData("target_log_probability", -3, 3, 2)]
    [InlineData("target_probability", .049787068367864, 3, 40.171)]
    public void ContinuousLoss_OfAMetric_IsItsLoss(string metric, double value, double loss, double error)
    {
        Metric known = MetricCatalogue.Find(metric)!;
        Assert.NotNull(ContinuousLoss.Rank(known));
        (double found, double foundError) = ContinuousLoss.Of(known, value, 2);
        Assert.Equal(loss, found, 9);
        Assert.Equal(error, foundError, .001);
    }

    [Theory]
    [InlineData("brier_score")]
    [InlineData("token_edit_distance")]
    [InlineData("acc")]
    [InlineData("bleu")]
    [InlineData("likelihood_difference")]
    public void ContinuousLoss_OfWhatIsNone_HasNoRank(string metric) => Assert.Null(ContinuousLoss.Rank(MetricCatalogue.Find(metric)!));

    private static ReportedResult[] Counts(string metric) =>
        [.. Models.Select((model, i) => Reported.Result(model, .2 + (.01 * i), metric: metric) with { Samples = 1000, Chance = .25 })];

    private static ReportedResult[] Losses(string metric) =>
        [.. Models.Select((model, i) => Reported.Result(model, 3 - (.1 * i), metric: metric) with { StandardError = .01 })];

    private static IEnumerable<ReportedResult> Group(int tasks, double value, string name = "sums") => Enumerable.Range(0, tasks).SelectMany(task =>
        Models.Take(2).Select(model => Reported.Result(model, value, FormattableString.Invariant($"{name}_{task}"), "exact_match") with { Samples = 2000, Chance = 0 }));

    private static ReportedResult Pythia(long step, double value, string size = "70m") => Finished($"pythia-{size}", value) with { Step = step };

    private static ReportedResult Finished(string model, double value) => Reported.Result("m1", value) with { Model = model, Facts = null, Samples = 1000, Chance = .25 };

    private static ImmutableArray<AssembledAbility> Assemble(IReadOnlyList<ReportedResult> results) => AbilityAssembly.From(Curves(results));

    private static ImmutableArray<ScalingCurve> Curves(IReadOnlyList<ReportedResult> results) =>
        ScalingCurves.From(Reported.Assemble([.. results]).Results, new CurveOptions());

    private static Func<double, double, bool> Within(double tolerance) => (first, second) => Math.Abs(first - second) <= tolerance;
}
