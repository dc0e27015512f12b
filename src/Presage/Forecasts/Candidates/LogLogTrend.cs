using Presage.Metrics;

namespace Presage.Forecasts.Candidates;

/// <summary>A power law of the per-token error as a straight line in the metric's own transform (<see cref="MetricTransform"/>).</summary>
/// <remarks>
/// For success rates log(-log((y - g) / (m - g))) with chance g and maximum m, by least squares of the transformed values, as Krajewski et al. (2025)
/// fit it; for losses log(y - f) with the metric's least value f; for perplexities log(log(y)).
/// </remarks>
internal sealed class LogLogTrend : IForecastCandidate
{
    /// <inheritdoc/>
    public string Name => "logLog";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) => Fit;

    private static FittedCandidate Fit(ForecastHistory history)
    {
        ForecastRange range = history.SkillRange;
        switch (history.Metric.Transform)
        {
            case MetricTransform.LogLog when range.Width is > 0 and < double.PositiveInfinity:
                return LinkTrend.Fit(
                    history,
                    value => Math.Log(-Math.Log(LinkTrend.Share(value, range))),
                    line => LinkTrend.FromShare(Math.Exp(-Math.Exp(line)), range));
            case MetricTransform.Log when double.IsFinite(range.Minimum):
                double least = LinkTrend.Margin * (history.Values.Max() - range.Minimum);
                if (!(least > 0))
                    return _ => new CandidateOutcome.Unable("No value is above the metric's least value.");
                return LinkTrend.Fit(
                    history,
                    value => Math.Log(Math.Max(value - range.Minimum, least)),
                    line => range.Minimum + Math.Exp(line));
            case MetricTransform.LogOfLog when history.Values.All(value => value > 1):
                return LinkTrend.Fit(history, value => Math.Log(Math.Log(value)), line => Math.Exp(Math.Exp(line)));
            default:
                return _ => new CandidateOutcome.Unable($"No transform is known in which a power law of {history.Metric.Name} is a straight line here.");
        }
    }
}
