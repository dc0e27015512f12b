using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class RawJumpTests
{
    private static Ability Counts(double chance, long samples, params long[] successes) => new(
        [.. successes.Select((_, i) => 21 + (0.5 * i))], new SuccessCounts([.. successes], [.. successes.Select(_ => samples)], chance), null);

    private static RawJump? Jump(Ability ability) => RawJump.Of(ability, new VerdictOptions());

    [Fact]
    public void Jump_OfTwoModels_IsFishersExactTest()
    {
        // 1 of 10 and 8 of 10: (10 choose 1)(10 choose 8) + (10 choose 0)(10 choose 9), over (20 choose 9): 460/167,960.
        RawJump jump = Jump(Counts(0, 10, 1, 8))!;
        Assert.Equal(460.0 / 167_960, jump.PValue, 12);
        Assert.Equal((0, 1, 1.0, true), (jump.From, jump.To, jump.ShareOfRise, jump.IsBeyondSampling));
    }

    [Fact]
    public void Jump_OfManySteps_CountsThemAll() =>
        Assert.Equal(3 * Jump(Counts(0, 10, 1, 8))!.PValue, Jump(Counts(0, 10, 1, 8, 8, 8))!.PValue, 12);

    [Fact]
    public void Jump_SmallOnManyItems_IsNotBeyondTheMargin()
    {
        RawJump jump = Jump(Counts(0, 1_000_000, 100_000, 110_000))!;
        Assert.InRange(jump.PValue, 0, 1e-9);
        Assert.False(jump.IsBeyondSampling);
    }

    [Fact]
    public void Jump_OfAFall_IsNull() => Assert.Null(Jump(Counts(0, 10, 8, 5, 1)));

    [Fact]
    public void Jump_WithoutTrend_IsUnresolvedAndNamed()
    {
        // Pythia addition, two shots, 5,000 problems.
        Ability ability = Counts(0, 5000, 73, 28, 83, 111, 3585, 2256, 3435) with { Task = "addition", Family = "Pythia", Models = ["160m", "410m", "1b", "1.4b", "2.8b", "6.9b", "12b"] };
        EmergenceVerdict verdict = VerdictEngine.Judge([ability], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
        Assert.Equal(VerdictKind.Unresolved, verdict.Kind);
        Assert.Contains("jumps from 0.022 at 1.4b to 0.717 at 2.8b", verdict.Sentence, StringComparison.Ordinal);
        Assert.Equal([3, 4], verdict.CheapestData!.Rungs);
    }

    [Fact]
    public void Turn_OfARiseAndFall_IsMixed()
    {
        EmergenceVerdict verdict = VerdictEngine.Judge([Counts(1 / 3.0, 1024, 317, 387, 356, 417, 343, 494, 354, 436, 431, 384, 288, 138)], new VerdictOptions(), cancellation: TestContext.Current.CancellationToken)[0];
        Assert.Equal((5, true), (verdict.Turn!.At, verdict.Turn.IsPeak));
        Assert.Equal(Direction.Mixed, verdict.Direction);
    }

    [Fact]
    public void Turn_OfASteadyRise_IsNull() => Assert.Null(RawTurn.Of(Counts(0, 1000, 100, 200, 300, 400).Raw, new VerdictOptions()));

    [Fact]
    public void SamplingTrend_OfCounts_IsCochranAndArmitage()
    {
        // Three groups of 100 at scores 0, 1, 2 with 10, 20, 30: z = 20/sqrt(0.2 x 0.8 x 200) = 3.5355.
        SuccessCounts raw = new([10, 20, 30], [100, 100, 100], 0);
        Assert.Equal(.000407, SamplingTrend.PValue(raw, [0.0, 1, 2]), 6);
    }
}
