namespace Presage.Forecasts;

/// <summary>The centre of a forecast.</summary>
/// <param name="Centre">In the metric's unit.</param>
/// <param name="Spread">Weighted standard deviation of the candidates about it, in the metric's unit.</param>
internal readonly record struct CombinedPrediction(double Centre, double Spread)
{
    /// <summary>How much of a metric's range the skill may wander per square root of a decade beyond what the candidates disagree on.</summary>
    private const double Wander = 0.03;

    /// <summary>Standard deviation of the mean skill, before it is conformalised.</summary>
    public double SkillScale(CandidateValues said) =>
        Math.Sqrt(Structural(said) + (said.Scatter / said.Points));

    /// <summary>Standard deviation of one new run, before it is conformalised.</summary>
    /// <param name="said">The candidates.</param>
    /// <param name="samples">Items of the new run, whose score is a share of successes; null for the sampling variance of the history.</param>
    /// <remarks>The sampling variance is that at the centre: an observed score would tell the interval what it is to hold.</remarks>
    public double RunScale(CandidateValues said, double? samples)
    {
        double sampling = said.SamplingVariance ?? 0;
        double scatter = Math.Max(0, said.Scatter - sampling) + (samples is > 0 and var n ? SamplingVariance(n) : sampling);
        return Math.Sqrt(Structural(said) + scatter);
    }

    private double SamplingVariance(double samples)
    {
        double inside = ((Math.Clamp(Centre, 0, 1) * samples) + 0.5) / (samples + 1);
        return inside * (1 - inside) / samples;
    }

    private double Structural(CandidateValues said) =>
        (Spread * Spread) + (Wander * Wander * said.Unit * said.Unit * said.Gap) + (1e-12 * said.Unit * said.Unit);
}
