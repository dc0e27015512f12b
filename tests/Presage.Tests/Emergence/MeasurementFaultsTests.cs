using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class MeasurementFaultsTests
{
    private static Ability Counts(double chance, params long[] successes) => new(
        [.. successes.Select((_, i) => 21 + (0.5 * i))], new SuccessCounts([.. successes], [.. successes.Select(_ => 2000L)], chance), null);

    [Fact]
    public void NoSuccessUnderAnyModel_AloneIsNoFault() => Assert.Empty(MeasurementFaults.Of(Counts(0, 0, 0, 0, 0)));

    [Fact]
    public void FaultKnownFromOtherAbilities_IsAFault() =>
        Assert.Equal([MeasurementFault.ZeroEverywhere], MeasurementFaults.Of(Counts(0, 0, 0, 0, 0) with { KnownFaults = [MeasurementFault.ZeroEverywhere] }));

    [Fact]
    public void SameCountToTheLastAnswer_IsAFault() =>
        Assert.Equal([MeasurementFault.IdenticalEverywhere], MeasurementFaults.Of(Counts(0.25, 500, 500, 500, 500)));

    [Fact]
    public void SameHandfulOfSuccesses_IsNoFault() => Assert.Empty(MeasurementFaults.Of(Counts(0, 1, 1, 1)));

    [Fact]
    public void LossOfZero_IsAFault() =>
        Assert.Equal([MeasurementFault.ImpossibleValue], MeasurementFaults.Of(new Ability([20, 21, 22], null, new ContinuousScores([2, 1, 0], [0.1, 0.1, 0.1]))));

    [Fact]
    public void Fault_IsUnresolvedWithItsReason()
    {
        EmergenceVerdict verdict = VerdictEngine.Judge([Counts(0.25, 500, 500, 500, 500)], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
        Assert.Equal((VerdictKind.Unresolved, (UnresolvedReason?)UnresolvedReason.MeasurementFault), (verdict.Kind, verdict.Reason));
        Assert.Null(verdict.BreakPValue);
        Assert.NotNull(verdict.CheapestData);
    }
}
