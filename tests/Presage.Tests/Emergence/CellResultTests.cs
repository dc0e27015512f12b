using System.Collections.Immutable;
using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class CellResultTests
{
    // An upper limit of 7.5 % is at most 126 wrong of 2,000 (decision 0005).
    [Theory]
    [InlineData(126, 2000, false, false)]
    [InlineData(127, 2000, true, false)]
    [InlineData(0, 400, false, false)]
    [InlineData(0, 20, true, true)]
    public void ErrorBound_WrongVerdicts_IsMissedOrCannotBeTold(int wrong, int draws, bool misses, bool tooFew)
    {
        SimulationCell smooth = SimulationGrid.Base(SimulationEvidence.Continuous).First(cell => cell.IsWrong(VerdictKind.RealBreak));
        int[] counts = new int[Enum.GetValues<VerdictKind>().Length];
        counts[(int)VerdictKind.RealBreak] = wrong;
        counts[(int)VerdictKind.Unresolved] = draws - wrong;
        CellResult result = new(smooth, ImmutableArray.Create(counts));
        Assert.Equal((misses, tooFew), (result.MissesErrorBound, result.DrawnTooFew));
    }
}
