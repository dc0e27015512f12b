using Presage.Metrics;
using Presage.Scoring;

namespace Presage.Tests.Scoring;

public sealed class ScoredMetricsTests
{
    [Theory]
    [InlineData("cross_entropy", Evidence.JudgedCorrect, "needs per-token log-probabilities of the target, or the target's log-probability and the target's number of tokens, "
        + "or the target's number of tokens, per-choice log-probabilities and the right choice, or the target's text and the target's log-probability")]
    [InlineData("cross_entropy", Evidence.TargetText | Evidence.TargetTokenCount | Evidence.CorrectChoice,
        "needs per-token log-probabilities of the target, or the target's log-probability, or per-choice log-probabilities")]
    [InlineData("bits_per_byte", Evidence.TokenLogProbabilities, "needs the target's text")]
    [InlineData("acc_norm", Evidence.ChoiceLogProbabilities | Evidence.CorrectChoice, "needs the choices' lengths")]
    [InlineData("brier_score", Evidence.ResponseText | Evidence.TargetText, "needs per-choice log-probabilities and the right choice")]
    [InlineData("bleu", Evidence.ResponseText, "needs the target's text")]
    [InlineData("pass@10", Evidence.JudgedCorrect, "needs attempts and successes")]
    public void Missing_OfTooLittle_SaysWhatLacks(string metric, Evidence available, string words) =>
        Assert.Equal(words, Find(metric).Missing(available));

    [Fact]
    public void Route_WithTextsAlone_MarksTokensAsApproximate()
    {
        Evidence texts = Evidence.ResponseText | Evidence.TargetText;
        ScoredMetric metric = Find("token_edit_distance");
        Assert.Null(metric.Missing(texts));
        Assert.Equal("tokens of an unknown tokenizer, replaced by words, digits and signs", metric.Route(texts)!.Approximation);
        Assert.Null(metric.Route(texts | Evidence.Tokens)!.Approximation);
    }

    [Fact]
    public void Route_ThatIsExact_StandsBeforeApproximateOnes() =>
        Assert.All(ScoredMetrics.All, metric =>
        {
            bool[] approximate = [.. metric.Routes.Select(route => route.Approximation is not null)];
            Assert.Equal(approximate.Order(), approximate);
        });

    [Fact]
    public void Metrics_WithEverything_HaveAnExactRouteAndWithNothingNone() =>
        Assert.All(ScoredMetrics.All, metric =>
        {
            Evidence everything = Enum.GetValues<Evidence>().Aggregate((all, one) => all | one);
            Assert.Null(metric.Route(everything)!.Approximation);
            Assert.Null(metric.Missing(everything));
            Assert.StartsWith("needs ", metric.Missing(Evidence.None), StringComparison.Ordinal);
        });

    [Fact]
    public void Metrics_StandInTheOrderOfTheCatalogue()
    {
        int[] places = [.. ScoredMetrics.All.Select(metric => MetricCatalogue.All.IndexOf(metric.Metric))];
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Fact]
    public void Find_OfAMetricThatIsNotComputed_IsNull() =>
        Assert.Null(ScoredMetrics.Find(MetricCatalogue.Find("bleurt")!));

    private static ScoredMetric Find(string name) => ScoredMetrics.Find(MetricCatalogue.Find(name)!)!;
}
