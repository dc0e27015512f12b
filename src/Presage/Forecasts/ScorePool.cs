using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>The rolling forecasts of comparable series, and what may be learnt from them at an origin of a family.</summary>
/// <remarks>
/// At an origin of a family: everything of the other families. Where these are fewer than three, also what the family itself showed up to the origin; where there
/// are more, its own past is a handful of models whose luck many tasks share, and it is left out. The size of another family's errors is taken with weights
/// learnt without that family and without the family that is forecast.
/// </remarks>
internal sealed class ScorePool
{
    /// <summary>Points along a family's scale at which its own past is summed up; an origin between two uses the earlier.</summary>
    private const int MostCheckpoints = 32;

    /// <summary>Other families from which on a family's own past is left out.</summary>
    internal const int FewestOtherFamilies = 3;

    private readonly ImmutableArray<string> _families;
    private readonly Dictionary<string, int> _index;
    private readonly RollingForecast[][] _forecasts;
    private readonly double[][] _checkpoints;
    private readonly CandidateScores[][] _pasts;
    private readonly CandidateScores _empty;
    private readonly ConcurrentDictionary<(int Family, int Without), CandidateScores> _othersScores = new();
    private readonly ConcurrentDictionary<(int Family, int Without, int Checkpoint, int Gap), CombinationWeights> _weights = new();
    private readonly ConcurrentDictionary<(int Family, int Checkpoint), Lazy<ResidualSet>> _residuals = new();
    private readonly ConcurrentDictionary<int, Lazy<List<ForecastError>>> _others = new();

    /// <summary>Sums up the forecasts.</summary>
    /// <param name="candidates">Candidates of every forecast.</param>
    /// <param name="forecasts">With the family of each, in the order of the series.</param>
    public ScorePool(int candidates, IEnumerable<(string Family, RollingForecast Forecast)> forecasts)
    {
        var byFamily = forecasts.GroupBy(one => one.Family, one => one.Forecast).OrderBy(group => group.Key, StringComparer.Ordinal).ToArray();
        _families = [.. byFamily.Select(group => group.Key)];
        _index = _families.Select((family, i) => (family, i)).ToDictionary(pair => pair.family, pair => pair.i);
        _forecasts = [.. byFamily.Select(group => group.OrderBy(one => one.TargetPosition).ToArray())];
        _checkpoints = [.. _forecasts.Select(Checkpoints)];
        _pasts = new CandidateScores[_families.Length][];
        _empty = new CandidateScores(candidates);
        for (int f = 0; f < _families.Length; f++)
        {
            CandidateScores sum = new(candidates);
            _pasts[f] = new CandidateScores[_checkpoints[f].Length + 1];
            _pasts[f][0] = sum.Copy();
            int next = 0;
            for (int checkpoint = 0; checkpoint < _checkpoints[f].Length; checkpoint++)
            {
                while (next < _forecasts[f].Length && _forecasts[f][next].TargetPosition <= _checkpoints[f][checkpoint])
                    sum.Add(_forecasts[f][next++]);
                _pasts[f][checkpoint + 1] = sum.Copy();
            }
        }
    }

    /// <summary>Families with a forecast, in ordinal order.</summary>
    public ImmutableArray<string> Families => _families;

    /// <summary>The weights for a family at an origin.</summary>
    /// <param name="family">The family; one without a forecast uses those of the others.</param>
    /// <param name="position">Position of the origin.</param>
    /// <param name="gap">Decades (or nats) to the target.</param>
    public CombinationWeights Weights(string family, double position, double gap)
    {
        int f = _index.GetValueOrDefault(family, -1);
        return Weights(f, -1, CheckpointAt(f, position), GapBin.Of(gap));
    }

    /// <summary>The scores behind those weights.</summary>
    public CandidateScores Scores(string family, double position)
    {
        int f = _index.GetValueOrDefault(family, -1);
        return Scores(f, -1, CheckpointAt(f, position));
    }

    /// <summary>The errors that a family's intervals at an origin are made of.</summary>
    /// <param name="family">The family.</param>
    /// <param name="position">Position of the origin.</param>
    public ResidualSet Residuals(string family, double position)
    {
        int f = _index.GetValueOrDefault(family, -1);
        return _residuals.GetOrAdd((f, CheckpointAt(f, position)), key => new Lazy<ResidualSet>(() =>
        {
            List<ForecastError> others = _others.GetOrAdd(key.Family, without => new Lazy<List<ForecastError>>(() => Errors(without))).Value;
            List<ForecastError> all = [.. others];
            if (key is { Family: >= 0, Checkpoint: > 0 } && UsesOwnPast(key.Family))
            {
                double last = _checkpoints[key.Family][key.Checkpoint - 1];
                all.AddRange(_forecasts[key.Family].TakeWhile(one => one.TargetPosition <= last).Select(one => Error(one, key.Family, -1)));
            }

            return new ResidualSet(all, OtherFamilies(key.Family));
        })).Value;
    }

    private static double[] Checkpoints(RollingForecast[] forecasts)
    {
        double[] positions = [.. forecasts.Select(one => one.TargetPosition).Distinct()];
        return positions.Length <= MostCheckpoints
            ? positions
            : [.. Enumerable.Range(1, MostCheckpoints).Select(i => positions[(i * positions.Length / MostCheckpoints) - 1])];
    }

    private int CheckpointAt(int family, double position)
    {
        int checkpoint = 0;
        if (family >= 0)
            while (checkpoint < _checkpoints[family].Length && _checkpoints[family][checkpoint] <= position)
                checkpoint++;
        return checkpoint;
    }

    // Added up anew, not subtracted from the whole: what is left out must not even show in the rounding.
    private CandidateScores Scores(int family, int without, int checkpoint)
    {
        CandidateScores others = _othersScores.GetOrAdd((family, without), key =>
        {
            CandidateScores sum = _empty;
            for (int f = 0; f < _families.Length; f++)
                if (f != key.Family && f != key.Without)
                    sum = sum.Plus(_pasts[f][^1]);
            return sum;
        });
        return family >= 0 && UsesOwnPast(family) ? others.Plus(_pasts[family][checkpoint]) : others;
    }

    private bool UsesOwnPast(int family) => OtherFamilies(family) < FewestOtherFamilies;

    private int OtherFamilies(int family) => _families.Length - (family >= 0 ? 1 : 0);

    private CombinationWeights Weights(int family, int without, int checkpoint, int gapBin) =>
        _weights.GetOrAdd((family, without, checkpoint, gapBin), key => Scores(key.Family, key.Without, key.Checkpoint).Weights(key.Gap));

    private List<ForecastError> Errors(int without)
    {
        List<ForecastError> errors = [];
        for (int f = 0; f < _families.Length; f++)
            if (f != without)
                foreach (RollingForecast one in _forecasts[f])
                    errors.Add(Error(one, f, without));
        return errors;
    }

    private ForecastError Error(RollingForecast one, int family, int without)
    {
        CandidateValues said = one.Candidates;
        CombinedPrediction combined = Weights(family, without, CheckpointAt(family, one.OriginPosition), GapBin.Of(one.Gap)).Combine(said);
        return new ForecastError(
            GapBin.Of(one.Gap), ResidualSet.ClassOf(combined.Centre, said.SkillRange), Math.Abs(one.Observed - combined.Centre) / combined.RunScale(said, one.TargetSamples));
    }
}
