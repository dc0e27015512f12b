using System.Collections.Immutable;

namespace Presage.Forecasts;

/// <summary>Absolute errors of rolling forecasts in units of their own scale, from which intervals are made (Vovk et al. 2005; Lei et al. 2018).</summary>
/// <remarks>
/// In three classes by where the centre lies, near the guesser's score, between, and near the best score (Mondrian conformal prediction), where a class has enough.
/// </remarks>
internal sealed class ResidualSet
{
    private const int Classes = 3;

    /// <summary>Errors that a class must have to be used by itself.</summary>
    private const int FewestInClass = 100;

    /// <summary>Errors below which the built-in ones are mixed in.</summary>
    private const int FewestAlone = 100;

    private readonly double[] _all;
    private readonly double[][] _classes;

    /// <summary>Sorts errors into classes.</summary>
    /// <param name="errors">Class and size of each.</param>
    /// <param name="otherFamilies">Other families among them.</param>
    public ResidualSet(IReadOnlyList<(int Class, double Size)> errors, int otherFamilies)
    {
        Count = errors.Count;
        Source = Count < FewestAlone ? ResidualSource.BuiltIn : otherFamilies >= ScorePool.FewestOtherFamilies ? ResidualSource.OtherFamilies : ResidualSource.EarlierOrigins;
        _all = [.. errors.Select(error => error.Size), .. Count < FewestAlone ? BuiltInResiduals.Sizes : []];
        Array.Sort(_all);
        _classes = new double[Classes][];
        for (int c = 0; c < Classes; c++)
        {
            double[] own = [.. errors.Where(error => error.Class == c).Select(error => error.Size)];
            Array.Sort(own);
            _classes[c] = own.Length >= FewestInClass ? own : _all;
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
    /// <param name="centre">The combined prediction.</param>
    /// <param name="scale">Its scale.</param>
    /// <param name="skill">From a guesser's score to the best one.</param>
    /// <param name="possible">Where values may lie.</param>
    public ForecastDistribution About(double centre, double scale, ForecastRange skill, ForecastRange possible)
    {
        double[] sizes = _classes[ClassOf(centre, skill)];
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
