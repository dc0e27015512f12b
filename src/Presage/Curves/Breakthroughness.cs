namespace Presage.Curves;

/// <summary>Two descriptions of how suddenly a curve rises, from BIG-bench (Srivastava et al. 2022). Neither is a test.</summary>
/// <remarks>
/// They have no null distribution and grow with the number of models: under a smooth law seen through binomial noise a breakthroughness above 10 is rare
/// with five models and usual with twelve. With values y ordered by scale and I = sign(argmax y - argmin y) (max y - min y), where a tie for largest or smallest
/// goes to the first:
/// <list type="bullet">
/// <item>breakthroughness = I / sqrt(median of (y[i+1] - y[i])^2), equation 1 of Schaeffer et al. (2023), who quote it from BIG-bench;</item>
/// <item>linearity = I / sqrt(mean of (y[i+1] - y[i])^2), from appendix B of BIG-bench, whose formula we have not been able to check against the paper itself.</item>
/// </list>
/// The median is of the squares: with an even number of steps it is the mean of the two middle squares, and the root is taken after.
/// </remarks>
public static class Breakthroughness
{
    /// <summary>Breakthroughness.</summary>
    /// <param name="values">Shape [rungs]; ordered by scale; finite.</param>
    /// <returns>
    /// Negative for a falling curve. Infinite where more than half of the steps are exactly 0, as in a curve that is flat and then jumps.
    /// Null where undefined: fewer than two rungs, or no two values differ.
    /// </returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static RiseRatio? Of(ReadOnlySpan<double> values) => Ratio(values, median: true);

    /// <summary>Linearity.</summary>
    /// <param name="values">Shape [rungs]; ordered by scale; finite.</param>
    /// <returns>Negative for a falling curve; finite. Null where undefined: fewer than two rungs, or no two values differ.</returns>
    /// <exception cref="ArgumentException">A value is not finite.</exception>
    public static RiseRatio? LinearityOf(ReadOnlySpan<double> values) => Ratio(values, median: false);

    private static RiseRatio? Ratio(ReadOnlySpan<double> values, bool median)
    {
        foreach (double value in values)
            if (!double.IsFinite(value))
                throw new ArgumentException("A value is not finite.", nameof(values));
        if (values.Length < 2)
            return null;

        (int least, int most) = (0, 0);
        for (int i = 1; i < values.Length; i++)
        {
            least = values[i] < values[least] ? i : least;
            most = values[i] > values[most] ? i : most;
        }

        double improvement = Math.Sign(most - least) * (values[most] - values[least]);
        if (improvement == 0)
            return null;

        // Steps in units of the range, so that their squares neither overflow nor vanish.
        double[] squares = new double[values.Length - 1];
        for (int i = 0; i < squares.Length; i++)
        {
            double step = (values[i + 1] - values[i]) / improvement;
            squares[i] = step * step;
        }

        Array.Sort(squares);
        double typical = median ? (squares[(squares.Length - 1) / 2] + squares[squares.Length / 2]) / 2 : squares.Average();
        return new RiseRatio(Math.Sign(improvement) / Math.Sqrt(typical));
    }
}
