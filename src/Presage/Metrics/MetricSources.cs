namespace Presage.Metrics;

/// <summary>Where definitions come from.</summary>
internal static class MetricSources
{
    public const string Harness = "lm-evaluation-harness, lm_eval/api/metrics.py and task.py";

    public const string BigBench = "Srivastava et al. 2022 (BIG-bench), and its scoring code";

    public const string Mirage = "Schaeffer et al. 2023, section 2";

    public const string OlmoLadder = "Bhagia et al. 2024 (OLMo ladder)";

    public const string Squad = "Rajpurkar et al. 2018 (SQuAD 2.0), official evaluation, in percent";
}
