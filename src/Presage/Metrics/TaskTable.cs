namespace Presage.Metrics;

/// <summary>Tasks with a known way of answering. Words are lower case, joined by <c>_</c>.</summary>
/// <remarks>
/// Numbers of choices as in the papers of the data sets and the task files of lm-evaluation-harness; for BIG-bench, 1 over the choices of the task file.
/// What is not certain is left out. Varied on purpose: HEAD-QA (4 or 5 by year of the exam), MMLU-Pro (3 to 10), TruthfulQA, date_understanding, geometric_shapes,
/// reasoning_about_colored_objects, SQuAD 2.0 (abstaining is right half of the time), MC-TACO (yes or no, by groups), CrowS-Pairs, BBH where answers are written out.
/// </remarks>
internal static class TaskTable
{
    private static readonly TaskAnswers.FreeForm FreeForm = new();
    private static readonly TaskAnswers.Varied Varied = new();

    /// <summary>Tasks by name.</summary>
    public static Dictionary<string, TaskAnswers> Tasks { get; } = Flatten(
    [
        (OneOf(2),
        [
            "piqa", "winogrande", "winograd", "wsc", "wsc273", "boolq", "copa", "xcopa", "pawsx", "paws", "xstory_cloze", "xstorycloze", "storycloze", "story_cloze",
            "xwinograd", "xwinogrande", "rte", "wic", "wnli", "qnli", "qqp", "mrpc", "cola", "sst2", "toxigen",
            "formal_fallacies", "formal_fallacies_syllogisms_negation", "causal_judgement", "causal_judgment", "hyperbaton", "navigate", "snarks",
            "sports_understanding", "misconceptions", "mathematical_induction", "sentence_ambiguity", "strategy_qa", "strategyqa",
        ]),
        (OneOf(3), ["cb", "mnli", "anli_r1", "anli_r2", "anli_r3", "xnli", "siqa", "social_iqa", "social_i_qa", "pubmedqa", "logical_deduction_three_objects", "tracking_shuffled_objects_three_objects"]),
        (OneOf(4),
        [
            "arc", "arc_easy", "arc_challenge", "arc_e", "arc_c", "hellaswag", "swag", "sciq", "openbookqa", "openbook_qa", "obqa", "race", "logiqa", "prost",
            "medmcqa", "medqa_4options", "parsinlu_qa", "movie_recommendation", "ruin_names", "temporal_sequences", "common_morpheme",
        ]),
        (OneOf(5), ["csqa", "commonsense_qa", "commonsenseqa", "mathqa", "math_qa", "logical_deduction_five_objects", "tracking_shuffled_objects_five_objects"]),
        (OneOf(6), ["salient_translation_error_detection"]),
        (OneOf(7), ["logical_deduction_seven_objects", "tracking_shuffled_objects_seven_objects"]),
        (FreeForm,
        [
            "gsm8k", "gsm8k_cot", "mgsm", "asdiv", "svamp", "triviaqa", "trivia_qa", "nq", "nq_open", "naturalqs", "natural_questions", "webqs", "drop", "coqa", "jeopardy",
            "humaneval", "mbpp", "squad", "word_unscrambling", "word_sorting", "object_counting", "multistep_arithmetic_two", "simple_arithmetic_json",
            "auto_categorization", "codenames", "disfl_qa", "linguistic_mappings", "list_functions", "mult_data_wrangling", "simp_turing_concept",
        ]),
        (Varied, ["headqa", "squad2", "squadv2", "squad_v2", "mc_taco", "date_understanding", "disambiguation_qa", "geometric_shapes", "dyck_languages", "reasoning_about_colored_objects", "multirc", "record"]),
    ]);

    /// <summary>Names whose every extension is answered alike.</summary>
    public static Dictionary<string, TaskAnswers> Groups { get; } = Flatten(
    [
        (OneOf(2), ["blimp"]),
        (OneOf(4), ["hendryckstest", "mmlu", "gpqa"]),
        (FreeForm, ["lambada", "arithmetic", "arith", "num_reasoning_arithmetic", "math", "minerva_math", "hendrycks_math"]),
        (Varied, ["truthfulqa", "crows_pairs", "bbh", "mmlu_pro", "mmlu_prox"]),
    ]);

    private static TaskAnswers.Choices OneOf(int choices) => new(1.0 / choices);

    private static Dictionary<string, TaskAnswers> Flatten(ReadOnlySpan<(TaskAnswers Answers, string[] Names)> rows)
    {
        Dictionary<string, TaskAnswers> table = [];
        foreach ((TaskAnswers answers, string[] names) in rows)
        {
            foreach (string name in names)
                table.Add(name, answers);
        }

        return table;
    }
}
