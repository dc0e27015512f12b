using CsCheck;
using Presage.Metrics;

namespace Presage.Tests.Metrics;

public sealed class MetricCatalogueTests
{
    [Theory]
    [InlineData("acc", "acc")]
    [InlineData("ACC", "acc")]
    [InlineData("len_norm", "acc_norm")]
    [InlineData("em", "exact_match")]
    [InlineData("exact_str_match", "exact_match")]
    [InlineData("exact", "exact")] // SQuAD's, in percent
    [InlineData("ppl", "perplexity")]
    [InlineData("bpb", "bits_per_byte")]
    [InlineData("brier-score", "brier_score")]
    [InlineData("CrossEntropyLoss", "cross_entropy")]
    [InlineData("soft", "target_probability")]
    [InlineData("soft_log", "target_log_probability")]
    [InlineData("likelihood_diff", "likelihood_difference")]
    [InlineData("rougelsum", "rougeLsum")]
    [InlineData("pass_at_1", "pass@1")]
    [InlineData("pass@7", "pass@7")]
    [InlineData("pass_at_k", "pass@k")]
    public void Find_PrintedName_IsTheMetric(string printed, string expected) => Assert.Equal(expected, MetricCatalogue.Find(printed)?.Name);

    [Theory]
    [InlineData("alias")]
    [InlineData("pass@0")]
    [InlineData("pass@-1")]
    [InlineData("accu")]
    [InlineData("")]
    public void Find_UnknownName_IsNull(string printed) => Assert.Null(MetricCatalogue.Find(printed));

    [Fact]
    public void All_NamesAndAliases_FindTheirMetric() => Assert.All(MetricCatalogue.All, metric =>
    {
        Assert.True(metric.IsKnown);
        Assert.NotEmpty(metric.Title);
        Assert.All(metric.Aliases.Prepend(metric.Name), name => Assert.Equal(metric.Name, MetricCatalogue.Find(name)?.Name));
    });

    [Fact]
    public void All_KindsOfMetric_AgreeWithEachOther() => Assert.All(MetricCatalogue.All, metric =>
    {
        // Counts are of items scored 0 or 1; their mean is a share.
        if (metric.CountsSuccesses)
            Assert.Equal((0d, 1d, Continuity.Discontinuous), (metric.Minimum, metric.Maximum, metric.Continuity));
        // The transforms need the end of the range from which they measure.
        if (metric.Transform is MetricTransform.LogLog)
            Assert.True(metric is { Minimum: not null, Maximum: not null, Orientation: Orientation.HigherIsBetter });
        if (metric.Transform is MetricTransform.Log or MetricTransform.LogOfLog)
            Assert.True(metric is { Minimum: not null, Orientation: Orientation.LowerIsBetter });
        if (metric.ChanceRule is not ChanceRule.None)
            Assert.Equal(Orientation.HigherIsBetter, metric.Orientation);
    });

    [Fact]
    public void Admits_ValueOfTheRange_AndNoOther() =>
        Gen.Select(Gen.Int[0, MetricCatalogue.All.Length - 1].Select(i => MetricCatalogue.All[i]), Gen.Double[-200, 200]).Sample((metric, value) =>
            metric.Admits(value) == ((metric.Minimum is not { } min || value >= min - 1e-9) && (metric.Maximum is not { } max || value <= max + 1e-9)));

    // Schaeffer et al. 2023: accuracy is nonlinear, multiple-choice grade discontinuous, token edit distance linear, the Brier score continuous.
    [Theory]
    [InlineData("exact_match", TokenErrorResponse.Nonlinear, Continuity.Discontinuous)]
    [InlineData("multiple_choice_grade", TokenErrorResponse.Nonlinear, Continuity.Discontinuous)]
    [InlineData("token_edit_distance", TokenErrorResponse.Linear, Continuity.Discontinuous)]
    [InlineData("brier_score", TokenErrorResponse.Nonlinear, Continuity.Continuous)]
    [InlineData("cross_entropy", TokenErrorResponse.Linear, Continuity.Continuous)]
    public void Kind_OfPublishedExamples_IsThePublishedOne(string name, TokenErrorResponse response, Continuity continuity)
    {
        Metric metric = MetricCatalogue.Find(name)!;

        Assert.Equal((response, continuity), (metric.TokenErrorResponse, metric.Continuity));
    }

    [Theory]
    [InlineData(true, Orientation.HigherIsBetter)]
    [InlineData(false, Orientation.LowerIsBetter)]
    [InlineData(null, Orientation.Unknown)]
    public void Unknown_Metric_KeepsNameAndOrientationAndIsMarked(bool? higherIsBetter, Orientation orientation)
    {
        Metric metric = MetricCatalogue.Unknown("my_score", higherIsBetter);

        Assert.Equal(("my_score", orientation, false), (metric.Name, metric.Orientation, metric.IsKnown));
        Assert.True(metric.Admits(1e6));
        Assert.Null(ChanceLevels.For("hellaswag", metric, null));
    }
}
