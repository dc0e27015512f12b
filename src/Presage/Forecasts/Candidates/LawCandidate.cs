using Presage.Laws;

namespace Presage.Forecasts.Candidates;

/// <summary>A law of <see cref="CurveLaws"/>, continued beyond the points it was fitted to.</summary>
/// <param name="law">The law.</param>
/// <param name="fewest">Points below which it is not asked: it would describe its points and foretell nothing.</param>
internal abstract class LawCandidate(ICurveLaw law, int fewest) : IForecastCandidate
{
    /// <inheritdoc/>
    public string Name => law.Name;

    /// <inheritdoc/>
    public Func<ForecastHistory, FittedCandidate> Learn(ForecastSurroundings surroundings) => history =>
    {
        if (history.Count < fewest)
            return _ => new CandidateOutcome.Unable(Figures.Text($"{history.Count} points; as a forecast this law needs {fewest}."));
        FitOutcome outcome = law.Fit(history.ToCurveData());
        if (outcome is not FitOutcome.Converged fit)
            return _ => new CandidateOutcome.Unable(((FitOutcome.Failed)outcome).Detail);
        ForecastRange range = history.PredictionRange;
        return target => fit.At(target.Position).Mean is var value && double.IsFinite(value)
            ? new CandidateOutcome.Predicted(range.Clip(value))
            : new CandidateOutcome.Unable("The law leaves the numbers.");
    };
}
