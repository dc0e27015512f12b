using CsCheck;
using Presage.Proportions;

namespace Presage.Tests.Proportions;

public sealed class SampleCountTests
{
    [Fact]
    public void FromStandardError_PythiaLambada_IsThePublishedTestSet() =>
        // Pythia 12B, lambada_openai, step 143000: 5,153 passages.
        Assert.Equal(5153, SampleCount.FromStandardError(3631 / 5153.0, Math.Sqrt(3631 / 5153.0 * (1522 / 5153.0) / 5152)));

    [Fact]
    public void FromStandardError_AnyCount_ComesBack() =>
        Gen.Select(Gen.Int[2, 200_000], Gen.Double[0.001, .999]).Sample((n, share) =>
        {
            int k = Math.Clamp((int)(share * n), 1, n - 1);
            double rate = (double)k / n;
            Assert.Equal(n, SampleCount.FromStandardError(rate, Math.Sqrt(rate * (1 - rate) / (n - 1))));
        }, iter: 1000);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 0)]
    [InlineData(0, 0.01)]
    [InlineData(.5, double.NaN)]
    public void FromStandardError_NothingToLearn_IsNull(double rate, double error) =>
        Assert.Null(SampleCount.FromStandardError(rate, error));

    [Fact]
    public void FromStandardError_MeanOfFractions_IsNull() =>
        // A token F1 of 0.0689 over DROP: its items are not right or wrong.
        Assert.Null(SampleCount.FromStandardError(0.06890939597315439, 0.001599412572762237));
}
