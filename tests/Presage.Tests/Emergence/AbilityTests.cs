using Presage.Emergence;

namespace Presage.Tests.Emergence;

public sealed class AbilityTests
{
    private static readonly SuccessCounts Raw = new([1, 2], [10, 10], 0);

    [Fact]
    public void Ability_WithoutMetric_Throws() => Assert.Throws<ArgumentException>(() => new Ability([1, 2], null, null));

    [Fact]
    public void Ability_OfDescendingPositions_Throws() => Assert.Throws<ArgumentException>(() => new Ability([2, 1], Raw, null));

    [Fact]
    public void Ability_WithMoreSuccessesThanItems_Throws() =>
        Assert.Throws<ArgumentException>(() => new Ability([1, 2], Raw with { Successes = [1, 11] }, null));

    [Fact]
    public void Ability_WithoutALossForEveryModel_Throws() =>
        Assert.Throws<ArgumentException>(() => new Ability([1, 2], Raw, new ContinuousScores([1], [0.1])));
}
