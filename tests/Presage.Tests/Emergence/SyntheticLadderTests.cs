using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class SyntheticLadderTests
{
    private static SimulationCell Cell(SimulationTruth truth, double correlation) =>
        new(truth, SimulationEvidence.Continuous, 5, 1000, 0, correlation, SimulationDeparture.None);

    [Theory]
    [InlineData(0)]
    [InlineData(0.2)]
    public void Rates_OfSmoothGentleSkill_AreItsOwn(double correlation)
    {
        const int draws = 400;
        double first = 0, last = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            Ability ability = SyntheticLadder.Draw(Cell(SimulationTruth.SmoothGentle, correlation), 3, draw);
            first += ability.Raw!.Successes[0] / 1000.0 / draws;
            last += ability.Raw.Successes[^1] / 1000.0 / draws;
        }

        Assert.Equal(Math.Exp(-Math.E), first, 0.002);
        Assert.Equal(Math.Exp(-1), last, 0.004);
    }

    [Fact]
    public void Draw_IsTheSameForTheSameNumber()
    {
        SimulationCell cell = Cell(SimulationTruth.BreakOfRatio16, 0.2);
        Assert.Equal(SyntheticLadder.Draw(cell, 1, 9).Raw!.Successes, SyntheticLadder.Draw(cell, 1, 9).Raw!.Successes);
        Assert.NotEqual(SyntheticLadder.Draw(cell, 1, 9).Raw!.Successes, SyntheticLadder.Draw(cell, 1, 10).Raw!.Successes);
        Assert.NotEqual(SyntheticLadder.Draw(cell, 1, 9).Raw!.Successes, SyntheticLadder.Draw(cell, 2, 9).Raw!.Successes);
    }

    [Fact]
    public void BaseGrid_HasNinetySixLaddersPerTruth()
    {
        Assert.Equal(96 * 7, SimulationGrid.Base(SimulationEvidence.Continuous).Length);
        Assert.Equal(96 * 6, SimulationGrid.Base(SimulationEvidence.AggregateWithoutFormat).Length);
        Assert.Equal(5 * 2 * 2 * 4 * 3, SimulationGrid.Departures(SimulationEvidence.Continuous).Length);
        Assert.Distinct(SimulationGrid.Base(SimulationEvidence.Continuous).Select(cell => cell.Id));
    }

    [Fact]
    public void StressGrid_HasEveryConditionOnce()
    {
        var cells = SimulationGrid.Stress(SimulationEvidence.Continuous);
        Assert.Equal((2 * 3 * 2 * 3) + (3 * 2 * 2 * 3 * 4) + (3 * 3 * 3 * 4), cells.Length);
        Assert.Distinct(cells.Select(cell => cell.Id));
        Assert.Empty(SimulationGrid.Stress(SimulationEvidence.Aggregate));
    }

    [Theory]
    [InlineData(SimulationDeparture.CheckpointsApart, 0)]
    [InlineData(SimulationDeparture.CheckpointsAlike, 0.5)]
    [InlineData(SimulationDeparture.CheckpointsVeryAlike, 0.9)]
    public void Checkpoints_NoiseOfNeighbours_CorrelatesAsNamed(SimulationDeparture departure, double correlation)
    {
        SimulationCell cell = new(SimulationTruth.Flat, SimulationEvidence.Continuous, 20, 1_000_000, 0.3, 0, departure);
        double products = 0, squares = 0;
        for (int draw = 0; draw < 300; draw++)
        {
            Ability ability = SyntheticLadder.Draw(cell, 5, draw);
            Assert.Equal(Presage.Curves.CurveOver.Checkpoints, ability.Over);
            double[] noise = [.. ability.Continuous!.Losses.Select(loss => Math.Log(loss / -Math.Log(0.05)))];
            for (int i = 1; i < noise.Length; i++)
                (products, squares) = (products + (noise[i] * noise[i - 1]), squares + (noise[i] * noise[i]));
        }

        Assert.Equal(correlation, products / squares, 0.04);
    }

    [Fact]
    public void Chance_OfHalf_IsTheRateOfALadderAtTheFloor()
    {
        SimulationCell cell = new(SimulationTruth.SmoothSteep, SimulationEvidence.Continuous, 8, 10_000, 0, 0, SimulationDeparture.ChanceOfHalf);
        SuccessCounts raw = SyntheticLadder.Draw(cell, 1, 0).Raw!;
        Assert.Equal(0.5, raw.Chance);
        Assert.InRange(raw.Successes[0], 4800, 5200);
    }

    [Fact]
    public void UnequalItems_EveryOtherModel_HasATenth()
    {
        SimulationCell cell = new(SimulationTruth.SmoothSteep, SimulationEvidence.Continuous, 8, 1000, 0, 0, SimulationDeparture.UnequalItems);
        Ability ability = SyntheticLadder.Draw(cell, 1, 0);
        Assert.Equal([1000L, 100, 1000, 100, 1000, 100, 1000, 100], ability.Raw!.Samples);
        Assert.Equal(Math.Sqrt(10), ability.Continuous!.StandardErrors[1] / ability.Continuous.Losses[1] / (ability.Continuous.StandardErrors[0] / ability.Continuous.Losses[0]), 1e-9);
    }
}
