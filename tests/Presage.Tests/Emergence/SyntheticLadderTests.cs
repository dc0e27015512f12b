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
}
