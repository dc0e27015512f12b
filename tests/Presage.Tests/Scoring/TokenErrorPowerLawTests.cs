using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class TokenErrorPowerLawTests
{
    // Schaeffer et al. 2023, section 2, in closed form with alpha = -0.3: cross-entropy, p, p^5, 5 (1 - p).
    [Theory]
    [InlineData(1, 1, 0.367879, 0.006738, 3.160603)]
    [InlineData(10, 0.501187, 0.605811, 0.081599, 1.970945)]
    [InlineData(100, 0.251189, 0.777876, 0.284807, 1.110622)]
    [InlineData(1e3, 0.125893, 0.881710, 0.532878, 0.591452)]
    [InlineData(1e4, 0.063096, 0.938854, 0.729440, 0.305732)]
    public void Law_OverSizes_IsTheClosedForm(double size, double loss, double token, double exact, double distance)
    {
        TokenErrorPowerLaw law = new(scale: 1e6, exponent: -0.3);
        Assert.Equal(loss, law.CrossEntropy(size * 1e6), 6);
        Assert.Equal(token, law.TokenProbability(size * 1e6), 6);
        Assert.Equal(exact, law.ExactMatch(size * 1e6, 5), 6);
        Assert.Equal(distance, law.TokenEditDistance(size * 1e6, 5), 6);
    }

    [Fact]
    public void Grade_IsAStepWhereTheBrierScoreIsSmooth()
    {
        TokenErrorPowerLaw law = new(scale: 1, exponent: -0.3);
        // p = 1/4 where (N/c)^alpha = ln 4.
        double step = Math.Pow(Math.Log(4), 1 / -0.3);
        Assert.Equal(0, law.MultipleChoiceGrade(step * 0.999, 4));
        Assert.Equal(1, law.MultipleChoiceGrade(step * 1.001, 4));
        Assert.Equal(0.75, law.BrierScore(step, 4), 12);
        Assert.Equal(law.BrierScore(step * 0.999, 4), law.BrierScore(step * 1.001, 4), 3);
    }

    [Fact]
    public void Law_WithLargerSize_IsBetterUnderEveryMetric() =>
        Gen.Select(Gen.Double[0.05, 2], Gen.Double[0.01, 100], Gen.Double[1.01, 10], Gen.Int[1, 20], Gen.Int[2, 6]).Sample((exponent, size, factor, tokens, choices) =>
        {
            TokenErrorPowerLaw law = new(1, -exponent);
            return law.ExactMatch(size * factor, tokens) >= law.ExactMatch(size, tokens)
                && law.TokenEditDistance(size * factor, tokens) <= law.TokenEditDistance(size, tokens)
                && law.BrierScore(size * factor, choices) <= law.BrierScore(size, choices)
                && law.MultipleChoiceGrade(size * factor, choices) >= law.MultipleChoiceGrade(size, choices);
        });

    [Fact]
    public void ScoresOfSampledTokens_AtTheLawsRate_HaveItsMeans()
    {
        // Tokens of a vocabulary so large that a wrong one is a substitution: the metrics themselves against the closed form.
        TokenErrorPowerLaw law = new(1, -0.3);
        double p = law.TokenProbability(10);
        Random random = new(8);
        int[] target = [1, 2, 3, 4, 5];
        const int draws = 40_000;
        double exact = 0, distance = 0;
        for (int draw = 0; draw < draws; draw++)
        {
            int[] response = [.. target.Select(token => random.NextDouble() < p ? token : random.Next(100, int.MaxValue))];
            int edits = TokenEditDistance.Count(response, target);
            distance += edits;
            exact += edits == 0 ? 1 : 0;
        }

        // Five standard errors: sqrt(p^5 (1 - p^5)/n) and sqrt(5 p (1 - p)/n).
        Assert.Equal(law.ExactMatch(10, 5), exact / draws, 5 * Math.Sqrt(0.0816 * 0.9184 / draws));
        Assert.Equal(law.TokenEditDistance(10, 5), distance / draws, 5 * Math.Sqrt(5 * 0.2388 / draws));
    }

    [Fact]
    public void Law_OfImpossibleCoefficients_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenErrorPowerLaw(0, -0.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenErrorPowerLaw(1, 0.3));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenErrorPowerLaw(1, -0.3).CrossEntropy(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TokenErrorPowerLaw(1, -0.3).ExactMatch(1, 0));
    }
}
