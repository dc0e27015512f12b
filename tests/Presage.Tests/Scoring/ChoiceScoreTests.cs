using CsCheck;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class ChoiceScoreTests
{
    private static readonly Gen<(double[] Scores, int Correct)> Item =
        Gen.Double[-40, 0].Array[2, 6].SelectMany(scores => Gen.Int[0, scores.Length - 1].Select(correct => (scores, correct)));

    [Fact]
    public void MultipleChoiceGrade_OfPartialScores_IsThatOfTheLikeliestChoice()
    {
        Assert.Equal(0.5, MultipleChoiceGrade.Score([-3, -1, -2], [1, 0.5, 0]));
        // Of equal ones the first, as in NumPy.
        Assert.Equal(1, MultipleChoiceGrade.Score([-1, -1], [1, 0]));
        Assert.True(MultipleChoiceGrade.IsCorrect([-3, double.NegativeInfinity], 0));
        Assert.Throws<ArgumentException>(() => MultipleChoiceGrade.Score([-1, double.NaN], [1, 0]));
        Assert.Throws<ArgumentException>(() => MultipleChoiceGrade.Score([-1], [1, 0]));
        Assert.Throws<ArgumentOutOfRangeException>(() => MultipleChoiceGrade.IsCorrect([-1, -2], 2));
    }

    [Fact]
    public void NormalizedAccuracies_DivideByTheirOwnLengths()
    {
        // Summed, the short choice wins; per character the long one; per byte the short one again, its letters being of one byte.
        double[] scores = [-4, -6];
        Assert.False(MultipleChoiceGrade.IsCorrect(scores, 1));
        Assert.True(CharacterNormalizedAccuracy.IsCorrect(scores, [2, 4], 1));
        Assert.True(ByteNormalizedAccuracy.IsCorrect(scores, [3, 4], 0));
        Assert.Throws<ArgumentException>(() => ByteNormalizedAccuracy.IsCorrect(scores, [3, 0], 0));
        Assert.Throws<ArgumentException>(() => ByteNormalizedAccuracy.IsCorrect(scores, [3], 0));
    }

    [Fact]
    public void BrierScores_OfAUniformGuesser_DifferByTheNumberOfChoices()
    {
        // Methods of Du et al. 2024, appendix C: averaged 0.25, 0.1875, 0.16 for 2, 4, 5 choices; summed 0.5, 0.75, 0.8.
        foreach ((int choices, double averaged, double summed) in new[] { (2, 0.25, 0.5), (4, 0.1875, 0.75), (5, 0.16, 0.8) })
        {
            double[] uniform = [.. Enumerable.Repeat(1.0 / choices, choices)];
            Assert.Equal(averaged, BrierScore.AveragedOverChoices(uniform, 0), 12);
            Assert.Equal(summed, BrierScore.SummedOverChoices(uniform, 0), 12);
        }

        Assert.Equal(2, BrierScore.SummedOverChoices([1, 0, 0, 0], 3));
        Assert.Equal(1.5, Enumerable.Range(0, 4).Average(correct => BrierScore.SummedOverChoices([1, 0, 0, 0], correct)));
        Assert.Throws<ArgumentException>(() => BrierScore.SummedOverChoices([0.5, 0.4], 0));
        Assert.Throws<ArgumentException>(() => BrierScore.OfEvent(double.NaN, true));
    }

    [Fact]
    public void BrierScores_WithTwoChoices_AreTwiceThatOfTheEvent() =>
        Gen.Double[0, 1].Sample(p => Math.Abs(BrierScore.SummedOverChoices([p, 1 - p], 0) - (2 * BrierScore.OfEvent(p, true))) < 1e-12);

    [Fact]
    public void ChoiceScores_OfAnyItem_AreInRangeAndAgree() =>
        Item.Sample(item =>
        {
            double[] probabilities = [.. ChoiceProbability.All(item.Scores)];
            double ofCorrect = ChoiceProbability.OfCorrect(item.Scores, item.Correct);
            double margin = ChoiceMargin.Of(item.Scores, item.Correct)!.Value;
            bool correct = MultipleChoiceGrade.IsCorrect(item.Scores, item.Correct);
            return Math.Abs(probabilities.Sum() - 1) < 1e-12
                && ofCorrect == probabilities[item.Correct]
                && BrierScore.SummedOverChoices(probabilities, item.Correct) is >= 0 and <= 2
                && (margin > 0 ? correct : margin == 0 || !correct)
                // A right choice with more than half of the mass is taken (Schaeffer et al. 2024).
                && (ofCorrect <= 0.5 || correct);
        });

    [Fact]
    public void ChoiceScores_WithAConstantAdded_StayTheSame() =>
        Gen.Select(Item, Gen.Double[-20, 20]).Sample((item, constant) =>
        {
            double[] moved = [.. item.Scores.Select(score => score + constant)];
            return Math.Abs(ChoiceProbability.OfCorrect(moved, item.Correct) - ChoiceProbability.OfCorrect(item.Scores, item.Correct)) < 1e-9
                && Math.Abs(ChoiceMargin.Of(moved, item.Correct)!.Value - ChoiceMargin.Of(item.Scores, item.Correct)!.Value) < 1e-9;
        });

    [Fact]
    public void ChoiceScores_WithTheRightChoiceLikelier_Improve() =>
        Gen.Select(Item, Gen.Double[0.01, 5]).Sample((item, gain) =>
        {
            double[] better = [.. item.Scores.Select((score, i) => i == item.Correct ? score + gain : score)];
            return ChoiceProbability.OfCorrect(better, item.Correct) >= ChoiceProbability.OfCorrect(item.Scores, item.Correct)
                && ChoiceMargin.Of(better, item.Correct) > ChoiceMargin.Of(item.Scores, item.Correct)
                && (MultipleChoiceGrade.IsCorrect(better, item.Correct) || !MultipleChoiceGrade.IsCorrect(item.Scores, item.Correct));
        });

    [Fact]
    public void ChoiceMargin_WithoutProbability_IsInfiniteOrAbsent()
    {
        Assert.Equal(double.PositiveInfinity, ChoiceMargin.Of([-1, double.NegativeInfinity], 0));
        Assert.Null(ChoiceMargin.Of([double.NegativeInfinity, double.NegativeInfinity], 0));
        Assert.Throws<ArgumentException>(() => ChoiceProbability.All([double.NegativeInfinity, double.NegativeInfinity]));
        Assert.Throws<ArgumentException>(() => ChoiceMargin.Of([-1], 0));
    }

    [Fact]
    public void TargetScores_OfTokens_AreMeansAndProducts()
    {
        double[] tokens = [-0.5, -1.5, -1];
        Assert.Equal(1, TargetCrossEntropy.PerToken(tokens));
        Assert.Equal(0.5, TargetCrossEntropy.Per(-3, 6));
        Assert.Equal(1, TargetCrossEntropy.BitsPerByte(-3 * Math.Log(2), 3), 14);
        Assert.Equal(Math.Exp(-3), TargetProbability.Of(tokens), 15);
        Assert.Equal(double.PositiveInfinity, TargetCrossEntropy.PerToken([-1, double.NegativeInfinity]));
        Assert.Equal(0, TargetProbability.Of([-1, double.NegativeInfinity]));
        // A rounding error above 0 is 0, and 0 has no sign.
        Assert.False(double.IsNegative(TargetCrossEntropy.PerToken([1e-7])));
        Assert.Throws<ArgumentException>(() => TargetCrossEntropy.PerToken([]));
        Assert.Throws<ArgumentException>(() => TargetCrossEntropy.PerToken([0.1]));
        Assert.Throws<ArgumentException>(() => TargetProbability.Of([double.NaN]));
    }
}
