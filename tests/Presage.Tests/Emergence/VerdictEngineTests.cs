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
