namespace Presage.Emergence;

/// <summary>
/// Directions in the space of whitened residuals: the smooth law's two, and for every admissible knot the one that a bend there adds to them.
/// </summary>
/// <remarks>
/// All columns have length 1 and each bend is orthogonal to the smooth law, so that the fall of the sum of squares by a bend is a squared dot
/// product, and its sign is that of the bend.
/// </remarks>
internal sealed class BreakDesign
{
    /// <summary>Most knots that are tried; long ladders of checkpoints are thinned.</summary>
    private const int MostKnots = 60;

    private BreakDesign(double[] positions, double[][] smooth, double[] knots, double[][] bends) =>
        (Positions, Smooth, Knots, Bends) = (positions, smooth, knots, bends);

    public double[] Positions { get; }

    /// <summary>Shape [2 or 3][models]: level, slope, and where the smooth law may level off, that.</summary>
    public double[][] Smooth { get; }

    public double[] Knots { get; }

    /// <summary>Shape [knots][models].</summary>
    public double[][] Bends { get; }

    /// <summary>Models that must stand strictly on each side of a knot.</summary>
    /// <param name="models">Models in all.</param>
    public static int LeastOnSide(int models) => models >= 6 ? 3 : 2;

    /// <summary>Share of the range at either end where a break is neither sought nor excluded: too little of the curve stands beyond it.</summary>
    private const double EndShare = 0.15;

    /// <summary>Knots at the models and halfway between them, away from the ends of the range.</summary>
    /// <param name="positions">Shape [models]; ascending.</param>
    /// <returns>Empty below five models; those near the ends where all models stand there.</returns>
    public static double[] KnotsOf(double[] positions)
    {
        int models = positions.Length, least = LeastOnSide(models);
        List<double> knots = [];
        for (int i = least - 1; i < models - least && models >= 5; i++)
        {
            if (i >= least && positions[i] > positions[i - 1] && positions[i + 1] > positions[i])
                knots.Add(positions[i]);
            if (positions[i + 1] > positions[i])
                knots.Add((positions[i] + positions[i + 1]) / 2);
        }

        double margin = EndShare * (positions[^1] - positions[0]);
        double[] inside = [.. knots.Where(knot => knot >= positions[0] + margin && knot <= positions[^1] - margin)];
        return Thinned(inside.Length > 0 ? inside : [.. knots], MostKnots);
    }

    /// <summary>At most so many of the knots, spread evenly.</summary>
    public static double[] Thinned(double[] knots, int most) =>
        knots.Length <= most ? knots : [.. Enumerable.Range(0, most).Select(i => knots[i * (knots.Length - 1) / (most - 1)])];

    /// <summary>The design with given weights.</summary>
    /// <param name="positions">Shape [models]; ascending.</param>
    /// <param name="noise">Shape of the noise.</param>
    /// <param name="saturation">Where the smooth law may level off; null for a straight line.</param>
    /// <param name="knots">Knots to try; null for all of <see cref="KnotsOf"/>.</param>
    /// <returns>Null where the weights leave no slope to estimate.</returns>
    public static BreakDesign? Create(double[] positions, NoiseShape noise, double? saturation, double[]? knots = null)
    {
        double[] level = noise.Whiten([.. positions.Select(_ => 1.0)]), slope = noise.Whiten([.. positions.Select(position => position - positions[0])]);

        List<double[]> smooth = [];
        if (!Normalise(level, smooth) || !Normalise(slope, smooth))
            return null;
        if (saturation is { } end)
            Normalise(Bend(end, positions, noise), smooth);
        List<double> usable = [];
        List<double[]> bends = [];
        foreach (double knot in knots ?? KnotsOf(positions))
        {
            double[] bend = Bend(knot, positions, noise);
            if (!Normalise(bend, smooth, keep: false))
                continue;
            usable.Add(knot);
            bends.Add(bend);
        }

        return new BreakDesign(positions, [.. smooth], [.. usable], [.. bends]);
    }

    public static double Dot(ReadOnlySpan<double> left, ReadOnlySpan<double> right)
    {
        double sum = 0;
        for (int i = 0; i < left.Length; i++)
            sum += left[i] * right[i];
        return sum;
    }

    private static double[] Bend(double knot, double[] positions, NoiseShape noise)
    {
        double[] bend = new double[positions.Length];
        for (int i = 0; i < bend.Length; i++)
            bend[i] = Math.Max(0, positions[i] - knot);
        return noise.Whiten(bend);
    }

    /// <summary>Makes a column of length 1 and orthogonal to others (Gram and Schmidt).</summary>
    /// <param name="column">Changed in place.</param>
    /// <param name="directions">Orthonormal; the column joins them where it is kept.</param>
    /// <param name="keep">Whether it joins.</param>
    /// <returns>False where the column lies in the space of the others.</returns>
    public static bool Normalise(double[] column, List<double[]> directions, bool keep = true)
    {
        double before = Dot(column, column);
        foreach (double[] direction in directions)
        {
            double along = Dot(column, direction);
            for (int i = 0; i < column.Length; i++)
                column[i] -= along * direction[i];
        }

        double length = Dot(column, column);
        if (!(length > 1e-10 * before))
            return false;
        double factor = 1 / Math.Sqrt(length);
        for (int i = 0; i < column.Length; i++)
            column[i] *= factor;
        if (keep)
            directions.Add(column);
        return true;
    }
}
