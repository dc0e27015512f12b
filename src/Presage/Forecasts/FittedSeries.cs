using System.Collections.Immutable;
using Presage.Laws;

namespace Presage.Forecasts;

/// <summary>All candidates fitted to one history.</summary>
internal sealed class FittedSeries
{
    private readonly ForecastHistory _history;
    private readonly ImmutableArray<FittedCandidate> _candidates;
    private readonly ForecastTarget _origin;
    private readonly Dictionary<(bool Parameters, bool Tokens, bool Compute), double[]> _misses = [];
    private readonly ForecastRange _range;
    private readonly double _unit, _scatter;
    private readonly double? _samplingVariance;

    /// <summary>Fits the candidates.</summary>
    /// <param name="history">The history.</param>
    /// <param name="learnt">Shape [candidates]; what <see cref="IForecastCandidate.Learn"/> gave.</param>
    public FittedSeries(ForecastHistory history, ImmutableArray<Func<ForecastHistory, FittedCandidate>> learnt)
    {
        _history = history;
        _candidates = [.. learnt.Select(fit => fit(history))];
        (_range, _unit) = (history.PredictionRange, history.Unit);
        _origin = ForecastTarget.At(history, history.Count - 1);
        _samplingVariance = history.Variances.Contains(null) ? null : history.Variances.Average(variance => variance!.Value);
        _scatter = Math.Max(ScatterAboutLine(history), _samplingVariance ?? 0);
    }

    /// <summary>Why each candidate has no prediction for a target; null where it has one.</summary>
    public ImmutableArray<string?> Reasons(ForecastTarget target) =>
        [.. _candidates.Select(candidate => candidate(target) is CandidateOutcome.Unable { Reason: var reason } ? reason : null)];

    /// <summary>What the candidates say of a target.</summary>
    /// <param name="target">A target beyond the history's last point.</param>
    public CandidateValues For(ForecastTarget target) => new()
    {
        Values = [.. _candidates.Select(candidate => candidate(target) is CandidateOutcome.Predicted { Value: var value } ? value : double.NaN)],
        Misses = MissesFor(target),
        Range = _range,
        Possible = _history.Range,
        SkillRange = _history.SkillRange,
        Unit = _unit,
        Scatter = _scatter,
        SamplingVariance = _samplingVariance,
        Points = _history.Count,
        Gap = target.Position - _history.LastPosition,
    };

    // At the origin a candidate may use what it may use of the target, else its miss would be that of another prediction.
    private double[] MissesFor(ForecastTarget target)
    {
        (bool Parameters, bool Tokens, bool Compute) known = (target.Parameters is not null, target.Tokens is not null, target.Compute is not null);
        if (_misses.TryGetValue(known, out double[]? misses))
            return misses;
        ForecastTarget origin = _origin with
        {
            Parameters = known.Parameters ? _origin.Parameters : null,
            Tokens = known.Tokens ? _origin.Tokens : null,
            Compute = known.Compute ? _origin.Compute : null,
        };
        return _misses[known] = [.. _candidates.Select(candidate => candidate(origin) is CandidateOutcome.Predicted { Value: var value } ? _history.LastValue - value : 0)];
    }

    private static double ScatterAboutLine(ForecastHistory history)
    {
        int points = history.Count;
        if (points < 3 || PositionScale.Of(history.Positions) is not { } scale)
            return 0;
        double meanPosition = 0, mean = 0, spread = 0, covariation = 0, squares = 0;
        for (int i = 0; i < points; i++)
        {
            meanPosition += scale.ToUnit(history.Positions[i]) / points;
            mean += history.Values[i] / points;
        }

        for (int i = 0; i < points; i++)
        {
            double offset = scale.ToUnit(history.Positions[i]) - meanPosition;
            spread += offset * offset;
            covariation += offset * (history.Values[i] - mean);
        }

        double slope = covariation / spread;
        for (int i = 0; i < points; i++)
        {
            double residual = history.Values[i] - mean - (slope * (scale.ToUnit(history.Positions[i]) - meanPosition));
            squares += residual * residual;
        }

        return squares / (points - 2);
    }
}
