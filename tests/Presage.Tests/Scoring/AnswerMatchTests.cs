using System.Collections.Immutable;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class AnswerMatchTests
{
    [Theory]
    [InlineData(" Paris\n", "Paris", true)]
    [InlineData("Paris.", "Paris", false)]
    [InlineData("paris", "Paris", false)]
    public void ExactMatch_WithoutExtraction_StripsAlone(string response, string target, bool matches) =>
        Assert.Equal(matches, ExactMatch.IsMatch(response, [target]));

    [Theory]
    [InlineData(" Paris. It lies on the Seine.", "Paris", true)]
    [InlineData("Paris; or Lyon", "Paris", true)]
    [InlineData("Paris\nQ: What is", "Paris", true)]
    [InlineData(".", "Paris", false)]
    public void ExactMatch_WithTheFirstSentence_IsThatOfBigBench(string response, string target, bool matches) =>
        Assert.Equal(matches, ExactMatch.IsMatch(response, [target], AnswerExtraction.FirstSentence));

    [Fact]
    public void AnswerExtraction_KeepsTheStopStringAndCutsTheLength()
    {
        Assert.Equal("one END", new AnswerExtraction { StopString = "END" }.From("one END two"));
        // A stop string at the very beginning does not cut.
        Assert.Equal("END two", new AnswerExtraction { StopString = "END" }.From("END two"));
        Assert.Equal("one", new AnswerExtraction { MaximumLength = 4 }.From("one two"));
        Assert.Equal("", new AnswerExtraction { Pattern = "[0-9]+" }.From("none"));
        // The length is cut before the pattern looks.
        Assert.Equal("", new AnswerExtraction { MaximumLength = 6, Pattern = "[0-9]+" }.From("it is 12"));
    }

    [Fact]
    public void Matches_WithSeveralTargets_NeedOne()
    {
        Assert.True(ExactMatch.IsMatch("two", ["one", " two "]));
        Assert.True(CaseInsensitiveMatch.IsMatch("ÉCOLE", ["école"]));
        Assert.False(CaseInsensitiveMatch.IsMatch("ecole", ["école"]));
        Assert.Throws<ArgumentException>(() => ExactMatch.IsMatch("two", ImmutableArray<string>.Empty));
    }

    [Theory]
    [InlineData("110", "100", true)]
    [InlineData("110.1", "100", false)]
    [InlineData("-95 degrees", "-100", true)]
    [InlineData("95", "-100", false)]
    [InlineData("about 1,250 m", "1200", true)]
    [InlineData("1.2e3", "1200", true)]
    [InlineData(".5", "0.5", true)]
    [InlineData("0.33", "0.3", true)]
    [InlineData("0", "0", true)]
    [InlineData("0.001", "0", false)]
    [InlineData("no number", "5", false)]
    [InlineData("1e999", "5", false)]
    public void NumericMatch_OfAnAnswer_AllowsATenthOfTheTarget(string response, string target, bool matches) =>
        Assert.Equal(matches, NumericMatch.IsMatch(response, [target]));

    [Fact]
    public void NumericMatch_OfATargetWithoutANumber_Throws() =>
        Assert.Throws<ArgumentException>(() => NumericMatch.IsMatch("5", ["five"]));

    [Fact]
    public void PositionAccuracy_OfNumbers_CountsFromEitherEnd()
    {
        ImmutableArray<ImmutableArray<int>> responses = [[1, 2, 3], [4, 5], [7]];
        ImmutableArray<ImmutableArray<int>> targets = [[1, 9, 3], [4, 5], [6, 7]];
        Assert.Equal([new(1, 2, 3), new(2, 1, 3), new(3, 1, 1)], PositionAccuracy.Count(responses, targets, PositionAlignment.First));
        Assert.Equal([new(1, 3, 3), new(2, 1, 3), new(3, 1, 1)], PositionAccuracy.Count(responses, targets, PositionAlignment.Last));
        Assert.Throws<ArgumentException>(() => PositionAccuracy.Count(responses, [], PositionAlignment.First));
    }
}
