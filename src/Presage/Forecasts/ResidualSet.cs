using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>Absolute errors of rolling forecasts in units of their own scale, from which intervals are made (Vovk et al. 2005; Lei et al. 2018).</summary>
/// <remarks>
/// Of forecasts over a like gap (the same class or a neighbour), and among these in three classes by where the centre lies, near the guesser's score, between, and
/// near the best score (Mondrian conformal prediction), each where there are enough.
/// </remarks>
internal sealed class ResidualSet
{
    private const int Classes = 3;

    /// <summary>Errors that a class must have to be used by itself.</summary>
    private const int FewestInClass = 100;

    /// <summary>Errors below which the built-in ones are mixed in.</summary>
    private const int FewestAlone = 100;

    // Shape [classes of gap, classes of centre].
    private readonly double[][][] _sizes;

    /// <summary>Sorts errors into classes.</summary>
    /// <param name="errors">The errors.</param>
    /// <param name="otherFamilies">Other families among them.</param>
    public ResidualSet(IReadOnlyList<ForecastError> errors, int otherFamilies)
    {
        Count = errors.Count;
        Source = Count < FewestAlone ? ResidualSource.BuiltIn : otherFamilies >= ScorePool.FewestOtherFamilies ? ResidualSource.OtherFamilies : ResidualSource.EarlierOrigins;
        double[] all = Sorted(errors);
        _sizes = new double[GapBin.Count][][];
        for (int gap = 0; gap < GapBin.Count; gap++)
        {
            ForecastError[] like = [.. errors.Where(error => Math.Abs(error.Gap - gap) <= 1)];
            double[] ofGap = like.Length >= FewestInClass ? Sorted(like) : all;
            _sizes[gap] = new double[Classes][];
            for (int c = 0; c < Classes; c++)
            {
                ForecastError[] own = [.. like.Where(error => error.Class == c)];
                _sizes[gap][c] = own.Length >= FewestInClass ? Sorted(own) : ofGap;
            }
        }

        double[] Sorted(IReadOnlyList<ForecastError> some)
        {
            double[] sizes = [.. some.Select(error => error.Size), .. Count < FewestAlone ? BuiltInResiduals.Sizes : []];
            Array.Sort(sizes);
            return sizes;
        }
    }

    /// <summary>Errors of the report behind the set.</summary>
    public int Count { get; }

    /// <summary>Where they come from.</summary>
    public ResidualSource Source { get; }

    /// <summary>The class of a centre.</summary>
    public static int ClassOf(double centre, ForecastRange skill)
    {
        const double nearFloor = 0.08, nearCeiling = 0.8;
        if (skill.Width is not (> 0 and < double.PositiveInfinity))
            return 1;
        double share = (centre - skill.Minimum) / skill.Width;
        return share < nearFloor ? 0 : share > nearCeiling ? 2 : 1;
    }

    /// <summary>The distribution about a centre.</summary>
    /// <param name="gap">Decades (or nats) to the target.</param>
    /// <param name="centre">The combined prediction.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="skill">From a guesser's score to the best one.</param>
    /// <param name="possible">Where values may lie.</param>
    public ForecastDistribution About(double gap, double centre, double scale, ForecastRange skill, ForecastRange possible)
    {
        double[] sizes = _sizes[GapBin.Of(gap)][ClassOf(centre, skill)];
        double[] values = new double[ForecastDistribution.Size];
        for (int i = 0; i < values.Length; i++)
        {
            double signed = (2 * (i + 0.5) / values.Length) - 1;
            // The conformal quantile: of n errors and the one to come, the next larger.
            int rank = (int)Math.Ceiling((sizes.Length + 1) * Math.Abs(signed)) - 1;
            double size = sizes[Math.Clamp(rank, 0, sizes.Length - 1)];
            values[i] = possible.Clip(centre + (Math.Sign(signed) * size * scale));
        }

        return new ForecastDistribution(ImmutableArray.Create(values));
    }
}
