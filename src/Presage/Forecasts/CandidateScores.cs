namespace Presage.Forecasts;

/// <summary>Sums over rolling forecasts from which weights, carry-over and base rates follow. Sums add and subtract, so that a family can be left out.</summary>
/// <remarks>
/// Per candidate and class of gap: forecasts, persistence's absolute errors on the same forecasts, the candidate's absolute errors at five shares of carry-over,
/// and the products from which the share is found. Errors in the series' unit. Beside them, for histories at their floor: decades watched and departures seen.
/// </remarks>
internal sealed class CandidateScores
{
    private const int Shares = 5;
    private const int Fields = 4 + Shares;
    private const int Strata = 2;
    private const int FloorFields = 3 * Strata;

    /// <summary>Pseudo-forecasts as good as persistence that every candidate begins with: scarce scores leave the weights nearly equal.</summary>
    private const double PriorForecasts = 30;

    /// <summary>Pseudo-forecasts that hold the carry-over at one half.</summary>
    private const double PriorCarryOver = 10;

    /// <summary>Least weight of persistence.</summary>
    public const double LeastPersistence = 0.1;

    private readonly int _candidates;
    private readonly double[] _sums;

    public CandidateScores(int candidates)
    {
        _candidates = candidates;
        _sums = new double[(candidates * GapBin.Count * Fields) + FloorFields];
    }

    private CandidateScores(int candidates, double[] sums) => (_candidates, _sums) = (candidates, sums);

    /// <summary>Adds one forecast.</summary>
    public void Add(RollingForecast forecast)
    {
        CandidateValues said = forecast.Candidates;
        int bin = GapBin.Of(forecast.Gap);
        double persistence = Math.Abs(forecast.Observed - said.Values[0]) / said.Unit;
        for (int candidate = 0; candidate < _candidates; candidate++)
        {
            if (double.IsNaN(said.Values[candidate]))
                continue;
            Span<double> sums = _sums.AsSpan(((candidate * GapBin.Count) + bin) * Fields, Fields);
            double miss = said.Misses[candidate] / said.Unit, error = (forecast.Observed - said.Values[candidate]) / said.Unit;
            sums[0]++;
            sums[1] += persistence;
            sums[2] += miss * miss;
            sums[3] += miss * error;
            for (int share = 0; share < Shares; share++)
                sums[4 + share] += Math.Abs(forecast.Observed - said.At(candidate, share / (Shares - 1.0))) / said.Unit;
        }

        if (forecast is { IsNext: true, AtFloor: true, LeftChance: { } left })
        {
            Span<double> floor = _sums.AsSpan(_sums.Length - FloorFields + (3 * FloorStratum(said)), 3);
            floor[0]++;
            floor[1] += forecast.Gap;
            floor[2] += left ? 1 : 0;
        }
    }

    /// <summary>A copy.</summary>
    public CandidateScores Copy() => new(_candidates, [.. _sums]);

    /// <summary>These scores and others.</summary>
    public CandidateScores Plus(CandidateScores other) => Combine(other, 1);

    /// <summary>These scores without others that are among them.</summary>
    public CandidateScores Minus(CandidateScores other) => Combine(other, -1);

    /// <summary>The weights and carry-over that these scores support for forecasts over a gap.</summary>
    /// <param name="gapBin">The class of the gap.</param>
    public CombinationWeights Weights(int gapBin)
    {
        double[] weights = new double[_candidates], carryOver = new double[_candidates];
        Span<double> sums = stackalloc double[Fields];
        for (int candidate = 0; candidate < _candidates; candidate++)
        {
            sums.Clear();
            for (int bin = 0; bin < GapBin.Count; bin++)
            {
                double likeness = GapBin.Likeness(bin, gapBin);
                for (int field = 0; field < Fields; field++)
                    sums[field] += likeness * _sums[(((candidate * GapBin.Count) + bin) * Fields) + field];
            }

            double forecasts = sums[0];
            if (!(forecasts > 0.5))
            {
                (weights[candidate], carryOver[candidate]) = (0.5, 0.5);
                continue;
            }

            double prior = PriorCarryOver * sums[2] / forecasts;
            double share = sums[2] + prior > 0 ? Math.Clamp((sums[3] + (0.5 * prior)) / (sums[2] + prior), 0, 1) : 0.5;
            double place = share * (Shares - 1);
            int below = Math.Min((int)place, Shares - 2);
            double error = sums[4 + below] + ((place - below) * (sums[5 + below] - sums[4 + below]));
            double typical = PriorForecasts * sums[1] / forecasts;
            carryOver[candidate] = share;
            weights[candidate] = error + typical > 0 ? (sums[1] + typical) / (error + typical) : 1;
        }

        return new CombinationWeights(weights, carryOver);
    }

    /// <summary>Departures from chance per decade (or nat), with the prior of <see cref="FloorPrior"/>.</summary>
    /// <param name="said">The candidates of the history at its floor.</param>
    public double DeparturesPerDecade(CandidateValues said)
    {
        double watched = 0, seen = 0;
        for (int stratum = 0; stratum < Strata; stratum++)
        {
            watched += _sums[_sums.Length - FloorFields + (3 * stratum) + 1];
            seen += _sums[_sums.Length - FloorFields + (3 * stratum) + 2];
        }

        double overall = (seen + (FloorPrior.Decades * FloorPrior.DeparturesPerDecade)) / (watched + FloorPrior.Decades);
        int own = _sums.Length - FloorFields + (3 * FloorStratum(said));
        return (_sums[own + 2] + (FloorPrior.Decades * overall)) / (_sums[own + 1] + FloorPrior.Decades);
    }

    /// <summary>Histories at their floor whose next model was tested.</summary>
    public long FloorForecasts => (long)Math.Round(_sums[_sums.Length - FloorFields] + _sums[_sums.Length - FloorFields + 3]);

    // A last value that leans above chance, though not significantly, leaves it sooner.
    private static int FloorStratum(CandidateValues said) =>
        said.SamplingVariance is > 0 and var variance && said.Values[0] - said.SkillRange.Minimum > Math.Sqrt(variance) ? 1 : 0;

    private CandidateScores Combine(CandidateScores other, int sign)
    {
        double[] sums = new double[_sums.Length];
        for (int i = 0; i < sums.Length; i++)
            sums[i] = _sums[i] + (sign * other._sums[i]);
        return new CandidateScores(_candidates, sums);
    }
}
