using Presage.Emergence;

namespace Presage.Tests.Emergence;

/// <summary>A fast part of the simulation of docs/decisions/0005, with margins that only a broken engine exceeds.</summary>
public sealed class VerdictEngineTests
{
    private const int Draws = 200;

    private static CellResult Simulate(
        SimulationTruth truth, int models, int items, double noise, SimulationEvidence evidence = SimulationEvidence.Continuous,
        SimulationDeparture departure = SimulationDeparture.None, double correlation = 0) =>
        CellResult.Simulate(new SimulationCell(truth, evidence, models, items, noise, correlation, departure), 11, Draws, TestContext.Current.CancellationToken);

    // At a true rate of 5 %, 23 of 200 or more happen once in ten thousand.
    private static void KeepsPromise(CellResult result) => Assert.InRange(result.Wrong, 0, 22);

    [Theory]
    [InlineData(600, -25, 3.0, -0.15)]
    [InlineData(300, 25, 1.2, 0.15)]
    public void Judge_CountsAgainstTheLoss_SaysThatTheyDisagree(int first, int step, double loss, double lossStep)
    {
        double[] places = [.. Enumerable.Range(0, 12).Select(i => 20 + (i / 3.0))];
        Ability ability = new(
            [.. places],
            new SuccessCounts([.. places.Select((_, i) => (long)first + (step * i))], [.. places.Select(_ => 1000L)], 0.25),
            new ContinuousScores([.. places.Select((_, i) => loss + (lossStep * i))], [.. places.Select(_ => 0.01)]));
        EmergenceVerdict verdict = VerdictEngine.Judge([ability], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
        Assert.Equal((VerdictKind.Unresolved, (UnresolvedReason?)UnresolvedReason.MetricsDisagree), (verdict.Kind, verdict.Reason));
    }

    [Fact]
    public void Judge_LossThatImprovesAndThenWorsens_IsMixed()
    {
        double[] places = [.. Enumerable.Range(0, 12).Select(i => 20 + (i / 3.0))];
        Ability ability = new([.. places], null, new ContinuousScores([.. places.Select((_, i) => i < 8 ? 4 * Math.Pow(0.8, i) : 4 * Math.Pow(0.8, 7) * Math.Pow(1.1, i - 7))], [.. places.Select(_ => 0.005)]));
        Assert.Equal(Direction.Mixed, VerdictEngine.Judge([ability], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0].Direction);
    }

    [Theory]
    [InlineData(SimulationTruth.Flat, 8, 1000, 0.3)]
    [InlineData(SimulationTruth.SmoothGentle, 20, 10_000, 0.3)]
    [InlineData(SimulationTruth.SmoothSteep, 12, 1000, 0.1)]
    [InlineData(SimulationTruth.SmoothSteep, 20, 10_000, 0.1)]
    [InlineData(SimulationTruth.BreakInFormat, 12, 1000, 0.1)]
    public void SmoothTruth_IsSeldomCalledABreak(SimulationTruth truth, int models, int items, double noise) =>
        KeepsPromise(Simulate(truth, models, items, noise));

    [Theory]
    [InlineData(SimulationDeparture.Logit)]
    [InlineData(SimulationDeparture.Probit)]
    [InlineData(SimulationDeparture.ItemMixture)]
    [InlineData(SimulationDeparture.Ceiling)]
    [InlineData(SimulationDeparture.UnevenSpacing)]
    public void SmoothTruth_OnAnotherScale_IsSeldomCalledABreak(SimulationDeparture departure) =>
        KeepsPromise(Simulate(SimulationTruth.SmoothSteep, 20, 1000, 0.1, departure: departure));

    [Theory]
    [InlineData(8, 100)]
    [InlineData(12, 10_000)]
    public void StrongBreak_InMuchNoise_IsSeldomCalledSmoothOrAnArtefact(int models, int items) =>
        KeepsPromise(Simulate(SimulationTruth.BreakOfRatio16, models, items, 0.3));

    [Fact]
    public void StrongBreak_WithAContinuousMetricAndTwelveModels_IsFound()
    {
        CellResult result = Simulate(SimulationTruth.BreakOfRatio16, 12, 1000, 0.1);
        Assert.False(result.MissesPower);
        KeepsPromise(result);
    }

    [Fact]
    public void SteepSmoothTruth_WithTwentyModels_IsOftenCalledAnArtefact() =>
        Assert.InRange(Simulate(SimulationTruth.SmoothSteep, 20, 1000, 0.05).Count(VerdictKind.MetricArtefact), Draws / 2, Draws);

    [Theory]
    [InlineData(SimulationTruth.SmoothSteep)]
    [InlineData(SimulationTruth.BreakInFormat)]
    [InlineData(SimulationTruth.BreakOfRatio16)]
    public void CountsAlone_WithAFormatToFail_NeverShowABreakOrAnArtefact(SimulationTruth truth)
    {
        CellResult result = Simulate(truth, 20, 10_000, 0, SimulationEvidence.Aggregate);
        Assert.Equal((0, 0), (result.Count(VerdictKind.RealBreak), result.Count(VerdictKind.MetricArtefact)));
    }

    [Theory]
    [InlineData(SimulationTruth.SmoothSteep, 0.0)]
    [InlineData(SimulationTruth.SmoothGentle, 0.1)]
    public void CountsWithoutFormat_OfSmoothTruth_AreSeldomCalledABreak(SimulationTruth truth, double noise) =>
        KeepsPromise(Simulate(truth, 12, 1000, noise, SimulationEvidence.AggregateWithoutFormat, correlation: 0.2));

    // Format failures once let the gradual skill beneath be called smooth although the raw curve jumps.
    [Theory]
    [InlineData(8, 1000)]
    [InlineData(12, 10_000)]
    public void BreakInFormat_IsSeldomCalledSmooth(int models, int items)
    {
        CellResult result = Simulate(SimulationTruth.BreakInFormat, models, items, 0.1);
        Assert.InRange(result.Count(VerdictKind.Smooth) + result.Count(VerdictKind.MetricArtefact), 0, 22);
    }

    [Theory]
    [InlineData(SimulationTruth.SmoothSteep, 20, SimulationDeparture.CheckpointsAlike)]
    [InlineData(SimulationTruth.SmoothGentle, 40, SimulationDeparture.CheckpointsVeryAlike)]
    [InlineData(SimulationTruth.SmoothSteep, 20, SimulationDeparture.UnequalItems)]
    [InlineData(SimulationTruth.SmoothSteep, 8, SimulationDeparture.ChanceOfQuarter)]
    [InlineData(SimulationTruth.SmoothGentle, 20, SimulationDeparture.ChanceOfHalf)]
    [InlineData(SimulationTruth.BreakOfRatio16, 8, SimulationDeparture.EarlyKnot)]
    [InlineData(SimulationTruth.BreakOfRatio16, 12, SimulationDeparture.LateKnot)]
    public void StressedLadder_KeepsThePromise(SimulationTruth truth, int models, SimulationDeparture departure) =>
        KeepsPromise(Simulate(truth, models, 1000, 0.3, departure: departure));

    [Theory]
    [InlineData(SimulationDeparture.ChanceOfQuarter)]
    [InlineData(SimulationDeparture.CheckpointsVeryAlike)]
    public void CountsWithoutFormat_Stressed_KeepThePromise(SimulationDeparture departure) =>
        KeepsPromise(Simulate(SimulationTruth.SmoothSteep, 20, 1000, 0.1, SimulationEvidence.AggregateWithoutFormat, departure));

    // Three reports hold 30 true breaks: one false break in ten found is promised.
    [Fact]
    public void Reports_WithAFifthOfTrueBreaks_HoldFewFalseOnes()
    {
        ReportResult result = ReportResult.Simulate(new(SimulationTruth.SmoothSteep, SimulationDeparture.None, 12, 0.05), 3, 3, TestContext.Current.CancellationToken);
        Assert.InRange(result.Power, 0.8, 1);
        Assert.InRange(result.Rate, 0, 0.15);
    }

    [Fact]
    public void Judging_OnAnyNumberOfThreads_IsTheSame()
    {
        Ability[] abilities =
        [
            .. Enum.GetValues<SimulationTruth>().SelectMany(truth => Enumerable.Range(0, 4).Select(i =>
                SyntheticLadder.Draw(new(truth, SimulationEvidence.Continuous, 8 + (4 * (i % 2)), 1000, 0.1, 0, SimulationDeparture.None), 2, i))),
        ];
        int told = 0;
        var one = VerdictEngine.Judge(abilities, new VerdictOptions(), 1, _ => told++, TestContext.Current.CancellationToken);
        var three = VerdictEngine.Judge(abilities, new VerdictOptions(), 3, null, TestContext.Current.CancellationToken);
        Assert.Equal(abilities.Length, told);
        Assert.Equal(one.Select(Figures), three.Select(Figures));

        static string Figures(EmergenceVerdict verdict) =>
            FormattableString.Invariant($"{verdict.Kind} {verdict.BreakPValue:R} {verdict.AdjustedBreakPValue:R} {verdict.SlopeRatio} {verdict.Power:R} {verdict.Noise} {string.Join(';', verdict.BreakTests)}");
    }

    [Fact]
    public void Judging_NearALimit_DrawsMore()
    {
        Ability[] abilities =
        [
            .. Enumerable.Range(0, 60).Select(i => SyntheticLadder.Draw(
                new(i < 2 ? SimulationTruth.BreakOfRatio16 : SimulationTruth.SmoothSteep, SimulationEvidence.Continuous, 12, 1000, 0.1, 0, SimulationDeparture.None), 4, i)),
        ];
        var verdicts = VerdictEngine.Judge(abilities, new VerdictOptions(), cancellation: TestContext.Current.CancellationToken);
        Assert.Contains(verdicts, verdict => verdict.BreakTests.Any(test => test.Draws > 4096));
        Assert.Contains(verdicts, verdict => verdict.BreakTests.Any(test => test.Draws < 4096));

        var fixedDraws = VerdictEngine.Judge(abilities, new VerdictOptions { FixedDraws = 1000 }, cancellation: TestContext.Current.CancellationToken);
        Assert.All(fixedDraws.SelectMany(verdict => verdict.BreakTests).Where(test => test.Draws > 0), test => Assert.Equal(1000, test.Draws));
    }

    [Fact]
    public void Judging_Cancelled_Stops()
    {
        Ability ability = SyntheticLadder.Draw(new(SimulationTruth.SmoothSteep, SimulationEvidence.Continuous, 12, 1000, 0.1, 0, SimulationDeparture.None), 4, 0);
        using CancellationTokenSource stopped = new();
        stopped.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => VerdictEngine.Judge([ability], new VerdictOptions(), 2, null, stopped.Token));
    }

    [Fact]
    public void Fall_IsSmoothAndDown()
    {
        double[] positions = [.. Enumerable.Range(0, 8).Select(i => 20 + (0.5 * i))];
        EmergenceVerdict verdict = Judge(new Ability([.. positions], null, new ContinuousScores([.. positions.Select(x => Math.Exp((x - 20) / 2))], [.. positions.Select(_ => 0.01)])));
        Assert.Equal((VerdictKind.Smooth, Direction.Down), (verdict.Kind, verdict.Direction));
    }

    [Fact]
    public void Verdict_OfAStrongBreak_CarriesItsEvidence()
    {
        SimulationCell cell = new(SimulationTruth.BreakOfRatio16, SimulationEvidence.Continuous, 12, 1000, 0.05, 0, SimulationDeparture.None);
        EmergenceVerdict verdict = Judge(SyntheticLadder.Draw(cell, 1, 0));
        Assert.Equal((VerdictKind.RealBreak, Direction.Up, EvidenceTier.Continuous), (verdict.Kind, verdict.Direction, verdict.Tier));
        Assert.Equal([VerdictLink.LogLog, VerdictLink.Logit, VerdictLink.Probit], verdict.BreakTests.Select(test => test.Link));
        Assert.Equal(verdict.BreakPValue, verdict.AdjustedBreakPValue);
        Assert.InRange(verdict.Knot!.Value, 1.6, 2.4);
        Assert.InRange(verdict.Knot.Value, verdict.KnotInterval!.Value.Lower, verdict.KnotInterval.Value.Upper);
        Assert.True(verdict.SlopeRatio!.Lower > 2);
        Assert.InRange(verdict.Noise!.StandardDeviation, 0.05, 0.2);
        Assert.InRange(verdict.Power!.Value, 0.8, 1);
        Assert.NotEmpty(verdict.Falsifiers);
        Assert.Null(verdict.CheapestData);
    }

    [Fact]
    public void Unresolved_NamesTheDataThatWouldSettleIt()
    {
        SimulationCell cell = new(SimulationTruth.BreakOfRatio16, SimulationEvidence.Continuous, 5, 1000, 0.1, 0, SimulationDeparture.None);
        EmergenceVerdict verdict = Judge(SyntheticLadder.Draw(cell, 1, 0));
        Assert.Equal(VerdictKind.Unresolved, verdict.Kind);
        Assert.InRange(verdict.CheapestData!.MoreModels!.Value, 1, 20);

        EmergenceVerdict counts = Judge(SyntheticLadder.Draw(cell with { Models = 12, Evidence = SimulationEvidence.Aggregate }, 1, 0));
        Assert.Equal(UnresolvedReason.AggregateOnly, counts.Reason);
        Assert.StartsWith("The log-probability of the right answer", counts.CheapestData!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Judging_ManyAbilities_AdjustsForTheirNumber()
    {
        Ability[] abilities =
        [
            SyntheticLadder.Draw(new(SimulationTruth.BreakOfRatio16, SimulationEvidence.Continuous, 12, 1000, 0.05, 0, SimulationDeparture.None), 1, 0),
            .. Enumerable.Range(0, 9).Select(i => SyntheticLadder.Draw(new(SimulationTruth.SmoothGentle, SimulationEvidence.Continuous, 12, 1000, 0.05, 0, SimulationDeparture.None), 1, i)),
        ];
        EmergenceVerdict verdict = VerdictEngine.Judge(abilities, new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
        Assert.True(verdict.AdjustedBreakPValue > verdict.BreakPValue);
    }

    private static EmergenceVerdict Judge(Ability ability) => VerdictEngine.Judge([ability], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
}
