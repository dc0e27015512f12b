using Presage.Metrics;

namespace Presage.Tests.Metrics;

public sealed class ChanceLevelsTests
{
    [Theory]
    [InlineData("arc_easy", 0.25)]
    [InlineData("ARC-C", 0.25)]
    [InlineData("arc:easy", 0.25)]
    [InlineData("hellaswag_fr", 0.25)]
    [InlineData("hellaswag_val_rc_5shot", 0.25)]
    [InlineData("csqa_val_rc_5shot", 0.2)]
    [InlineData("winogrande_val_rc_5shot", 0.5)]
    [InlineData("mmlu_stem_val_rc_5shot", 0.25)]
    [InlineData("hendrycksTest-abstract_algebra", 0.25)]
    [InlineData("leaderboard_gpqa_diamond", 0.25)]
    [InlineData("social_iqa", 1.0 / 3)]
    [InlineData("bigbench_tracking_shuffled_objects_seven_objects", 1.0 / 7)]
    [InlineData("blimp_wh_island", 0.5)]
    [InlineData("lambada_openai_mt_fr", 0.0)]
    [InlineData("arithmetic_3ds_2", 0.0)]
    [InlineData("num_reasoning_arithmetic_addition_7", 0.0)]
    [InlineData("math_algebra", 0.0)]
    [InlineData("mathqa", 0.2)]
    public void For_KnownTask_IsAGuessersShare(string task, double chance)
    {
        Assert.Equal(chance, ChanceLevels.For(task, Metric("acc"), null));
        Assert.Equal(chance, ChanceLevels.For(task, Metric("acc_norm"), "none"));
        Assert.Equal(chance, ChanceLevels.For(task, Metric("soft"), null));
    }

    [Theory]
    [InlineData("mmlu_pro")]
    [InlineData("truthfulqa_mc1")]
    [InlineData("hellaswag_generative")]
    [InlineData("triviaqa_mc")]
    [InlineData("bbh_navigate")]
    [InlineData("headqa_en")]
    [InlineData("sst_5")]
    [InlineData("my_task")]
    [InlineData("leaderboard")]
    [InlineData("")]
    public void For_UnknownOrVaryingTask_IsNull(string task) => Assert.Null(ChanceLevels.For(task, Metric("acc"), null));

    [Theory]
    [InlineData("gsm8k", "strict-match", 0.0)]
    [InlineData("my_generation_task", null, 0.0)]
    [InlineData("mmlu_anatomy_generative", "get_response", null)] // a letter of four, if the guesser knows
    [InlineData("squad2", null, null)] // abstaining is right on half of the questions
    [InlineData("mc_taco", null, null)]
    public void For_ExactMatch_IsZeroOnlyForFreeAnswers(string task, string? filter, double? chance) =>
        Assert.Equal(chance, ChanceLevels.For(task, Metric("exact_match"), filter));

    [Fact]
    public void For_ChoicesTakenOutOfATextByAFilter_IsNull() => Assert.Null(ChanceLevels.For("hellaswag", Metric("acc"), "flexible-extract"));

    [Theory]
    [InlineData("ppl")]
    [InlineData("brier_score")]
    [InlineData("pct_stereotype")]
    [InlineData("f1")]
    public void For_MetricWithoutChance_IsNull(string metric) => Assert.Null(ChanceLevels.For("hellaswag", Metric(metric), null));

    private static Metric Metric(string name) => MetricCatalogue.Find(name)!;
}
