namespace Presage.Forecasts.Candidates;

/// <summary>A straight line in the logit of the share of the way from a guesser's score to the best one, by least squares of the logits.</summary>
/// <remarks>
/// A sigmoid from chance to the maximum; shares are kept from 0.01 to 0.99. Against the logistic law of <see cref="LogisticCurve"/> it loses where the ceiling is
/// below the maximum, and gains where few points cannot place a ceiling.
/// </remarks>
internal sealed class LogitTrend : IForecastCandidate
{
    /// <inheritdoc/>
    public string Name => "logit";

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) => history =>
    {
        ForecastRange range = history.SkillRange;
        if (range.Width is not (> 0 and < double.PositiveInfinity))
            return _ => new CandidateOutcome.Unable($"The metric {history.Metric.Name} has no known range here.");
        return LinkTrend.Fit(history, Logit, line => LinkTrend.FromShare(1 / (1 + Math.Exp(-line)), range));

        double Logit(double value)
        {
            double share = LinkTrend.Share(value, range);
            return Math.Log(share / (1 - share));
        }
    };
}
